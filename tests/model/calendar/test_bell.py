"""The closing bell against the real calendar of the exchange."""

from __future__ import annotations

from datetime import UTC, date, datetime

from r2k_tui.model.calendar.bell import closing_bell, half_day
from tests.cases import cases


def test_every_bell_of_half_a_century_is_that_of_the_exchange() -> None:
    import exchange_calendars

    schedule = exchange_calendars.get_calendar("XNYS", start="1984-01-01", end="2035-12-31").schedule
    found = {day.date(): close.timestamp() for day, close in schedule["close"].items()}
    assert {day: closing_bell(day) for day in found} == found


@cases(
    ("day", "bell"),
    [
        (date(2025, 11, 28), "2025-11-28T18:00"),
        (date(2025, 7, 3), "2025-07-03T17:00"),
        (date(2025, 12, 24), "2025-12-24T18:00"),
        (date(1992, 11, 27), "1992-11-27T19:00"),
        (date(2025, 11, 26), "2025-11-26T21:00"),
        (date(2026, 7, 3), "2026-07-03T20:00"),
    ],
)
def test_a_half_day_ends_at_its_own_bell(day: date, bell: str) -> None:
    assert closing_bell(day) == datetime.fromisoformat(bell).replace(tzinfo=UTC).timestamp()


def test_a_friday_before_a_weekend_holiday_is_no_half_day() -> None:
    assert not half_day(date(2026, 7, 3))
    assert not half_day(date(2021, 12, 24))
