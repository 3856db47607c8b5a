"""A source for measurements: twenty symbols, of which those named tick at every poll, once a second.

`R2K_BENCH_TICKING` names them, joined by commas; `R2K_BENCH_PERIOD` is another time between two of them in seconds;
`R2K_BENCH_LOG` is a file that gets one line a tick: the moment
(seconds of the monotonic clock), the symbol, the price. It is installed as an entry point of its own, as a source
from another package is.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from r2k_tui.model.market.bars import Bars, Interval
    from r2k_tui.sources.base import BarBatch, Capabilities, QuoteBatch

NAME = "bench"
TICKING, LOG, PERIOD = "R2K_BENCH_TICKING", "R2K_BENCH_LOG", "R2K_BENCH_PERIOD"
SYMBOLS = ("^RUT", "IWM", "^GSPC", "SPY", "^VIX", *(f"B{number:02d}" for number in range(1, 16)))
_DAYS, _MINUTES, _DAY_S = 3000, 240, 86400


class TickingSource:
    """Prices near a hundred times the place in the list; a tick is some cents."""

    name = identity = NAME

    def __init__(self) -> None:
        self._ticking = {symbol for symbol in os.environ.get(TICKING, "").split(",") if symbol}
        self._log = Path(os.environ[LOG]) if LOG in os.environ else None
        self._chance = random.Random(1)
        self._prices = {symbol: 100.0 * place for place, symbol in enumerate(SYMBOLS, 1)}
        self._began = time.time()

    @property
    def capabilities(self) -> Capabilities:
        """See Source."""
        from r2k_tui.model.market.bars import Interval
        from r2k_tui.sources.base import Capabilities, SourceInfo

        return Capabilities(
            SourceInfo(self.name, simulated=True, keeps_store=False),
            intervals=tuple(Interval),
            always_open=True,
            remote=False,
            quote_cadence_s=float(os.environ.get(PERIOD, 1.0)),
        )

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source."""
        from r2k_tui.model.market.quote import Quote
        from r2k_tui.sources.base import QuoteBatch

        now = time.time()
        for symbol in self._ticking:
            self._prices[symbol] = round(self._prices[symbol] + self._chance.choice((-1, 1)) * self._step(), 2)
        quotes = [
            Quote(
                symbol,
                price=self._prices[symbol],
                previous_close=first,
                open=first,
                day_high=first * 1.01,
                day_low=first * 0.99,
                volume=1e6,
                time=now if symbol in self._ticking else self._began,
                received_at=now,
                source=NAME,
            )
            for symbol, first in (
                (symbol, 100.0 * (SYMBOLS.index(symbol) + 1)) for symbol in symbols if symbol in SYMBOLS
            )
        ]
        self._note()
        return QuoteBatch(tuple(quotes))

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source."""
        from r2k_tui.sources.base import BarBatch, NotFound

        if symbol not in SYMBOLS:
            raise NotFound(f"{symbol} is not measured")
        bars = _invented(symbol, interval, self._prices[symbol])
        return BarBatch(bars if since is None else bars.since(since))

    async def close(self) -> None:
        """See Source."""

    def _step(self) -> float:
        return self._chance.randint(1, 99) / 100

    def _note(self) -> None:
        if self._log is not None:
            moment = time.perf_counter()
            lines = [f"{moment} {symbol} {self._prices[symbol]}\n" for symbol in sorted(self._ticking)]
            with self._log.open("a") as file:
                file.writelines(lines)


def _firsts(symbols: Sequence[str]) -> list[tuple[str, float]]:
    return [(symbol, 100.0 * (SYMBOLS.index(symbol) + 1)) for symbol in symbols if symbol in SYMBOLS]


def _invented(symbol: str, interval: Interval, last: float) -> Bars:
    """A walk that ends at `last`, up to this minute or this day."""
    from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times

    chance = random.Random(symbol)
    step = interval.seconds
    end = int(time.time()) // step * step
    count = _DAYS if interval is Interval.D1 else _MINUTES
    times = [end - step * back for back in range(count) if step < _DAY_S or _weekday(end - step * back)][::-1]
    closes = [last]
    for _ in times[1:]:
        closes.append(closes[-1] / (1.0 + chance.gauss(0.0002, 0.01)))
    closes.reverse()
    wide = {"high": [close * 1.001 for close in closes], "low": [close * 0.999 for close in closes]}
    packed = {name: pack_floats(wide.get(name, closes)) for name in ("open", "high", "low", "close", "adj_close")}
    volume = pack_floats([chance.uniform(0.9e6, 1.1e6) for _ in closes])
    return Bars(symbol, interval, pack_times(times), **packed, volume=volume, source=NAME)


def _weekday(day: int) -> bool:
    return (day // _DAY_S + 3) % 7 < 5


def make(_: object) -> TickingSource:
    """The entry point."""
    return TickingSource()
