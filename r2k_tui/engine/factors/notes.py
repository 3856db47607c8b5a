"""Caveats about a table of factor returns, in words. Pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.published import factors_known_on, fetched_by
from r2k_tui.model.factors.table import FactorTable

# Whole months after which even a late file should have a newer one.
_LATE_MONTHS = 4


class TableFacts(NamedTuple):
    """A table, why there is no newer one ("" if there may be), the past day of the analysis, and today."""

    table: FactorTable
    fault: str
    past: date | None
    today: date


def notes_of(facts: TableFacts) -> tuple[str, ...]:
    """Sentences without a full stop, the most important first."""
    found = (_simulated(facts), _kept(facts), _restated(facts), _late(facts))
    return tuple(note for note in found if note)


def _simulated(facts: TableFacts) -> str:
    return "SIMULATED: these factor returns are invented" if facts.table.simulated else ""


def _kept(facts: TableFacts) -> str:
    """That an older file is used, with its day and the reason."""
    if not facts.fault:
        return ""
    at = facts.table.fetched_at
    which = "an earlier file" if at is None else f"the file of {new_york_day(at)}"
    return f"{which} is used: {facts.fault.rstrip('.')}"


def _restated(facts: TableFacts) -> str:
    """That past values are those of a later file."""
    table, past = facts.table, facts.past
    if past is None or table.simulated or fetched_by(table, past):
        return ""
    known = factors_known_on(table, past)
    if not len(known):
        return ""
    by = f"the CRSP data of {month_words(int(table.vintage))}" if table.vintage else "a later file"
    until = month_words(known.month_numbers()[-1])
    return f"returns to {until}, public by {past}, at values restated since by {by}: the library keeps no vintages"


def _late(facts: TableFacts) -> str:
    """That the newest month is older than the library's delay explains."""
    if facts.past is not None or not len(facts.table):
        return ""
    last, today = facts.table.month_numbers()[-1], facts.today
    months = today.year * 12 + today.month - last // 100 * 12 - last % 100
    return f"the newest month is {month_words(last)}, {months} months ago" if months > _LATE_MONTHS else ""


def month_words(month: int) -> str:
    """Month as `2026-05`."""
    return f"{month // 100:04d}-{month % 100:02d}"
