"""How old a number is said to be."""

from __future__ import annotations

import pytest

from r2k_tui.ui.drawing.ages import short_day
from tests.ui.drawing.close import CLOSE, DAY


@pytest.mark.parametrize(("days", "expected"), [(0, "05-15"), (20, "04-25"), (200, "Oct30")])
def test_a_day_of_another_year_says_so(days: int, expected: str) -> None:
    assert short_day(CLOSE - days * DAY, CLOSE) == expected
