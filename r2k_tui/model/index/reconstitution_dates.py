"""Dates of the reconstitutions of the Russell US indexes as they were announced. Packaged facts.

A day that no source gives is None, or an empty tuple of updates; none is filled in by pattern. The first December
reconstitution was announced for November 2026 and later moved.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

DateConfidence = Literal["high", "medium", "low"]
# Last day on which the table was compared with its sources.
PACKAGED_ON = date(2026, 11, 29)
# Year and month of the first reconstitution in December; until then there was one a year.
FIRST_IN_DECEMBER = (2026, 12)


class AnnouncedDates(NamedTuple):
    """Schedule of one reconstitution. `confidence`: by how directly `source` says it."""

    rank_day: date
    preliminary: date
    updates: tuple[date, ...]
    lock_down: date | None
    effective: date
    opens: date
    confidence: DateConfidence
    source: str


PACKAGED = (
    AnnouncedDates(
        rank_day=date(2024, 4, 30),
        preliminary=date(2024, 5, 24),
        updates=(date(2024, 5, 31), date(2024, 6, 7), date(2024, 6, 14), date(2024, 6, 21)),
        lock_down=date(2024, 6, 10),
        effective=date(2024, 6, 28),
        opens=date(2024, 7, 1),
        confidence="high",
        source="FTSE Russell, schedule of the 2024 reconstitution, as reported on 2024-03-01",
    ),
    AnnouncedDates(
        rank_day=date(2025, 4, 30),
        preliminary=date(2025, 5, 23),
        updates=(date(2025, 5, 30), date(2025, 6, 6), date(2025, 6, 13), date(2025, 6, 20)),
        lock_down=date(2025, 6, 9),
        effective=date(2025, 6, 27),
        opens=date(2025, 6, 30),
        confidence="high",
        source="FTSE Russell, schedule of the 2025 reconstitution, as reported by the trade press in 2025",
    ),
    AnnouncedDates(
        rank_day=date(2026, 4, 30),
        preliminary=date(2026, 5, 22),
        updates=(date(2026, 5, 29), date(2026, 6, 5), date(2026, 6, 12), date(2026, 6, 18)),
        lock_down=None,
        effective=date(2026, 6, 26),
        opens=date(2026, 6, 29),
        confidence="medium",
        source='LSEG press release "FTSE Russell begins June 2026 semi-annual Russell US Indexes reconstitution"',
    ),
    AnnouncedDates(
        rank_day=date(2026, 10, 30),
        preliminary=date(2026, 11, 13),
        updates=(),
        lock_down=None,
        effective=date(2026, 12, 11),
        opens=date(2026, 12, 14),
        confidence="high",
        source='LSEG press release "FTSE Russell announces December 2026 Russell US Indexes reconstitution schedule"',
    ),
)


class AnnouncedCaps(NamedTuple):
    """Total market caps in dollars at which one reconstitution cut; None where no source gives one.

    `breakpoint`: between the large and the small index, rounded by its source; `floor`: smallest member.
    """

    month: str
    breakpoint: float
    floor: float | None


# As FTSE Russell and the press reported them; no floor was found for 2025 and 2026.
CAPS = (
    AnnouncedCaps("2024-06", 4.6e9, 150.4e6),
    AnnouncedCaps("2025-06", 4.6e9, None),
    AnnouncedCaps("2026-06", 5.7e9, None),
)


def last_floor(day: date) -> AnnouncedCaps | None:
    """Newest reconstitution up to a day whose floor is known."""
    known = [row for row in CAPS if row.floor is not None and row.month <= f"{day:%Y-%m}"]
    return known[-1] if known else None
