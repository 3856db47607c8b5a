"""An engine for measurements, in the place of the real one: any number of quotes, all of them new once a second.

It speaks the real link with the real market state behind it, but polls, stores and computes nothing.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time

from r2k_tui.engine.market import MarketState
from r2k_tui.engine.publisher import Publisher, Subscription
from r2k_tui.link.serving import serve
from r2k_tui.model.frame import SourceFacts
from r2k_tui.model.quote import Quote
from r2k_tui.model.request import Done, Failure, GetBars, GetSnapshot, Reply, Request
from r2k_tui.model.session import Phase, Session

SYMBOLS_VARIABLE = "R2K_BENCH_SYMBOLS"
_PERIOD_S = 1.0


def names(count: int) -> list[str]:
    """The symbols of a market of `count`."""
    return [f"S{number:04d}" for number in range(count)]


class ScriptedEngine:
    """What a link serves."""

    def __init__(self, symbols: list[str]) -> None:
        facts = SourceFacts("scripted", simulated=True, quote_cadence_s=_PERIOD_S)
        self._market = MarketState(facts, Session(phase=Phase.OPEN, always_open=True))
        self._publisher = Publisher(self._market, time.time)
        self._symbols, self._chance = symbols, random.Random(1)

    def subscribe(self) -> Subscription:
        """See Servable."""
        return self._publisher.subscribe()

    async def ask(self, request: Request, reader: str) -> Reply:
        """See Servable."""
        if isinstance(request, GetSnapshot):
            return self._publisher.snapshot()
        return Failure("not_found", "no bars here") if isinstance(request, GetBars) else Done()

    def forget(self, reader: str) -> None:
        """See Servable."""

    async def tick(self) -> None:
        """Every quote anew, for ever."""
        while True:
            now = time.time()
            quotes = [self._quote(symbol, now) for symbol in self._symbols]
            self._market.apply_quotes(quotes)
            self._publisher.publish()
            await asyncio.sleep(_PERIOD_S)

    def _quote(self, symbol: str, now: float) -> Quote:
        price = round(self._chance.uniform(90.0, 110.0), 2)
        return Quote(symbol, price=price, previous_close=100.0, volume=1e6, time=now, received_at=now)


async def _serve(out: int) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0))
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: protocol, os.fdopen(out, "wb", buffering=0))
    engine = ScriptedEngine(names(int(os.environ[SYMBOLS_VARIABLE])))
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
