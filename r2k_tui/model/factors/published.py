"""What was known of factor returns on a past day: the library keeps one file and restates its history."""

from __future__ import annotations

from datetime import date, timedelta

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.table import FactorTable

# Months from the end of a month to the end of the one by which the library has it; it takes one to two.
LAG_MONTHS = 2


def last_published(day: date) -> int:
    """Last month (YYYYMM) that was certainly public on a day: the one that ended two whole months before its evening.

    A month counts as published on the last day of the second month after it: July on September 30.
    """
    evening = day + timedelta(days=1)
    months = evening.year * 12 + evening.month - 2 - LAG_MONTHS
    return months // 12 * 100 + months % 12 + 1


def factors_known_on(table: FactorTable, day: date) -> FactorTable:
    """Table as known on a day: whole where it was there by then, else the months that were certainly public.

    Their returns are those of the present file, which restates its history.
    """
    return table if fetched_by(table, day) else table.until(last_published(day))


def fetched_by(table: FactorTable, day: date) -> bool:
    """Whether a table was fetched by a day, so that nothing in it was unknown."""
    if table.fetched_at is None or not len(table):
        return False
    return new_york_day(table.fetched_at) <= day and table.month_numbers()[-1] < day.year * 100 + day.month
