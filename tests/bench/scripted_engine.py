"""An engine for measurements, in the place of the real one: any number of quotes, or of members of the index, all of
them new once a second.

It speaks the real link with the real market state behind it, but polls, stores and computes nothing besides what the
members add up to.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from pathlib import Path

from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher, Subscription
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.link.serving import serve
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.messages.universe import GetUniverse, UniverseReply
from r2k_tui.sources.base import QuoteBatch

SYMBOLS_VARIABLE, MEMBERS_VARIABLE = "R2K_BENCH_SYMBOLS", "R2K_BENCH_MEMBERS"
# A file that gets a byte a tick.
TICKS_VARIABLE = "R2K_BENCH_TICKS"
_PERIOD_S = 1.0


def names(count: int) -> list[str]:
    """The symbols of a market of `count`."""
    return [f"S{number:04d}" for number in range(count)]


def members(count: int) -> FundHoldings:
    """A list of `count` stocks, each lighter than the one before, in eleven sectors."""
    weights = [1.0 / (20 + place) for place in range(count)]
    whole = sum(weights)
    rows = (
        FundHolding(f"M{i:04d}", f"M{i:04d}", f"Member {i} Inc", f"Sector {i % 11}", EQUITY, weights[i] / whole)
        for i in range(count)
    )
    return FundHoldings("IWM", "2031-05-13", tuple(rows), 1.0, "invented")


class ScriptedEngine:
    """What a link serves."""

    def __init__(self, symbols: list[str], count_of_members: int) -> None:
        facts = SourceFacts("scripted", simulated=True, quote_cadence_s=_PERIOD_S)
        self._market = MarketState(facts, Session(phase=Phase.OPEN, always_open=True))
        self._publisher = Publisher(self._market, time.time)
        self._symbols, self._chance = symbols, random.Random(1)
        self._members = members(count_of_members)
        self._universe = UniverseState()
        self._universe.set_list(self._members)
        self._market.universe = self._universe
        self._ticks = Path(os.environ[TICKS_VARIABLE]) if TICKS_VARIABLE in os.environ else None

    def subscribe(self) -> Subscription:
        """See Servable."""
        return self._publisher.subscribe()

    async def ask(self, request: Request, reader: str) -> Reply:
        """See Servable."""
        if isinstance(request, GetSnapshot):
            return self._publisher.snapshot()
        if isinstance(request, GetUniverse) and (universe := self._universe.universe()) is not None:
            return UniverseReply(universe)
        return Failure("not_found", "no bars here") if isinstance(request, GetBars) else Done()

    def forget(self, reader: str) -> None:
        """See Servable."""

    async def tick(self) -> None:
        """Every quote anew, for ever."""
        while True:
            now = time.time()
            quotes = [self._quote(symbol, now) for symbol in self._symbols]
            self._market.apply_quotes(quotes)
            self._tick_members(now)
            self._publisher.publish()
            self._count()
            await asyncio.sleep(_PERIOD_S)

    def _count(self) -> None:
        if self._ticks is not None:
            with self._ticks.open("ab") as file:
                file.write(b".")

    def _tick_members(self, now: float) -> None:
        asked = tuple(row.symbol for row in self._members.rows)
        if asked:
            changed, _ = self._universe.take(asked, QuoteBatch(tuple(self._quote(symbol, now) for symbol in asked)))
            self._market.changes.members |= changed
            self._market.changes.universe = True

    def _quote(self, symbol: str, now: float) -> Quote:
        price = round(self._chance.uniform(90.0, 110.0), 2)
        return Quote(symbol, price=price, previous_close=100.0, volume=1e6, time=now, received_at=now)


async def _serve(out: int) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0))
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: protocol, os.fdopen(out, "wb", buffering=0))
    engine = ScriptedEngine(names(int(os.environ[SYMBOLS_VARIABLE])), int(os.environ[MEMBERS_VARIABLE]))
    ticking = asyncio.create_task(engine.tick())
    await serve(engine, reader, asyncio.StreamWriter(transport, protocol, None, loop), "bench")
    ticking.cancel()


def main() -> None:
    """Serve until stdin ends; what the real engine would be told is passed over."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    out = os.dup(1)
    os.dup2(2, 1)
    left = int.from_bytes(os.read(0, 4), "big")
    while left > 0:
        left -= len(os.read(0, left))
    asyncio.run(_serve(out))


if __name__ == "__main__":
    main()
