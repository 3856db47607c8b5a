"""How old a number is said to be."""

from __future__ import annotations

import pytest

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.ui.drawing.ages import bell, short_day
from tests.ui.drawing.close import CLOSE, DAY


@pytest.mark.parametrize(("days", "expected"), [(0, "05-15"), (20, "04-25"), (200, "Oct30")])
def test_a_day_of_another_year_says_so(days: int, expected: str) -> None:
    assert short_day(CLOSE - days * DAY, CLOSE) == expected


def test_a_close_more_than_a_day_away_is_a_day_and_a_time() -> None:
    session = Session("FX", Phase.OPEN, closes_at=CLOSE)
    assert bell(session, CLOSE - 3600) == "closes in 1:00"
    assert bell(session, CLOSE - DAY) == "closes in 24:00"
    assert bell(session, CLOSE - 2 * DAY) == "closes Thu 16:00"
    assert bell(Session("CRYPTO", Phase.OPEN, always_open=True), CLOSE) == "never closes"
