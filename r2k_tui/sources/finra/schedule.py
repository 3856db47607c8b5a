"""Settlement and publication days of short interest. Pure.

Settlements are those of the 15th and of the last day of each month, moved back to a session. FINRA publishes a
settlement seven to nine sessions later.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Days

FIRST_AFTER, LAST_AFTER = 7, 9
# Settlements on a weekend or holiday move back by at most this many days.
BACK_DAYS = 4


class SettlementDates(NamedTuple):
    """Dates of one settlement by rule: the 15th or month end, its session, and when it is published."""

    nominal: date
    session: date
    expected: date
    due: date


def before(today: date, sessions: Days, count: int) -> tuple[SettlementDates, ...]:
    """The last settlements on or before a day, the newest first."""
    found, day = list[SettlementDates](), today
    while len(found) < count:
        if is_nominal(day):
            found.append(dates_of(day, sessions))
        day -= timedelta(days=1)
    return tuple(found)


def after_settlement(settled: date, sessions: Days) -> SettlementDates:
    """The settlement that follows the one of a day, which may be of a few days before its 15th or month end."""
    day = settled + timedelta(days=BACK_DAYS + 1)
    while not is_nominal(day):
        day += timedelta(days=1)
    return dates_of(day, sessions)


def is_nominal(day: date) -> bool:
    """Whether a day is a 15th or the last of its month."""
    return day.day == 15 or (day + timedelta(days=1)).day == 1


def dates_of(nominal: date, sessions: Days) -> SettlementDates:
    """Dates of the settlement of one nominal day. Beyond the known sessions, weekdays stand in for them."""
    place = int(sessions.searchsorted(np.datetime64(nominal), side="right")) - 1
    if place < 0 or place + LAST_AFTER >= len(sessions):
        session = _weekday(nominal, 0)
        return SettlementDates(nominal, session, _weekday(session, FIRST_AFTER), _weekday(session, LAST_AFTER))
    days: list[date] = sessions[[place, place + FIRST_AFTER, place + LAST_AFTER]].tolist()
    return SettlementDates(nominal, *days)


def _weekday(day: date, ahead: int) -> date:
    """Weekday that many weekdays after a day; a weekend counts as the Friday before."""
    found = np.busday_offset(np.datetime64(day, "D"), ahead, roll="backward")
    return date.fromisoformat(str(found))
