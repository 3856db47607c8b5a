"""The scheduled meetings of the FOMC."""

from __future__ import annotations

from datetime import date

from r2k_tui.model.macro.fomc_meetings import SCHEDULED, next_meeting
from tests.cases import cases


def test_eight_meetings_a_year_on_weekdays_in_order() -> None:
    assert list(SCHEDULED) == sorted(set(SCHEDULED))
    assert all(day.weekday() < 5 for day in SCHEDULED)
    assert {year: sum(day.year == year for day in SCHEDULED) for year in range(2024, 2028)} == dict.fromkeys(
        range(2024, 2028), 8
    )


@cases(
    ("day", "meeting"),
    [
        (date(2025, 9, 16), date(2025, 9, 17)),
        (date(2025, 9, 17), date(2025, 10, 29)),
        (date(2026, 11, 29), date(2026, 12, 9)),
        (date(2026, 12, 9), date(2027, 1, 27)),
        (date(2027, 12, 8), None),
        (date(2023, 12, 31), None),
        (date(2020, 3, 2), None),
    ],
)
def test_the_next_meeting_is_never_one_that_nobody_had_announced(day: date, meeting: date | None) -> None:
    assert next_meeting(day) == meeting
