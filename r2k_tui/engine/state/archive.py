"""Archive: writes to the store on one thread; a failure is published and never stops the feed."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import msgspec

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.store_health import health_of
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.store import Store

log = logging.getLogger(__name__)
# Interval of status updates with the time of the last write, while the store is healthy.
_TOLD_AGAIN_S = 60.0
SeriesKey = tuple[str, Interval]
Read = TypeVar("Read")
Stored = TypeVar("Stored", bound=msgspec.Struct)


class Archive:
    """Ordered writes to the store, off the event loop. `publish` receives the health of the topic `store`, which
    begins as `health`, by default that of the store.

    Series with failed writes remain pending: after the next successful write, `whole` supplies their current bars, so
    that the store has no gap.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        publish: Callable[[FeedStatus], None],
        whole: Callable[[SeriesKey], Bars | None] = lambda _: None,
        health: FeedStatus | None = None,
    ) -> None:
        self._whole = whole
        self._store, self._clock, self._publish = store, clock, publish
        self._writer = ThreadPoolExecutor(1, "r2k-store")
        self._owed: set[SeriesKey] = set()
        self._status = health or health_of(store, clock)

    def report(self) -> None:
        """Publish the initial status of the store."""
        self._publish(self._status)

    async def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """Stored bars of a symbol; None when there are none or they are unreadable."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._writer, self._store.bars, symbol, interval)
        except sqlite3.Error as error:
            self._failed(error)
            return None

    async def run(self, read: Callable[[], Read]) -> Read | None:
        """Result of a store call; None where it fails."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._writer, read)
        except sqlite3.Error as error:
            self._failed(error)
            return None

    def write(self, write: Callable[[], None]) -> None:
        """Queue a write to the store."""
        self._submit(write)

    def save_bars(self, bars: Bars, *, replace: bool) -> None:
        """Store bars."""
        self._submit(partial(self._store.save_bars, bars, replace=replace), (bars.symbol, bars.interval))

    def cannot(self, error: sqlite3.Error) -> None:
        """Publish a store failure that a direct caller encountered."""
        self._failed(error)

    def save_quotes(self, quotes: Sequence[Quote]) -> None:
        """Store the last quotes."""
        if quotes:
            self._submit(partial(self._store.save_quotes, tuple(quotes)))

    def save_feed(self, status: FeedStatus) -> None:
        """Store the status of a topic."""
        self._submit(partial(self._store.save_feed, status))

    def save_latest(self, kind: str, pictures: Sequence[tuple[str, msgspec.Struct]]) -> None:
        """Store the latest values, for the first screen of the next run."""
        self._submit(partial(self._store.save_latest, kind, self._clock(), tuple(pictures)))

    async def latest(self, kind: str, type_: type[Stored]) -> list[Stored]:
        """Latest values of a kind that earlier runs stored; none where the store fails."""
        return await self.run(partial(self._store.latest, kind, type_)) or []

    async def close(self) -> None:
        """Finish all queued writes and close the file."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._store.close)
        self._writer.shutdown(wait=False)

    def _submit(self, write: Callable[[], None], bars: SeriesKey | None = None) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._writer, write)
        future.add_done_callback(partial(self._done, bars))

    def _done(self, bars: SeriesKey | None, future: asyncio.Future[None]) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is not None and bars is not None:
            self._owed.add(bars)
        if isinstance(error, sqlite3.Error):
            self._failed(error)
        elif error is not None:
            log.error("store", exc_info=error)
            self._failed(error)
        elif self._owed:
            self._pay(self._owed.pop())
        else:
            self._set(FeedState.OK, self._store.notice, failures=0)

    def _pay(self, key: SeriesKey) -> None:
        series = self._whole(key)
        if series is not None:
            self._submit(partial(self._store.save_bars, series), key)
        else:
            self._submit(lambda: None)

    def _failed(self, error: BaseException) -> None:
        failures = self._status.failures + 1
        trouble = self._store.trouble
        words = f"nothing is kept: {trouble}" if trouble else f"cannot write the store: {error}"
        self._set(FeedState.FAILING, words, failures=failures)

    def _set(self, state: FeedState, message: str, failures: int) -> None:
        before = self._status.last_success or 0.0
        last = self._clock() if state is FeedState.OK else before
        # A failing store is written to several times a second: only changes of its status are published.
        changed = (state, message) != (self._status.state, self._status.message)
        if not changed and last - before < _TOLD_AGAIN_S:
            return
        self._status = msgspec.structs.replace(
            self._status, state=state, message=message, failures=failures, last_success=last
        )
        self._publish(self._status)
