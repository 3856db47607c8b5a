"""Trading hours of stock index futures on Globex, derived from New York's sessions by a few rules.

Each weekday has a session from 18:00 of the evening before to 17:00, New York. On a half day of the stock exchange it
ends at 13:15, on a holiday at 13:00. There is none on Christmas Day, on New Year's Day and on Good Friday; the next one
still opens at 18:00, except on a Friday. Source: CME Group, holiday calendar; see also globex_table.py. Futures
on metals, energy and interest rates keep nearly the same hours: on holidays theirs end up to an hour and a half later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from r2k_tui.engine.calendar.globex_table import BY_DAY
from r2k_tui.engine.calendar.venue_hours import Part
from r2k_tui.model.calendar.days import NEW_YORK, easter, new_york_day

_OPENS, _CLOSES, _HALF_DAY, _HOLIDAY = time(18), time(17), time(13, 15), time(13)
# New York closed for a reason that no rule knows, as for a day of mourning: both times the futures halted then.
_UNFORESEEN = time(9, 30)
_SATURDAY, _MONDAY = 5, 0
_FULL_S = 6.0 * 3600.0
# Months of the holidays with a session until 13:00: Martin Luther King, Washington, Memorial Day, Juneteenth,
# Independence Day, Labor Day and Thanksgiving.
_HALTED_MONTHS = frozenset({(1, _MONDAY), (2, _MONDAY), (5, _MONDAY), (9, _MONDAY), (11, 3)})


def globex_parts(stocks: Iterable[tuple[float, float]], first: date, last: date) -> list[Part]:
    """Sessions from `first` to `last`, given the opening and closing times of all of New York's in between."""
    full = {new_york_day(opens): closes - opens >= _FULL_S for opens, closes in stocks}
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    found = []
    for day in days:
        closes = _closes(day, full.get(day)) if day.weekday() < _SATURDAY else None
        if closes is not None:
            found.append(_part(day, closes))
    return found


def _part(day: date, closes: time) -> Part:
    evening = day - timedelta(days=1)
    opens_at = datetime.combine(evening, _OPENS, NEW_YORK).timestamp()
    closes_at = datetime.combine(day, closes, NEW_YORK).timestamp()
    return Part(day, opens_at, closes_at, opens_at, closes_at, half_day=closes < _CLOSES)


def _closes(day: date, full: bool | None) -> time | None:
    """Close of a weekday; `full`: whether New York has a whole session, None for none at all."""
    if (row := BY_DAY.get(day)) is not None:
        return row.closes
    if full is not None:
        return _CLOSES if full else _HALF_DAY
    if _is_closed(day):
        return None
    return _HOLIDAY if _is_halted(day) else _UNFORESEEN


def _is_closed(day: date) -> bool:
    """Whether a holiday is Christmas Day, New Year's Day, as observed, or Good Friday."""
    christmas = day.month == 12 and 24 <= day.day <= 26
    return christmas or (day.month == 1 and day.day <= 2) or day == easter(day.year) - timedelta(days=2)


def _is_halted(day: date) -> bool:
    juneteenth, independence = (6, range(18, 21)), (7, range(3, 6))
    fixed = any(day.month == month and day.day in days for month, days in (juneteenth, independence))
    return fixed or (day.month, day.weekday()) in _HALTED_MONTHS
