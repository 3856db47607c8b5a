"""Quotes of the index future beside those of the index."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.members.inputs import FutureQuotes
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound, QuoteBatch, SourceError

# Continuous front contract, as quote sources name it.
FUTURE = "RTY=F"
_FRESH_S = 60.0


class FutureQuoteFeed:
    """Owner of the last quote of the future where nobody watches it; `look_up` requests one, at most once a minute."""

    def __init__(self, context: EngineContext, look_up: Callable[[str], Awaitable[QuoteBatch]]) -> None:
        self._context, self._look_up = context, look_up
        self._asked_at = float("-inf")
        self._last: Quote | SourceError = Quote(FUTURE)

    async def quotes(self) -> FutureQuotes:
        """Newest quotes of both, none later than the day of the analysis. Raises SourceError without one of them."""
        index = self._context.config.market.index
        return FutureQuotes(await self._future(), self._checked(index, self._context.market.quotes.get(index)))

    async def future(self) -> Quote:
        """Newest quote of the future, with a price and a time. Raises SourceError without one."""
        return await self._future()

    async def _future(self) -> Quote:
        watched = self._context.market.quotes.get(FUTURE)
        now = self._context.clock()
        if watched is not None and watched.price is not None:
            return self._checked(FUTURE, watched)
        if not 0 <= now - self._asked_at < _FRESH_S:
            self._asked_at = now
            try:
                self._last = _quote_in(await self._look_up(FUTURE))
            except SourceError as error:
                self._last = error
        if isinstance(self._last, SourceError):
            raise self._last
        return self._checked(FUTURE, self._last)

    def _checked(self, symbol: str, quote: Quote | None) -> Quote:
        as_of = self._context.as_of
        if quote is None or quote.price is None or quote.time is None:
            raise NotFound(f"no quote of {symbol} with a price and its time")
        if as_of is not None and new_york_day(quote.time).isoformat() > as_of:
            raise NotFound(f"no quote of {symbol} is known for {as_of}")
        return quote


def _quote_in(batch: QuoteBatch) -> Quote:
    found = next((quote for quote in batch.quotes if quote.symbol == FUTURE), None)
    if found is None:
        problem = next((problem.message for problem in batch.problems), "no answer")
        raise NotFound(f"no quote of {FUTURE}: {problem}")
    return found
