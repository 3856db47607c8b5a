"""Session of the exchange: its phase, and the market time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import msgspec

from r2k_tui.config.sections.polling import Cadence, MarketCadence
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.calendar.venues import Venues
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import TROUBLES
from r2k_tui.model.market.source import SourceFacts

# A suspended machine or a changed clock is detected at the next short sleep, which is longer while no quotes arrive;
# `_JUMP_S` exceeds the delay that a busy machine adds to one.
_LONGEST_NAP_S, _QUIET_NAP_S, _LEAST_NAP_S = 1.0, 5.0, 0.05
_JUMP_S = 1.0


class SessionTracker:
    """Owner of the session in the market state. `live`: the source is live; `over`: a replay has ended."""

    def __init__(
        self, context: EngineContext, hours: Hours, cadence: Cadence, *, live: bool, over: Callable[[], bool]
    ) -> None:
        self._context, self.hours, self._cadence = context, hours, cadence
        self.venues = Venues(context.market, context.interest, hours, context.clock)
        self._opened: Callable[[], None] = lambda: None
        self._live, self._over = live, over
        self._least_s = 0.0
        self._jumped: Callable[[float], None] = lambda _: None

    def when_clock_jumps(self, call: Callable[[float], None]) -> None:
        """Register a callback that receives the seconds by which the wall clock jumped."""
        self._jumped = call

    def when_a_venue_opens(self, call: Callable[[], None]) -> None:
        """Register a callback for the opening of another venue while New York is closed."""
        self._opened = call

    def market_time(self) -> float:
        """Current time for a live source; else the time of the newest quote: a file folder stays at its last day."""
        times = [quote.time for quote in self._context.market.quotes.values() if quote.time is not None]
        return self._context.clock() if self._live or not times else max(times)

    def update(self) -> None:
        """Update the phase and the bells."""
        market = self._context.market
        session = self.hours.session(self.market_time())
        if not self._live or (session.phase is Phase.POST and self._over()):
            # No more data will arrive: the last session in the data is over, whatever the wall clock says.
            session = msgspec.structs.replace(session, phase=Phase.CLOSED, changes_at=None)
        market.set_session(session)
        opened = self._follow_venues()
        period = getattr(self._cadence, market.session.phase.value) or self._overnight()
        cadence = max(period or self._cadence.open, self._least_s)
        facts = msgspec.structs.replace(market.facts, quote_cadence_s=cadence)
        market.set_facts(facts, market.as_of)
        market.log_counts()
        self._context.publisher.publish()
        if opened and self._overnight():
            self._opened()

    def _follow_venues(self) -> bool:
        """Update the sessions of the other venues; True when one has opened."""
        market = self._context.market
        before, sessions = market.sessions, self.venues.sessions(self._context.clock())
        market.set_sessions(sessions)
        is_open = {venue for venue, session in sessions.items() if session.phase is Phase.OPEN}
        return any(venue not in before or before[venue].phase is not Phase.OPEN for venue in is_open)

    def _overnight(self) -> float:
        """Seconds between polls of other venues while New York is closed; 0 while none is open."""
        market, cadence = self._context.market, self._cadence
        if market.session.phase is not Phase.CLOSED or not isinstance(cadence, MarketCadence):
            return 0.0
        return cadence.overnight if any(s.phase is Phase.OPEN for s in market.sessions.values()) else 0.0

    def set_min_interval(self, least_s: float) -> None:
        """Set the minimum interval between quotes that is announced, in seconds."""
        self._least_s = least_s
        self.update()

    async def run(self) -> None:
        """Track the session until cancelled, in short sleeps, so that a suspended machine is detected."""
        kept: dict[str, Session] = {}
        kept_facts: SourceFacts | None = None
        loop, clock = asyncio.get_running_loop(), self._context.clock
        ahead = clock() - loop.time()
        while True:
            self.update()
            jump, ahead = clock() - loop.time() - ahead, clock() - loop.time()
            if self._live and abs(jump) > _JUMP_S:
                self._jumped(jump)
            session = self._context.market.session
            sessions = self._context.market.sessions | {session.exchange: session}
            if sessions != kept and self._live:
                self._context.archive.save_latest("session", list(sessions.items()))
                kept = sessions
            if self._context.market.facts != kept_facts:
                # Whoever reads the store alone must know how often quotes come, and whether they are invented.
                kept_facts = self._context.market.facts
                self._context.archive.save_latest("facts", [("", kept_facts)])
            await asyncio.sleep(self._nap(sessions.values(), clock()))

    def _nap(self, sessions: Iterable[Session], now: float) -> float:
        """Seconds to the next look: a short sleep, but not past the next bell of any market."""
        market = self._context.market
        quotes = market.feeds.get("quotes")
        is_quiet = market.session.phase is Phase.CLOSED or (quotes is not None and quotes.state in TROUBLES)
        longest = _QUIET_NAP_S if is_quiet and market.facts.replay is None else _LONGEST_NAP_S
        left = min(
            (session.changes_at - now for session in sessions if session.changes_at is not None), default=longest
        )
        return min(longest, max(_LEAST_NAP_S, left))
