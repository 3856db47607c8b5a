"""Follows the exchange's calendar: which phase the market is in, and what time it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from r2k_tui.config import Cadence
from r2k_tui.engine.core import Core
from r2k_tui.engine.hours import Hours
from r2k_tui.model.session import Phase, Session

_LONGEST_NAP_S, _LEAST_NAP_S = 30.0, 0.05


class SessionWatch:
    """Owner of the session in the market's state. `live`: the source is; `over`: a replay has come to its end."""

    def __init__(self, core: Core, hours: Hours, cadence: Cadence, *, live: bool, over: Callable[[], bool]) -> None:
        self._core, self._hours, self._cadence = core, hours, cadence
        self._live, self._over = live, over
        self._least_s = 0.0

    def market_time(self) -> float:
        """Now, for a live source; else the moment of the newest quote: a folder of files stands at its last day."""
        times = [quote.time for quote in self._core.market.quotes.values() if quote.time is not None]
        return self._core.clock() if self._live or not times else max(times)

    def update(self) -> None:
        """Bring phase and bells up to date."""
        market = self._core.market
        session = self._hours.session(self.market_time())
        if not self._live or (session.phase is Phase.POST and self._over()):
            # Nothing comes any more: the last session in the data is over, whatever the clock on the wall says.
            session = msgspec.structs.replace(session, phase=Phase.CLOSED, changes_at=None)
        market.set_session(session)
        period = getattr(self._cadence, market.session.phase.value)
        cadence = max(period or self._cadence.open, self._least_s)
        facts = msgspec.structs.replace(market.facts, quote_cadence_s=cadence)
        market.set_facts(facts, market.as_of)
        self._core.publisher.publish()

    def slow_down(self, least_s: float) -> None:
        """Expect quotes no more often than every `least_s` seconds."""
        self._least_s = least_s
        self.update()

    async def run(self) -> None:
        """Follow it for ever; naps are short so that a machine that slept notices."""
        kept: Session | None = None
        while True:
            self.update()
            session = self._core.market.session
            if session != kept and self._live:
                self._core.archive.save_pictures("session", [(session.exchange, session)])
                kept = session
            left = _LONGEST_NAP_S if session.changes_at is None else session.changes_at - self._core.clock()
            await asyncio.sleep(min(_LONGEST_NAP_S, max(_LEAST_NAP_S, left)))
