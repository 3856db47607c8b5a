"""An engine that only ticks, behind a hub: the program that chaos kills, and the one that the bench measures.

Quotes carry in `volume` the moment of the tick by the clock that all processes of this machine share (monotonic
seconds), whatever the engine's own clock says.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import sys
import time

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.standby import take_picture
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher, Subscription
from r2k_tui.link.nats.address import address_of
from r2k_tui.link.nats.hub import HubEngine
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup


def names(count: int) -> list[str]:
    """The symbols of a market of `count`."""
    return [f"S{number:04d}" for number in range(count)]


class TickingEngine:
    """What a hub leads with: `count` quotes, all of them new every `period_s`."""

    def __init__(self, count: int, period_s: float, skew_s: float = 0.0) -> None:
        facts = SourceFacts("ticking", simulated=True, quote_cadence_s=period_s)
        self._clock = lambda: time.time() + skew_s
        self._market = MarketState(facts, Session(phase=Phase.OPEN, always_open=True), self._clock)
        self._publisher = Publisher(self._market, self._clock)
        self._symbols, self._period_s, self._chance = names(count), period_s, random.Random(1)
        self._ticking: asyncio.Task[None] | None = None

    def restore(self) -> None:
        """See Leader."""

    def follow(self, news: Snapshot | Frame) -> None:
        """See Leader."""
        take_picture(self._market, news, self._clock())

    async def warm_up(self) -> None:
        """See Leader."""

    async def start(self) -> None:
        """See Leader."""
        self._ticking = asyncio.create_task(self._tick())

    async def close(self) -> None:
        """See Leader."""
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)

    def subscribe(self) -> Subscription:
        """See Servable."""
        return self._publisher.subscribe()

    async def ask(self, request: Request, reader: str) -> Reply:
        """See Servable."""
        match request:
            case GetSnapshot():
                return self._publisher.snapshot()
            case Lookup(symbol="SLOW"):
                await asyncio.Event().wait()
            case GetBars():
                return Failure("not_found", "no bars here")
        return Done()

    def forget(self, reader: str) -> None:
        """See Servable."""

    async def _tick(self) -> None:
        while True:
            moment = time.monotonic()
            now, received_at = time.time(), self._clock()
            self._market.apply_quotes([self._quote(symbol, now, received_at) for symbol in self._symbols])
            self._publisher.publish()
            await asyncio.sleep(max(0.0, moment + self._period_s - time.monotonic()))

    def _quote(self, symbol: str, now: float, received_at: float) -> Quote:
        """A quote of one poll; as those of a provider, they share the time of their receipt."""
        price = round(self._chance.uniform(90.0, 110.0), 2)
        return Quote(
            symbol,
            price=price,
            previous_close=100.0,
            volume=time.monotonic(),
            time=now,
            received_at=received_at,
            source="ticking",
        )


def main() -> None:
    """Tick behind a hub until killed; the leader says so on stderr."""
    given = argparse.ArgumentParser()
    given.add_argument("url")
    given.add_argument("--count", type=int, default=20)
    given.add_argument("--period", type=float, default=0.2)
    given.add_argument("--skew", type=float, default=0.0)
    given.add_argument("--terminals", type=int, default=HubSettings().terminals)
    asked = given.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    settings = HubSettings(terminals=asked.terminals)
    hub = HubEngine(
        address_of(asked.url, settings, os.environ),
        settings,
        lambda: TickingEngine(asked.count, asked.period, asked.skew),
    )
    asyncio.run(hub.run())


if __name__ == "__main__":
    main()
