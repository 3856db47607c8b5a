"""Bars of a ratio, made of the bars of its two symbols."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from r2k_tui.engine.bars.day_bar import with_day_so_far
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.market.bars import Bars, Interval, pack_floats
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.money.conversion import price_currency
from r2k_tui.model.ratio import fault_of, hint_for, is_ratio, legs_of
from r2k_tui.sources.base import NotFound

if TYPE_CHECKING:
    from r2k_tui.analytics.series.ratio import DividedCloses

BarsOf = Callable[[str], Awaitable[Bars]]
_BASIS = "closes only, in x, without dividends"


async def bars_of(symbol: str, series: BarsOf, quotes: Mapping[str, Quote]) -> Bars:
    """Bars of a symbol from `series`, or of a ratio from those of its symbols. Raises SourceError."""
    if not is_ratio(symbol):
        return await series(symbol)
    checked(symbol)
    try:
        over, under = await asyncio.gather(*(series(leg) for leg in legs_of(symbol)))
    except NotFound as error:
        raise NotFound(f"{error}{hint_for(symbol)}") from None
    return await asyncio.to_thread(divided, over, under, quotes)


def checked(symbol: str) -> str:
    """The symbol. Raises NotFound for a ratio that is none."""
    if fault := fault_of(symbol):
        raise NotFound(fault)
    return symbol


def divided(over: Bars, under: Bars, quotes: Mapping[str, Quote]) -> Bars:
    """Ratio of two series as bars that have a close and an adjusted close; the note says what they are.

    A ratio of highs is no high: the other columns are NaN. Raises NotFound where no bar can be divided.
    """
    # Loads numpy, which the bars of the first chart must not wait for.
    from r2k_tui.analytics.series.ratio import ratio_series

    symbol = f"{over.symbol}/{under.symbol}"
    found = ratio_series(_closes(over), _closes(under))
    left_out = f"{found.left_out:,} bars left out: a close of 0 or less" if found.left_out else ""
    if not len(found.times):
        raise NotFound(f"{symbol}: {left_out or f'{over.symbol} and {under.symbol} have no bar in common'}")
    missing = pack_floats([float("nan")] * len(found.times))
    sources = " and ".join(dict.fromkeys(bars.source for bars in (over, under) if bars.source))
    notes = (_BASIS, left_out, _currencies(over.symbol, under.symbol, quotes))
    return Bars(
        symbol,
        over.interval,
        found.times.tobytes(),
        open=missing,
        high=missing,
        low=missing,
        close=found.values.tobytes(),
        adj_close=found.adjusted.tobytes(),
        volume=missing,
        source=sources,
        note="; ".join(note for note in notes if note),
    )


def _closes(bars: Bars) -> DividedCloses:
    import numpy as np

    from r2k_tui.analytics.series.ratio import DividedCloses

    columns = (np.frombuffer(data) if data else np.full(len(bars), np.nan) for data in (bars.close, bars.adj_close))
    return DividedCloses(np.frombuffer(bars.time, dtype=np.int64), *columns)


def _currencies(over: str, under: str, quotes: Mapping[str, Quote]) -> str:
    """Says that the currencies differ; "" where they are the same, or one is unknown."""
    first, second = price_currency(over, quotes), price_currency(under, quotes)
    if not first or not second or first == second:
        return ""
    return f"{over} in {first}, {under} in {second}: it moves with the exchange rate too"


class DailyRatios:
    """Daily bars of ratios with the running session, from the bars and quotes in memory.

    The same object is returned until one of them changes.
    """

    def __init__(self, market: MarketState, clock: Clock) -> None:
        self._market, self._clock = market, clock
        self._known: dict[str, tuple[tuple[object, ...], Bars]] = {}

    def bars(self, symbol: str) -> Bars | None:
        """Bars of a ratio; None while those of one of its symbols are missing. Raises NotFound."""
        legs = legs_of(symbol)
        series = [self._market.bars.get((leg, Interval.D1)) for leg in legs]
        if any(bars is None for bars in series):
            return None
        quotes = [self._market.quotes.get(leg) if self._market.facts.live else None for leg in legs]
        made_of = (*series, *quotes)
        known = self._known.get(symbol)
        if known is None or any(a is not b for a, b in zip(known[0], made_of, strict=True)):
            over, under = (
                with_day_so_far(bars, quote, self._clock(), partial(self._market.day_at, bars.symbol))
                for bars, quote in zip(series, quotes, strict=True)
                if bars is not None
            )
            known = made_of, divided(over, under, self._market.quotes)
            self._known[symbol] = known
        return known[1]
