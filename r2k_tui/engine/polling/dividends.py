"""Dividends of what somebody holds: fetched when asked for, at most twice a day, and kept in the store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import ON_DEMAND
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.bars import DividendsReply
from r2k_tui.sources.base import DividendSource, NotFound, Source, SourceError
from r2k_tui.sources.limits import Breaker

# A dividend becomes known weeks before its day; the record of what was paid changes four times a year.
_FRESH_S = 12 * 3600.0
_KIND = "dividends"


class DividendService:
    """Owns the records. `take_turn` waits until the rate limit allows one more request, counted under a topic."""

    def __init__(
        self, context: EngineContext, source: Source, take_turn: Callable[[str], Awaitable[None]], breaker: Breaker
    ) -> None:
        self._context, self._take_turn, self._breaker = context, take_turn, breaker
        self._source = source if isinstance(source, DividendSource) else None
        self._records: dict[str, DividendRecord] = {}
        self._fetching = asyncio.Lock()
        self._restored = False

    async def records(self, symbols: tuple[str, ...]) -> DividendsReply:
        """Records of the symbols, in turn; a failure is a problem of the symbol, and an older record stays."""
        problems: list[Problem] = []
        async with self._fetching:
            await self._restore()
            for symbol in dict.fromkeys(symbols):
                if self._is_fresh(symbol):
                    continue
                try:
                    self._keep(await self._fetch(symbol))
                except SourceError as error:
                    kept = "; the record before is used" if symbol in self._records else ""
                    problems.append(Problem(symbol, error.kind, f"no dividends: {error}{kept}"))
        found = (self._records[symbol] for symbol in dict.fromkeys(symbols) if symbol in self._records)
        return DividendsReply(tuple(found), tuple(problems))

    def _is_fresh(self, symbol: str) -> bool:
        record = self._records.get(symbol)
        return record is not None and 0 <= self._context.clock() - record.retrieved_at < _FRESH_S

    async def _fetch(self, symbol: str) -> DividendRecord:
        source = self._source
        if source is None:
            raise NotFound(f"the {self._context.market.facts.name} source has no record of dividends")

        async def request() -> DividendRecord:
            await self._take_turn(ON_DEMAND)
            return await source.dividends(symbol)

        record = await self._breaker.guard(request)
        return msgspec.structs.replace(record, symbol=symbol, retrieved_at=self._context.clock())

    def _keep(self, record: DividendRecord) -> None:
        self._records[record.symbol] = record
        self._context.archive.save_latest(_KIND, [(record.symbol, record)])

    async def _restore(self) -> None:
        if self._restored:
            return
        self._restored = True
        for record in await self._context.archive.latest(_KIND, DividendRecord):
            self._records.setdefault(record.symbol, record)
