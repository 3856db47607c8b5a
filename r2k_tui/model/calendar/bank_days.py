"""Publication days of interest rates: weekdays without the holidays of the federal government and of the bond market.

A holiday on a Sunday is observed on Monday, one on a Saturday on Friday: the Federal Reserve Banks are open that day,
but the Board, which publishes the rates (H.15), is not.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from r2k_tui.model.calendar.days import easter

# Month, weekday (Monday is 0), which of the month (-1: the last), and the first year.
_BY_WEEKDAY = ((1, 0, 3, 1986), (2, 0, 3, 1971), (5, 0, -1, 1971), (9, 0, 1, 1954), (10, 0, 2, 1971), (11, 3, 4, 1954))
# Month, day, and the first year.
_BY_DATE = ((1, 1, 1954), (6, 19, 2021), (7, 4, 1954), (11, 11, 1954), (12, 25, 1954))


def is_bank_day(day: date) -> bool:
    """Whether rates are published on a day. Good Friday is not a bank day: the bond market is closed in most years."""
    return day.isoweekday() <= 5 and day not in _holidays(day.year)


def next_bank_day(day: date) -> date:
    """First bank day after a day."""
    after = day + timedelta(days=1)
    while not is_bank_day(after):
        after += timedelta(days=1)
    return after


@lru_cache(maxsize=256)
def _holidays(year: int) -> frozenset[date]:
    moving = {_weekday_of(year, *rule[:3]) for rule in _BY_WEEKDAY if year >= rule[3]}
    fixed = {_observed(date(year, month, day)) for month, day, since in _BY_DATE if year >= since}
    fixed.add(_observed(date(year + 1, 1, 1)))
    return frozenset(moving | fixed | {easter(year) - timedelta(days=2)})


def _observed(day: date) -> date:
    return day + timedelta(days={6: -1, 7: 1}.get(day.isoweekday(), 0))


def _weekday_of(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
