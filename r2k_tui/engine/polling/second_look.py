"""Second look at unconfirmed prices: another provider or bars confirm or refute them sooner than a repeated quote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import ON_DEMAND, Collector
from r2k_tui.engine.validation.evidence import SecondOpinion
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import ProviderChain, RateLimited, SourceError
from r2k_tui.sources.limits import Breaker

# Delay before the bars of a symbol are checked again (seconds), doubled each time.
_AGAIN_S, _LONGEST_S = 60.0, 900.0


class SecondLook:
    """Schedule of requests about unconfirmed prices: to another provider where `chain` has one, else for bars.

    `on_confirmed` runs before a confirmed price is published.
    """

    def __init__(
        self,
        context: EngineContext,
        collector: Collector,
        breaker: Breaker,
        on_confirmed: Callable[[], None],
        chain: ProviderChain | None = None,
    ) -> None:
        self._context, self._collector, self._breaker, self._on_confirmed = context, collector, breaker, on_confirmed
        self._chain = chain
        self._due: dict[str, float] = {}
        self._waits: dict[str, float] = {}
        self._wanted: asyncio.Queue[str] = asyncio.Queue()

    def consider(self, doubted: Iterable[str]) -> None:
        """Check these symbols, each when due; confirmed symbols are dropped."""
        now, symbols = self._context.clock(), set(doubted)
        for known in (self._due, self._waits):
            for symbol in known.keys() - symbols:
                # Retained during the first wait: a price that flips back and forth must not cost a request each time.
                if not 0 <= self._due.get(symbol, 0.0) - now <= _AGAIN_S:
                    del known[symbol]
        for symbol in sorted(symbols):
            wait = self._waits.get(symbol, _AGAIN_S)
            if not 0 < self._due.get(symbol, 0.0) - now <= wait:
                self._due[symbol], self._waits[symbol] = now + wait, min(2 * wait, _LONGEST_S)
                self._wanted.put_nowait(symbol)

    async def run(self) -> None:
        """Check unconfirmed prices until cancelled."""
        while True:
            symbol = await self._wanted.get()
            if self._breaker.is_open:
                continue
            try:
                accepted = await self._confirmed(symbol)
            except RateLimited as error:
                self._breaker.trip(error.retry_at, str(error))
                continue
            if accepted:
                self._on_confirmed()
                self._context.publisher.publish()

    async def _confirmed(self, symbol: str) -> bool:
        """Whether another provider or the bars of a symbol confirm its unconfirmed price. Raises RateLimited.

        If they do, daily bars are refetched before the price is published: on the day of a split their unit changes.
        """
        doubts = self._collector.doubts
        doubts.looking.add(symbol)
        try:
            position = await self._ask_another(symbol)
            if position is SecondOpinion.DIFFER:
                return False
            if position is SecondOpinion.AGREE:
                if doubts.may_be_split(symbol):
                    await self._fetch_if_offered(symbol, Interval.D1)
                self._collector.apply_quotes(doubts.release(symbol))
                return True
            await self._fetch_if_offered(symbol, Interval.M1)
            if not (doubts.confirmed_by_bars(symbol) or doubts.may_be_split(symbol)):
                return False
            await self._fetch_if_offered(symbol, Interval.D1)
            if doubts.confirmed_by_bars(symbol):
                self._collector.apply_quotes(doubts.release(symbol))
            return symbol not in doubts.waiting
        finally:
            doubts.looking.discard(symbol)

    async def _ask_another(self, symbol: str) -> SecondOpinion:
        """Position of another provider on the unconfirmed price of a symbol."""
        doubted = self._collector.doubts.unconfirmed(symbol)
        if self._chain is None or doubted is None:
            return SecondOpinion.SILENT
        await self._collector.take_turn(ON_DEMAND)
        opinion = await self._chain.second_opinion(symbol, doubted.source)
        return self._collector.doubts.record_opinion(symbol, opinion)

    async def _fetch_if_offered(self, symbol: str, interval: Interval) -> None:
        if interval not in self._context.market.facts.intervals:
            return
        try:
            await self._collector.fetch(symbol, interval)
        except RateLimited:
            raise
        except SourceError as error:
            self._collector.report(symbol, interval, error)
