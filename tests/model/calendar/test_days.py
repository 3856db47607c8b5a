"""Days in New York, days of bars, and Easter."""

from __future__ import annotations

from datetime import UTC, date, datetime

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, easter, new_york_day
from tests.cases import cases


def test_a_day_ends_at_midnight_in_new_york() -> None:
    midnight = datetime(2025, 9, 18, 4, 0, tzinfo=UTC).timestamp()
    assert new_york_day(midnight) == date(2025, 9, 18)
    assert new_york_day(midnight - 1) == date(2025, 9, 17)
    assert new_york_day(datetime(2025, 1, 2, 4, 59, tzinfo=UTC).timestamp()) == date(2025, 1, 1)


@cases("day", [date(1970, 1, 1), date(1962, 6, 1), date(2024, 2, 29)])
def test_a_daily_bar_carries_midnight_utc_of_its_day(day: date) -> None:
    assert bar_of_day(day) == datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    assert day_of_bar(bar_of_day(day)) == day_of_bar(bar_of_day(day) + 86_399) == day


@cases("day", [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2025, 4, 20)])
def test_easter(day: date) -> None:
    assert easter(day.year) == day
