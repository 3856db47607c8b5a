"""Decision days of the scheduled meetings of the Federal Open Market Committee. Packaged facts.

From the Committee's calendars (https://www.federalreserve.gov/monetarypolicy/fomccalendars.htm): the statement comes
at 14:00 in New York on these days. The days of 2027 are tentative until the Committee confirms them. Unscheduled
decisions, such as those of March 2020, are in no calendar.
"""

from __future__ import annotations

from datetime import date

SOURCE = "calendars of the FOMC, packaged"
_DAYS = """
    2024-01-31  2024-03-20  2024-05-01  2024-06-12  2024-07-31  2024-09-18  2024-11-07  2024-12-18
    2025-01-29  2025-03-19  2025-05-07  2025-06-18  2025-07-30  2025-09-17  2025-10-29  2025-12-10
    2026-01-28  2026-03-18  2026-04-29  2026-06-17  2026-07-29  2026-09-16  2026-10-28  2026-12-09
    2027-01-27  2027-03-17  2027-04-28  2027-06-09  2027-07-28  2027-09-15  2027-10-27  2027-12-08
"""
SCHEDULED: tuple[date, ...] = tuple(date.fromisoformat(day) for day in _DAYS.split())


def next_meeting(day: date) -> date | None:
    """First scheduled decision day after `day`; None outside the years of the table."""
    if day < SCHEDULED[0].replace(month=1, day=1):
        return None
    return next((meeting for meeting in SCHEDULED if meeting > day), None)
