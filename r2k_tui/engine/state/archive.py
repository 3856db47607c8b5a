"""The engine's way to the store: one writer thread, and a failure that shows instead of stopping the feed."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import msgspec

from r2k_tui.engine.limits import Clock
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.store import Store

log = logging.getLogger(__name__)
# While all is well, the time of the last write is told so often.
_TOLD_AGAIN_S = 60.0
Key = tuple[str, Interval]
Result = TypeVar("Result")


class Archive:
    """Writes in the order of the calls, off the event loop. `publish` gets the health of the topic `store`.

    Bars that could not be kept are owed: with the first write that works, `whole` is asked for their series as it is
    then, lest a hole stays where they were.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        publish: Callable[[FeedStatus], None],
        whole: Callable[[Key], Bars | None] = lambda _: None,
    ) -> None:
        self._whole = whole
        self._store, self._clock, self._publish = store, clock, publish
        self._writer = ThreadPoolExecutor(1, "r2k-store")
        self._owed: set[Key] = set()
        self._status = FeedStatus("store", FeedState.OK, clock(), message=store.notice)
        if store.trouble:
            words = f"nothing is kept: {store.trouble}"
            self._status = FeedStatus("store", FeedState.FAILING, message=words, failures=1)

    def report(self) -> None:
        """Publish what was found when the file was opened."""
        self._publish(self._status)

    async def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """Stored bars of a symbol; None when there are none or they cannot be read."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._writer, self._store.bars, symbol, interval)
        except sqlite3.Error as error:
            self._failed(error)
            return None

    async def look(self, read: Callable[[], Result]) -> Result | None:
        """What a part of the store with methods of its own gives; None where it cannot be read or written."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._writer, read)
        except sqlite3.Error as error:
            self._failed(error)
            return None

    def keep(self, write: Callable[[], None]) -> None:
        """Let a part of the store with methods of its own write."""
        self._submit(write)

    def save_bars(self, bars: Bars, *, replace: bool) -> None:
        """Keep bars."""
        self._submit(partial(self._store.save_bars, bars, replace=replace), (bars.symbol, bars.interval))

    def cannot(self, error: sqlite3.Error) -> None:
        """The store failed somebody who asked it without going through here."""
        self._failed(error)

    def save_quotes(self, quotes: Sequence[Quote]) -> None:
        """Keep last quotes."""
        if quotes:
            self._submit(partial(self._store.save_quotes, tuple(quotes)))

    def save_feed(self, status: FeedStatus) -> None:
        """Keep the health of a topic."""
        self._submit(partial(self._store.save_feed, status))

    def save_latest(self, kind: str, values: Sequence[tuple[str, msgspec.Struct]]) -> None:
        """Keep what was computed, for the first screen of the next start."""
        self._submit(partial(self._store.save_latest, kind, self._clock(), tuple(values)))

    async def close(self) -> None:
        """Finish what is queued and close the file."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._store.close)
        self._writer.shutdown(wait=False)

    def _submit(self, write: Callable[[], None], bars: Key | None = None) -> None:
        future = asyncio.get_running_loop().run_in_executor(self._writer, write)
        future.add_done_callback(partial(self._done, bars))

    def _done(self, bars: Key | None, future: asyncio.Future[None]) -> None:
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

    def _pay(self, key: Key) -> None:
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
        # A store that fails is written to several times a second: only what is new about that is told.
        changed = (state, message) != (self._status.state, self._status.message)
        if not changed and last - before < _TOLD_AGAIN_S:
            return
        self._status = msgspec.structs.replace(
            self._status, state=state, message=message, failures=failures, last_success=last
        )
        self._publish(self._status)
