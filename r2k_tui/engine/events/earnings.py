"""Next day of earnings of a member, as its quote states it. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK, new_york_day
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals

# Nobody fixes a day of earnings further ahead.
HORIZON_DAYS = 400
PAST, STALE, FAR = "past_date", "stale_date", "far_date"
# A day that is over is that of the last report, until the next one is announced; an older one was not kept up.
_STALE_DAYS = 120
# A wider window says no more than that a report comes every quarter.
_WIDEST_DAYS = 45
_OPENS = time(9, 30)
# Times that stand for "not known", in UTC and in New York.
_PLACEHOLDERS = (time(0), time(10, 59))
_MIDNIGHT = time(0)


class EarningsFields(NamedTuple):
    """Fields of a quote: seconds since the epoch, None where one is missing."""

    at: float | None
    start: float | None
    end: float | None
    estimate: bool | None


class EarningsDay(NamedTuple):
    """Day that the fields name; `day` is None where none is usable, and `wrong` says of which kind the named one is."""

    day: date | None
    when: EventTime = EventTime.UNKNOWN
    estimate: bool = False
    note: str = ""
    wrong: str = ""
    named: date | None = None


def quoted_report(facts: Fundamentals, today: date, source: str) -> Event | Problem | None:
    """Event of a member's next report, a Problem where the source names an impossible day, None where it names none."""
    times = EarningsFields(facts.earnings_at, facts.earnings_start, facts.earnings_end, facts.earnings_estimate)
    found = earnings_day(times, today)
    if found.day is not None:
        return Event(
            EventKind.EARNINGS,
            found.day.isoformat(),
            facts.symbol,
            facts.name,
            when=found.when,
            estimate=found.estimate,
            note=found.note,
            source=source,
            retrieved_at=facts.taken_at,
        )
    if not found.wrong:
        return None
    why = f"is more than {HORIZON_DAYS} days ahead" if found.wrong == FAR else "is over"
    return Problem(facts.symbol, found.wrong, f"the day of earnings that {source} states, {found.named}, {why}")


@lru_cache(maxsize=8192)
def earnings_day(times: EarningsFields, today: date) -> EarningsDay:
    """Day that the fields name, seen from `today`: the moment itself, else the window's first or last day."""
    window = _window(times)
    named = [_day(times.at)] if times.at is not None else []
    named += list(window or ())
    usable = [day for day in named if today <= day <= today + timedelta(days=HORIZON_DAYS)]
    if not usable:
        return EarningsDay(None, wrong=_wrong(named, today), named=max(named, default=None))
    wide = window is not None and window[0] < window[1] and window[0] <= usable[0] <= window[1]
    note = _window_words(window, usable[0]) if wide and window is not None else ""
    is_moment = times.at is not None and usable[0] == _day(times.at) and not wide
    when = _time_of_day(times.at) if is_moment and times.at is not None else EventTime.UNKNOWN
    return EarningsDay(usable[0], when, wide or times.estimate is True, note)


def _wrong(named: list[date], today: date) -> str:
    if not named:
        return ""
    if max(named) > today:
        return FAR
    return STALE if max(named) < today - timedelta(days=_STALE_DAYS) else PAST


def _window_words(window: tuple[date, date], day: date) -> str:
    first, last = window
    return f"expected by {last}" if day < last else f"expected since {first}"


def _window(times: EarningsFields) -> tuple[date, date] | None:
    """First and last day of the window; None without one, and for one that is reversed or too wide."""
    if times.start is None or times.end is None:
        return None
    first, last = _day(times.start), _day(times.end)
    return (first, last) if first <= last <= first + timedelta(days=_WIDEST_DAYS) else None


def _day(moment: float) -> date:
    """Day in New York; a midnight in UTC stands for its own date."""
    at = datetime.fromtimestamp(moment, UTC)
    return at.date() if at.time() == _MIDNIGHT else new_york_day(moment)


def _time_of_day(moment: float) -> EventTime:
    utc, here = datetime.fromtimestamp(moment, UTC), datetime.fromtimestamp(moment, NEW_YORK)
    if utc.time() in _PLACEHOLDERS or here.time() == _MIDNIGHT:
        return EventTime.UNKNOWN
    if here.time() < _OPENS:
        return EventTime.BEFORE_OPEN
    return EventTime.IN_SESSION if moment < closing_bell(here.date()) else EventTime.AFTER_CLOSE
