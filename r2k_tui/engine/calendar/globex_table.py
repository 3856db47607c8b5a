"""Days on which stock index futures on Globex deviate from the rules, each with its evidence.

The rules are in globex.py. Both calendar libraries close every Good Friday since 2023 at 8:15 Chicago, or know no
early close at all; the rows here correct them. Times are New York's; None: no session on that day.
"""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

_NOTICE = "CME Group trading hours notice of the year"
_LIBRARY = "pandas_market_calendars 5.5.0, CME Globex Equity; the jobs report was released that morning"
_MOURNING = "NYSE closed for a day of mourning; the futures halted before the open"


class Correction(NamedTuple):
    """Close of one day. `confidence`: high, medium or low, by how directly `source` says it."""

    day: date
    closes: time | None
    confidence: str
    source: str


CORRECTIONS = (
    Correction(date(2018, 12, 5), time(9, 30), "medium", _MOURNING),
    Correction(date(2021, 4, 2), time(9, 15), "medium", _LIBRARY),
    Correction(date(2023, 4, 7), time(9, 15), "medium", _LIBRARY),
    Correction(date(2024, 3, 29), None, "low", f"{_NOTICE}, second hand: closed all day, against both libraries"),
    Correction(date(2025, 1, 9), time(9, 30), "medium", _MOURNING),
    Correction(date(2025, 4, 18), None, "low", f"{_NOTICE}, second hand: closed all day, against both libraries"),
    Correction(date(2026, 4, 3), time(9, 15), "low", _LIBRARY),
)
BY_DAY = {row.day: row for row in CORRECTIONS}
