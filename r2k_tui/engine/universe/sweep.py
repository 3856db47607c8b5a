"""Sweep: quotes of all constituents, chunk by chunk, resumed where an interruption stopped it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import BulkSource, NotFound, QuoteBatch, Source
from r2k_tui.sources.batching import Batching


class Sweep:
    """Resumable requests for `symbols()`, at most `chunk` symbols each, fewer where the service refuses so many.

    `take_turn` waits until one more request is allowed. `take` receives the requested symbols and each batch,
    `progress` (done, total).
    """

    def __init__(
        self,
        source: Source,
        symbols: Callable[[], tuple[str, ...]],
        chunk: int,
        pace: TokenBucket,
        take_turn: Callable[[], Awaitable[None]],
        batching: Batching,
        take: Callable[[tuple[str, ...], QuoteBatch], None],
        progress: Callable[[int, int], None],
    ) -> None:
        self._source, self._symbols, self._chunk = source, symbols, chunk
        self._pace, self._take_turn, self._take, self._progress = pace, take_turn, take, progress
        self._request = batching.make(self._ask, self._turn)
        self._sent = 0
        self._left: tuple[str, ...] = ()

    async def poll(self) -> tuple[int, int]:
        """Request every symbol, or only the rest of an interrupted sweep; returns (constituents, requests sent).

        Raises SourceError if the source fails; the next poll resumes with the symbols not yet received.
        """
        symbols = self._symbols()
        if not self._left or not set(self._left) <= set(symbols):
            self._left = symbols
        self._sent = 0
        async for asked, batch in self._request.parts(self._left, self._chunk):
            self._take(asked, batch)
            self._left = self._left[len(asked) :]
            if self._left:
                self._progress(len(symbols) - len(self._left), len(symbols))
        return len(symbols), self._sent

    async def _turn(self) -> None:
        await self._pace.take()
        await self._take_turn()
        self._sent += 1

    async def _ask(self, asked: Sequence[str]) -> QuoteBatch:
        try:
            source = self._source
            return await (source.bulk_quotes if isinstance(source, BulkSource) else source.quotes)(asked)
        except NotFound as error:
            # The source knows none of these symbols: a valid, empty response.
            return QuoteBatch((), tuple(Problem(symbol, error.kind, str(error)) for symbol in asked))


def outcome(state: UniverseState, size_note: str = "") -> str:
    """Status text of a finished sweep; "" if every constituent has a price and no request was refused as too long."""
    unknown = sorted(state.unknown)
    if not unknown:
        return size_note
    shown = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
    missing = f"{plural(len(unknown), 'member')} unknown to the source: {shown}"
    return f"{size_note}; {missing}" if size_note else missing
