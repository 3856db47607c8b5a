"""Days of the large releases of the economy as their publishers scheduled them. Packaged facts.

CPI and Employment Situation ("payrolls") from the schedules of the Bureau of Labor Statistics
(https://www.bls.gov/schedule/), GDP from that of the Bureau of Economic Analysis (https://www.bea.gov/news/schedule),
FOMC from `fomc_meetings`. The BLS moved releases after the shutdowns of October 2025 and January 2026: `_MOVED` says
when that was known. Payrolls of years without a schedule are by the rule of the BLS: the third Friday after the week of
the 12th; for CPI and GDP there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from r2k_tui.model.calendar.bank_days import is_bank_day
from r2k_tui.model.calendar.days import easter
from r2k_tui.model.macro.fomc_meetings import SCHEDULED
from r2k_tui.model.macro.gdp_releases import Release, release_days

FOMC, CPI, PAYROLLS, GDP = "FOMC decision", "CPI", "payrolls", "GDP"
NAMES = (FOMC, CPI, PAYROLLS, GDP)
CLOCKS = {FOMC: "14:00", CPI: "08:30", PAYROLLS: "08:30", GDP: "08:30"}
PACKAGED_ON = date(2026, 11, 29)
SOURCE = f"packaged table of {PACKAGED_ON}"
BY_RULE = "by rule, not announced"
TENTATIVE = "tentative until the Committee confirms it"


class ReleaseDay(NamedTuple):
    """Release: its day and time in New York. `estimate`: nobody announced the day. `announced`: known since then."""

    name: str
    day: date
    clock: str
    announced: date
    estimate: bool = False
    note: str = ""


class _Move(NamedTuple):
    """Release that was taken off its day, known from `known` on, and put on another, known from `again` on."""

    name: str
    was: date
    known: date
    now: date | None
    again: date | None


# Month and day of each release as the BLS scheduled the year.
_BLS = {
    (CPI, 2024): "01-11 02-13 03-12 04-10 05-15 06-12 07-11 08-14 09-11 10-10 11-13 12-11",
    (CPI, 2025): "01-15 02-12 03-12 04-10 05-13 06-11 07-15 08-12 09-11 10-15 11-13 12-10",
    (CPI, 2026): "01-13 02-11 03-11 04-10 05-12 06-10 07-14 08-12 09-11 10-14 11-10 12-10",
    (PAYROLLS, 2024): "01-05 02-02 03-08 04-05 05-03 06-07 07-05 08-02 09-06 10-04 11-01 12-06",
    (PAYROLLS, 2025): "01-10 02-07 03-07 04-04 05-02 06-06 07-03 08-01 09-05 10-03 11-07 12-05",
    (PAYROLLS, 2026): "01-09 02-06 03-06 04-03 05-08 06-05 07-02 08-07 09-04 10-02 11-06 12-04",
}
_SHUT, _SHUT_AGAIN = date(2025, 10, 1), date(2026, 2, 4)
_MOVED = (
    _Move(PAYROLLS, date(2025, 10, 3), _SHUT, date(2025, 11, 20), date(2025, 11, 14)),
    _Move(CPI, date(2025, 10, 15), _SHUT, date(2025, 10, 24), date(2025, 10, 10)),
    # October 2025 had neither report of its own.
    _Move(PAYROLLS, date(2025, 11, 7), _SHUT, None, None),
    _Move(CPI, date(2025, 11, 13), _SHUT, None, None),
    _Move(PAYROLLS, date(2025, 12, 5), _SHUT, date(2025, 12, 16), date(2025, 11, 19)),
    _Move(CPI, date(2025, 12, 10), _SHUT, date(2025, 12, 18), date(2025, 11, 21)),
    _Move(PAYROLLS, date(2026, 2, 6), _SHUT_AGAIN, date(2026, 2, 11), _SHUT_AGAIN),
    _Move(CPI, date(2026, 2, 11), _SHUT_AGAIN, date(2026, 2, 13), _SHUT_AGAIN),
)
# Scheduled estimates of GDP that `gdp_releases` holds no figure of.
_GDP_SCHEDULED = (
    ("2026 Q2, third estimate", date(2026, 9, 30)),
    ("2026 Q3, advance estimate", date(2026, 10, 29)),
    ("2026 Q3, second estimate", date(2026, 11, 25)),
    ("2026 Q3, third estimate", date(2026, 12, 23)),
)
_FIRST_YEAR = min(year for _, year in _BLS)
_FRIDAY, _SATURDAY = 4, 5
_FIRST_WORKDAYS = 3
_MONTH = timedelta(days=31)


def packaged_releases(first: date, last: date, known_on: date | None = None) -> tuple[ReleaseDay, ...]:
    """Releases from `first` to `last`, both included, by day; with `known_on` only what was announced by then."""
    known = known_on or date.max
    found = [*_fomc(known), *_gdp(known), *_bls(known), *_by_rule(first, last, known)]
    return tuple(sorted((row for row in found if first <= row.day <= last), key=lambda row: (row.day, row.name)))


def missing_words(first: date, last: date) -> tuple[str, ...]:
    """What the table does not reach within these days, in words."""
    rows = [*_fomc(date.max), *_gdp(date.max), *_bls(date.max)]
    ends = {name: max(row.day for row in rows if row.name == name) for name in (FOMC, CPI, GDP)}
    reached = max(first, last - _MONTH)
    return tuple(f"{name}: no day is packaged after {end}" for name, end in ends.items() if end < reached)


def payrolls_by_rule(year: int, month: int) -> date:
    """Day of the Employment Situation that the rule of the BLS gives for a month."""
    before = date(year, month, 1) - timedelta(days=1)
    reference = before.replace(day=12)
    saturday = reference + timedelta(days=(_SATURDAY - reference.weekday()) % 7)
    day = saturday + timedelta(days=20)
    if month == 1 and day.day <= _FIRST_WORKDAYS:
        return day + timedelta(days=7)
    closed = not is_bank_day(day) and day != easter(day.year) - timedelta(days=2)
    return day - timedelta(days=1) if closed else day


def _fomc(known: date) -> Iterator[ReleaseDay]:
    for day in SCHEDULED:
        # The calendar of a year comes out in the summer two years before, or earlier.
        announced = date(day.year - 1, 1, 1)
        if announced <= known:
            note = TENTATIVE if day.year > PACKAGED_ON.year else ""
            yield ReleaseDay(FOMC, day, CLOCKS[FOMC], announced, note=note)


def _gdp(known: date) -> Iterator[ReleaseDay]:
    rows = [(_estimate_words(row), row.published, usual) for row, usual in release_days(_FIRST_YEAR)]
    rows += [(note, day, True) for note, day in _GDP_SCHEDULED]
    for note, day, usual in rows:
        # A day off the usual calendar, as after a shutdown, was not known long before: not before it came, here.
        announced = date(day.year, 1, 1) if usual else day
        if announced <= known:
            yield ReleaseDay(GDP, day, CLOCKS[GDP], announced, note=note)


def _estimate_words(row: Release) -> str:
    return f"{row.quarter.year} Q{row.quarter.month // 3 + 1}, {row.name} estimate"


def _bls(known: date) -> Iterator[ReleaseDay]:
    moved = {(move.name, move.was): move for move in _MOVED}
    for (name, year), text in _BLS.items():
        # The schedule of a year is out by its first day.
        announced = date(year, 1, 1)
        for word in text.split() if announced <= known else ():
            day = date.fromisoformat(f"{year}-{word}")
            move = moved.get((name, day))
            if move is None or known < move.known:
                yield ReleaseDay(name, day, CLOCKS[name], announced)
            elif move.now is not None and move.again is not None and move.again <= known:
                yield ReleaseDay(name, move.now, CLOCKS[name], move.again, note=f"moved from {day}")


def _by_rule(first: date, last: date, known: date) -> Iterator[ReleaseDay]:
    scheduled = {year for name, year in _BLS if name == PAYROLLS and date(year, 1, 1) <= known}
    for year in range(max(first.year, _FIRST_YEAR), last.year + 1):
        for month in range(1, 13) if year not in scheduled else ():
            yield ReleaseDay(PAYROLLS, payrolls_by_rule(year, month), CLOCKS[PAYROLLS], date.min, True, BY_RULE)
