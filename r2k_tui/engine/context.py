"""What every part of an engine shares: the state of the market, who is told of it, and where it is kept."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Coroutine
from typing import Any

import msgspec

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.engine.allocation.protocol import Progress
from r2k_tui.engine.allocation.worker_client import AllocationWorkerClient
from r2k_tui.engine.clock import wall_of
from r2k_tui.engine.limits import Clock
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.log import Level
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.freshness import newest_day
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Spark
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.readings.reading import Score, SymbolReadings
from r2k_tui.model.tally import Tally
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.store import Store

log = logging.getLogger(__name__)


class EngineContext:
    """The one owner of the market's state, with its publisher, its archive and what readers are interested in.

    `lists`: the store that holds lists of holdings, where it is not the one that the source's data are kept in.
    """

    def __init__(
        self, setup: EngineSetup, store: Store, facts: SourceFacts, clock: Clock, lists: Store | None = None
    ) -> None:
        self.setup, self.clock = setup, clock
        self.market = MarketState(facts, Session(), clock)
        self.market.as_of = setup.as_of
        self.publisher = Publisher(self.market, clock)
        self.interest = Interest(setup.config.market, setup.config.watchlist.symbols, wall_of(clock))
        self.archive = Archive(store, clock, self.feed_changed, self.market.bars.get)
        self.laboratory = AllocationWorkerClient(setup.config.allocation.idle_s, self._computing)
        self._store, self.lists = store, lists or store
        self.often = Tally(time.monotonic)
        self._jobs: set[asyncio.Task[None]] = set()
        self.alerts = AlertService(self, AlertStore(store, setup.source_name))

    def restore(self) -> None:
        """Take the picture of the last run from the store, as much of it as can be read."""
        for part in (self._restore, self.alerts.restore):
            try:
                part()
            except sqlite3.Error as error:
                self.archive.cannot(error)
        self.archive.report()

    def _restore(self) -> None:
        market, store = self.market, self._store
        market.apply_quotes(store.quotes())
        market.set_facts(market.facts, self.setup.as_of or newest_day(market.quotes.values()))
        for spark in store.latest("spark", Spark):
            market.set_spark(spark)
        for found in store.latest("readings", SymbolReadings):
            market.set_readings(found.symbol, found.readings)
        market.set_scores(store.latest("score", Score))
        for news in sorted(store.latest("news", SymbolNews), key=lambda news: news.fetched_at):
            market.set_news(news)
        for status in store.feeds():
            fresh = msgspec.structs.replace(status, state=FeedState.STARTING, failures=0, next_try=None, message="")
            market.set_feed(fresh)
        for session in store.latest("session", Session):
            if session.changes_at is not None and self.clock() < session.changes_at:
                market.set_session(session)

    def feed_changed(self, status: FeedStatus) -> None:
        """Take in the health of a topic and tell the readers."""
        self.market.set_feed(status)
        self.publisher.publish()

    def _computing(self, progress: Progress | None) -> None:
        """Tell the readers how far the laboratory has come."""
        if progress is None:
            status = FeedStatus("allocation", FeedState.IDLE, last_success=self.clock())
        else:
            text = f"{progress.done} of {progress.total} {progress.what}"
            status = FeedStatus("allocation", FeedState.OK, progress=text)
        self.feed_changed(status)

    def note(self, level: Level, topic: str, message: str) -> None:
        """Write into the log and tell the readers."""
        self.market.note(level, topic, message)
        self.publisher.publish()

    def note_of_asking(self, level: Level, topic: str, kind: str, message: str) -> None:
        """Note what anybody can bring about by asking: one of a kind in words, then for a minute only their number."""
        for found in self.often.due():
            self.note(level, topic, f"{found.kind}: {found.times:,} more {found.when}")
        if self.often.note(kind):
            self.note(level, topic, message)

    async def known_bars(self, symbol: str, interval: Interval) -> Bars | None:
        """A series as this engine or its store has it, without asking the source."""
        known = self.market.bars.get((symbol, interval))
        if known is None:
            known = await self.archive.bars(symbol, interval)
            if known is not None and (symbol, interval) not in self.market.bars:
                self.market.bars[symbol, interval] = known
        return known

    def in_background(self, job: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for; it ends with the engine at the latest."""
        task = asyncio.create_task(job)
        self._jobs.add(task)
        task.add_done_callback(self._job_done)

    async def idle(self) -> None:
        """Wait until nothing is done in the background."""
        while self._jobs:
            await asyncio.wait(self._jobs)

    async def stop_jobs(self) -> None:
        """End what is done in the background."""
        for job in self._jobs:
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)

    def _job_done(self, task: asyncio.Task[None]) -> None:
        self._jobs.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("in the background: %s", error, exc_info=error)
