"""Rows on days without a session in New York: they stay, with a notice."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

import numpy as np

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, easter
from r2k_tui.sources.csv_folder.table import DAY, LeftOut, PriceTable, Times

# Closures of the exchange besides its holidays: mourning, storms, attacks.
_CLOSED = frozenset(
    map(
        date.fromisoformat,
        (
            *("1985-09-27", "1994-04-27", "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14"),
            *("2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"),
        ),
    )
)
_FIRST = date(1984, 1, 1)
# Currencies, futures and coins trade on other days, and a suffix after a dot names another exchange.
_ELSEWHERE = ("=", ".", "-USD", "-EUR", "-GBP")


def with_session_notices(table: PriceTable, name: str, symbol: str) -> PriceTable:
    """The table, with a notice for each daily row on days without a session."""
    if table.intraday or not of_new_york(symbol):
        return table
    odd = without_session(table.times // DAY)
    if not odd:
        return table
    notices = tuple(LeftOut(name, 0, float(bar_of_day(day)), str(day), "") for day in odd)
    return table._replace(left_out=(*table.left_out, *notices))


def of_new_york(symbol: str) -> bool:
    """Whether a symbol keeps the sessions of New York's exchanges."""
    return not any(mark in symbol for mark in _ELSEWHERE)


def without_session(days: Times) -> list[date]:
    """Those of ascending days (since the epoch) that had no session, from 1984 on."""
    if not len(days):
        return []
    # 1970-01-01 was a Thursday: four days on, numbers of days count weeks from Monday.
    doubtful = ((days + 3) % 7 >= 5) | np.isin(days, _closed_days(int(days[0]), int(days[-1])))
    found = [day_of_bar(day * DAY) for day in days[doubtful].tolist()]
    return [day for day in found if day >= _FIRST]


def _closed_days(first: int, last: int) -> Times:
    """Weekdays without a session between two days, as days since the epoch."""
    years = range(day_of_bar(first * DAY).year, day_of_bar(last * DAY).year + 1)
    return np.array([day for year in years for day in _closed_in(year)], dtype=np.int64)


@lru_cache(maxsize=512)
def _closed_in(year: int) -> tuple[int, ...]:
    start = date(year, 1, 1)
    days = (start + timedelta(days=count) for count in range(366 if year < MAXYEAR else 365))
    return tuple(bar_of_day(day) // DAY for day in days if day.weekday() < 5 and not is_session(day))


def is_session(day: date) -> bool:
    """Whether New York's exchanges had, or by their rules will have, a session on a day from 1984 on."""
    return day.weekday() < 5 and day not in _CLOSED and not _holiday(day)


def _holiday(day: date) -> bool:
    observed = {day}
    if day.weekday() == 0:
        observed.add(day - timedelta(days=1))
    # A holiday on a Saturday is observed on Friday, unless that ends a year.
    if day.weekday() == 4 and (day.month, day.day) != (12, 31):
        observed.add(day + timedelta(days=1))
    return any(_fixed(one) for one in observed) or _floating(day)


def _fixed(day: date) -> bool:
    return (day.month, day.day) in ((1, 1), (7, 4), (12, 25)) or ((day.month, day.day) == (6, 19) and day.year >= 2022)


def _floating(day: date) -> bool:
    week = (day.day - 1) // 7 + 1
    monday = day.weekday() == 0
    return (
        (monday and day.month == 1 and week == 3 and day.year >= 1998)
        or (monday and (day.month, week) in ((2, 3), (9, 1)))
        or (monday and day.month == 5 and day.day > 24)
        or (day.weekday() == 3 and (day.month, week) == (11, 4))
        or day == easter(day.year) - timedelta(days=2)
    )
