"""Exchange hours: sessions, holidays, half days and daylight saving time, as exchange_calendars has them."""

from __future__ import annotations

import asyncio
import logging
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Protocol

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.clock import Clock
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.sources.session_tables.client import FIRST_SESSION, session_table
from r2k_tui.sources.session_tables.table import integers

log = logging.getLogger(__name__)

# Extended hours in New York: from 4:00 a.m., 5.5 hours before the opening bell, until four hours after the close.
_PRE_S, _POST_S = 5.5 * 3600.0, 4.0 * 3600.0
# Calendar horizon beyond today, and the minimum that remains before it is reloaded.
_AHEAD_DAYS, _LEFT_DAYS = 200, 60
_LOOK_S = 3600.0


class Hours(Protocol):
    """Session calendar of one exchange."""

    def session(self, now: float) -> Session:
        """Session phase and next bells at `now` (seconds since the epoch)."""

    def days(self) -> Days:
        """All known session days, ascending, at least 40 days beyond today."""

    def finished(self, day: date, now: float) -> bool:
        """Whether the session of `day` is over at `now`; a day without a session is over once it has passed."""

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """Opening and closing times of the sessions that overlap an interval (seconds since the epoch)."""

    def run_out(self, now: float) -> bool:
        """Whether the calendar has too few days ahead of `now`."""

    def renew(self, now: float) -> None:
        """Extend the calendar; takes about a second, so call it off the event loop."""


class _Sessions(NamedTuple):
    """Calendar data in one immutable value, so that another thread can replace it."""

    opens: Sequence[float]
    closes: Sequence[float]
    ends: Sequence[float]
    days: Days


def _seconds(moments: Sequence[float] | Floats) -> array[float]:
    return array("d", np.asarray(moments, np.float64).tobytes())


class ExchangeHours:
    """Hours of XNYS between two dates."""

    exchange = "XNYS"

    def __init__(self, opens: Sequence[float], closes: Sequence[float], days: Days) -> None:
        ends = np.asarray(closes, np.float64) + _POST_S
        self._known = _Sessions(_seconds(opens), _seconds(closes), _seconds(ends), days)

    @classmethod
    def load(cls, now: float) -> ExchangeHours:
        """Build from the sessions of exchange_calendars; may take a second, so call it off the event loop."""
        end = datetime.fromtimestamp(now, UTC) + timedelta(days=_AHEAD_DAYS)
        table = session_table(cls.exchange, FIRST_SESSION, end.date())
        days = np.frombuffer(table.days, np.int64).astype("datetime64[D]")
        return cls(integers(table.opens), integers(table.closes), days)

    def session(self, now: float) -> Session:
        """See Hours."""
        known = self._known
        after = bisect_right(known.ends, now)
        last = bisect_right(known.closes, now) - 1
        last_close = known.closes[last] if last >= 0 else None
        if after >= len(known.opens):
            return Session(self.exchange, Phase.CLOSED, last_close_at=last_close)
        opens, closes = known.opens[after], known.closes[after]
        bounds = (opens - _PRE_S, opens, closes, closes + _POST_S)
        step = bisect_right(bounds, now)
        phase = (Phase.CLOSED, Phase.PRE, Phase.OPEN, Phase.POST)[step]
        if phase is Phase.POST and after + 1 < len(known.opens):
            opens, closes = known.opens[after + 1], known.closes[after + 1]
        half_day = known.closes[after] - known.opens[after] < 6.0 * 3600.0
        return Session(self.exchange, phase, opens, closes, bounds[step], last_close, half_day=half_day)

    def days(self) -> Days:
        """See Hours."""
        return self._known.days

    def finished(self, day: date, now: float) -> bool:
        """See Hours."""
        known = self._known
        index = int(np.searchsorted(known.days, np.datetime64(day)))
        if index < len(known.days) and known.days[index] == np.datetime64(day):
            return known.closes[index] <= now
        return day < new_york_day(now)

    def run_out(self, now: float) -> bool:
        """See Hours."""
        return not self._known.closes or self._known.closes[-1] < now + _LEFT_DAYS * 86400.0

    def renew(self, now: float) -> None:
        """See Hours."""
        self._known = ExchangeHours.load(now)._known

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """See Hours."""
        known = self._known
        start, stop = bisect_right(known.closes, first), bisect_right(known.opens, last)
        return tuple(zip(known.opens[start:stop], known.closes[start:stop], strict=True))


class AlwaysOpen:
    """Hours of a simulated market that never closes; its history uses the exchange's session days."""

    def __init__(self, exchange: ExchangeHours) -> None:
        self._exchange = exchange

    def session(self, now: float) -> Session:
        """See Hours."""
        real = self._exchange.session(now)
        return msgspec.structs.replace(
            real, phase=Phase.OPEN, opens_at=None, closes_at=None, changes_at=None, always_open=True, half_day=False
        )

    def days(self) -> Days:
        """See Hours."""
        return self._exchange.days()

    def finished(self, day: date, now: float) -> bool:
        """Whether the simulated session is over; it ends with its day in New York."""
        return day < new_york_day(now)

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """Regular hours of the exchange; this market trades outside them as well."""
        return self._exchange.regular(first, last)

    def run_out(self, now: float) -> bool:
        """See Hours."""
        return self._exchange.run_out(now)

    def renew(self, now: float) -> None:
        """See Hours."""
        self._exchange.renew(now)


async def keep_known(hours: Hours, clock: Clock) -> None:
    """Extend the calendar as needed until cancelled; a failure is logged and retried."""
    while True:
        await asyncio.sleep(_LOOK_S)
        if hours.run_out(clock()):
            try:
                await asyncio.to_thread(hours.renew, clock())
            except Exception:
                log.exception("the exchange's calendar cannot be renewed")
            else:
                log.info("the exchange's calendar is renewed")
