"""What follows from a symbol's days alone, and for how long it serves."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.readings.day_index import DayIndex
from r2k_tui.engine.readings.inputs import Role
from tests.analytics.synthetic import weekdays

SESSIONS = weekdays(800)
DAYS = SESSIONS[:600]


def test_it_serves_just_the_days_that_it_was_made_of() -> None:
    index = DayIndex(DAYS, SESSIONS, 600)
    assert index.serves(DAYS, SESSIONS, 600)
    assert not index.serves(DAYS.copy(), SESSIONS, 600)
    assert not index.serves(DAYS, SESSIONS, 599)


def test_a_year_is_finished_with_its_last_session() -> None:
    last = int(np.flatnonzero(DAYS.astype("datetime64[Y]") == DAYS[300].astype("datetime64[Y]"))[-1])
    year = int(str(DAYS[last])[:4])
    assert year not in DayIndex(DAYS[:last], SESSIONS, last).year_ends
    assert DayIndex(DAYS[: last + 1], SESSIONS, last + 1).year_ends[year] == last


def test_a_long_step_is_a_gap() -> None:
    days = np.delete(DAYS, np.arange(100, 110))
    assert np.flatnonzero(DayIndex(days, SESSIONS, len(days)).gaps).tolist() == [99]


def test_the_last_known_day_of_another_series_is_found_once() -> None:
    index, other = DayIndex(DAYS, SESSIONS, 600), DAYS[::2]
    found = index.last_known(Role.BILL, other)
    assert found[:4].tolist() == [0, 0, 1, 1]
    assert index.last_known(Role.BILL, other) is found
    assert index.last_known(Role.BILL, other.copy()) is not found
    assert index.common(Role.BILL, other).own.tolist()[:3] == [0, 2, 4]
