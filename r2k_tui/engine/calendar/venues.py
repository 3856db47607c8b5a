"""Venues of the watched symbols: their hours, loaded when a symbol needs them."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, repeat

from r2k_tui.engine.calendar.globex import globex_parts
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.calendar.venue_hours import Part, RoundTheClock, SessionHours, UnknownHours, VenueHours
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.calendar.venue import CRYPTO, FOREX, GLOBEX, NEW_YORK_STOCKS, UNKNOWN
from r2k_tui.model.market.sessions import has_own_hours, venue_in
from r2k_tui.sources.session_tables.client import session_table
from r2k_tui.sources.session_tables.table import day_of, integers

log = logging.getLogger(__name__)

# Days of hours before and after today, and the number of days until they are extended. A chart looks back 22 sessions;
# New York's sessions are always known further ahead.
_BACK_DAYS, _AHEAD_DAYS, _RENEW_DAYS = 60, 45, 21
_DAY_S = 86400.0
# How often to look after another symbol is watched, whose exchange comes with its quote a moment later, and how far
# apart; how far apart else; and when to try again what failed.
_LOOKS, _LOOK_S, _CALM_S, _AGAIN_S = 10, 1.0, 15.0, 3600.0
_UNKNOWN = UnknownHours()
# Venues whose hours need no calendar of their own.
_COMPUTED = frozenset({NEW_YORK_STOCKS, UNKNOWN, GLOBEX, FOREX, CRYPTO})


class Venues:
    """Owner of the hours of every venue but New York's, `home`, which a source without its own hours uses for all."""

    def __init__(self, market: MarketState, interest: Interest, home: Hours, clock: Clock) -> None:
        self._market, self._interest, self._home, self._clock = market, interest, home, clock
        self._loaded: dict[str, SessionHours] = {CRYPTO: RoundTheClock()}
        self._renew_at: dict[str, float] = {}
        self._loading = asyncio.Lock()

    def of(self, symbol: str) -> SessionHours:
        """Hours of a symbol; unknown ones until they are loaded."""
        venue = self._venue(symbol)
        return self._home if venue == NEW_YORK_STOCKS else self._hours(venue)

    def sessions(self, now: float) -> dict[str, Session]:
        """Sessions at `now` (seconds since the epoch) of the futures and of the watched symbols, by venue."""
        if not has_own_hours(self._market.facts):
            return {}
        in_use = {GLOBEX, *map(self._venue, self._interest.watched())} - {NEW_YORK_STOCKS, UNKNOWN}
        found = {venue: self._hours(venue).session(now) for venue in sorted(in_use)}
        return {venue: session for venue, session in found.items() if session.exchange}

    async def load(self) -> None:
        """Load what the watched symbols need, in a thread; a calendar that fails is logged and tried an hour later."""
        async with self._loading:
            for venue in sorted(set(map(self._venue, self._interest.watched()))):
                if venue not in _COMPUTED and self._clock() >= self._renew_at.get(venue, 0.0):
                    await self._load(venue, self._clock())

    async def _load(self, venue: str, now: float) -> None:
        self._renew_at[venue] = now + _AGAIN_S
        try:
            hours = await asyncio.to_thread(load_hours, venue, now)
        except Exception:
            log.exception("the hours of %s cannot be loaded", venue)
        else:
            self._keep(venue, hours, now)

    async def run(self) -> None:
        """Load until cancelled."""
        changed, left = self._interest.changed, _LOOKS
        while True:
            if changed.is_set():
                changed.clear()
                left = _LOOKS
            await self.load()
            left -= 1
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_S if left > 0 else _CALM_S):
                    await changed.wait()

    def _venue(self, symbol: str) -> str:
        return venue_in(self._market.facts, symbol, self._market.quotes.get(symbol))

    def _hours(self, venue: str) -> SessionHours:
        now = self._clock()
        if venue in (GLOBEX, FOREX) and now >= self._renew_at.get(venue, 0.0):
            make = self._globex if venue == GLOBEX else forex_hours
            self._keep(venue, make(now), now)
        return self._loaded.get(venue, _UNKNOWN)

    def _keep(self, venue: str, hours: VenueHours, now: float) -> None:
        self._loaded[venue] = hours
        self._renew_at[venue] = max(now + _AGAIN_S, min(hours.until, now + _RENEW_DAYS * _DAY_S))

    def _globex(self, now: float) -> VenueHours:
        first, last = _span(now)
        stocks = self._home.regular(_midnight(first), _midnight(last + timedelta(days=1)))
        return VenueHours(GLOBEX, globex_parts(stocks, first, last), _midnight(last))


def forex_hours(now: float) -> VenueHours:
    """Hours of currencies: Sunday 17:00 to Friday 17:00, New York; holidays only reduce trading."""
    first, last = _span(now)
    parts = []
    for count in range((last - first).days + 1):
        day = first + timedelta(days=count)
        if day.isoweekday() == 5:
            opens, closes = (
                datetime.combine(when, time(17), NEW_YORK).timestamp() for when in (day - timedelta(days=5), day)
            )
            parts.append(Part(day, opens, closes, opens, closes))
    return VenueHours(FOREX, parts, _midnight(last - timedelta(days=7)))


def load_hours(venue: str, now: float) -> VenueHours:
    """Hours of an exchange, as exchange_calendars has them; may take a second, so call it off the event loop.

    Raises ValueError for an exchange that the library does not know, or whose holidays are not announced yet.
    """
    table = session_table(venue, *_span(now))
    early, parts = set(integers(table.early)), list[Part]()
    sessions = zip(*map(integers, (table.days, table.opens, table.closes)), strict=True)
    breaks = zip(*map(integers, (table.break_starts, table.break_ends)), strict=True)
    for (day, begin, end), (start, stop) in zip(sessions, chain(breaks, repeat((0, 0))), strict=False):
        bounds = [(begin, start), (stop, end)] if start else [(begin, end)]
        parts += [Part(day_of(day), *bound, begin, end, half_day=day in early) for bound in bounds]
    return VenueHours(venue, parts, _midnight(table.last + timedelta(days=1)))


def _span(now: float) -> tuple[date, date]:
    today = datetime.fromtimestamp(now, UTC).date()
    return today - timedelta(days=_BACK_DAYS), today + timedelta(days=_AHEAD_DAYS)


def _midnight(day: date) -> float:
    return datetime.combine(day, time(0), UTC).timestamp()
