"""The engine: wires the polls, the state, the readings and the store, and answers what terminals ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from r2k_tui.engine.archive import Archive
from r2k_tui.engine.interest import Interest
from r2k_tui.engine.limits import Clock
from r2k_tui.engine.market import MarketState
from r2k_tui.engine.publisher import Publisher, Subscription
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.model.frame import SourceFacts, SymbolReadings
from r2k_tui.model.quote import Spark
from r2k_tui.model.reading import Score
from r2k_tui.model.request import Failure, GetSnapshot, Reply, Request
from r2k_tui.model.session import Session
from r2k_tui.sources.base import Source, SourceError
from r2k_tui.store.store import Store

if TYPE_CHECKING:
    from r2k_tui.engine.polling import Polling

log = logging.getLogger(__name__)


class Engine:
    """One engine. `restore` first (fast, from the store), then `start`; `ask` at any time between."""

    def __init__(
        self,
        setup: EngineSetup,
        make_source: Callable[[], Source],
        store: Store,
        facts: SourceFacts,
        clock: Clock,
        random: Random | None = None,
    ) -> None:
        self._setup, self._make_source, self.clock = setup, make_source, clock
        self._random = random or Random()  # noqa: S311  (jitter, not secrets)
        config = setup.config
        self.market = MarketState(facts, Session())
        self.market.as_of = setup.as_of
        self.publisher = Publisher(self.market, clock)
        self.interest = Interest(config.market, config.watchlist.symbols, clock)
        self.archive = Archive(store, clock, self.feed_changed)
        self._store = store
        self._begun, self.asked = asyncio.Event(), asyncio.Event()
        self._jobs: set[asyncio.Task[None]] = set()
        self._starting: asyncio.Task[None] | None = None
        self._polling: Polling | None = None

    def restore(self) -> None:
        """Take the picture of the last run from the store."""
        market, store = self.market, self._store
        market.apply_quotes(store.quotes())
        for spark in store.pictures("spark", Spark):
            market.set_spark(spark)
        for found in store.pictures("readings", SymbolReadings):
            market.set_readings(found.symbol, found.readings)
        market.set_scores(store.pictures("score", Score))
        for status in store.feeds():
            fresh = msgspec.structs.replace(status, state=FeedState.STARTING, failures=0, next_try=None, message="")
            market.set_feed(fresh)
        for session in store.pictures("session", Session):
            if session.changes_at is not None and self.clock() < session.changes_at:
                market.set_session(session)
        self.archive.report()

    async def start(self) -> None:
        """Begin to poll; returns at once, the source and the calendar are loaded in the background."""
        self._starting = asyncio.create_task(self._begin(), name="begin")
        self._begun.set()

    async def _begin(self) -> None:
        from r2k_tui.engine.polling import Polling

        try:
            self._polling = await Polling.begin(self, self._setup, self._make_source, self.clock, self._random)
        except SourceError as error:
            self._cannot_begin(str(error))
        except Exception as error:
            log.exception("the source cannot be loaded")
            self._cannot_begin(
                f"the source {self._setup.source_name} cannot be loaded: {type(error).__name__}: {error}"
            )
        else:
            self._polling.start()

    def _cannot_begin(self, message: str) -> None:
        last = self.market.feeds.get("quotes", FeedStatus("quotes"))
        self.feed_changed(msgspec.structs.replace(last, state=FeedState.FAILING, message=message))

    async def settle(self) -> None:
        """Wait until every topic was tried once and the readings are computed."""
        if (polling := await self.polling()) is not None:
            await polling.settle()

    async def polling(self) -> Polling | None:
        """What runs once source and calendar are loaded; None when they cannot be, or nothing was started."""
        await self._begun.wait()
        if self._starting is not None:
            await asyncio.shield(self._starting)
        return self._polling

    def subscribe(self) -> Subscription:
        """A place for one more reader."""
        return self.publisher.subscribe()

    def forget(self, reader: str) -> None:
        """A reader is gone."""
        self.interest.forget(reader)

    async def ask(self, request: Request, reader: str) -> Reply:
        """Answer a request; what goes wrong comes back as a Failure."""
        if isinstance(request, GetSnapshot):
            # The first thing that a terminal asks: answered without loading what computes the other answers.
            self.asked.set()
            return self.publisher.snapshot()
        from r2k_tui.engine.answers import answer

        try:
            return await answer(self, request, reader)
        except SourceError as error:
            return Failure(error.kind, str(error))
        except Exception as error:
            log.exception("request %s", type(request).__name__)
            return Failure("defect", f"defect in R2K: {type(error).__name__}: {error}")

    async def close(self) -> None:
        """Stop polling, keep what is known, let go of everything."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        for job in self._jobs:
            job.cancel()
        await asyncio.gather(*self._jobs, return_exceptions=True)
        if self._polling is not None:
            await self._polling.close()
        await self.archive.close()

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

    def _job_done(self, task: asyncio.Task[None]) -> None:
        self._jobs.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("in the background: %s", error, exc_info=error)

    def feed_changed(self, status: FeedStatus) -> None:
        """Take in the health of a topic and tell the readers."""
        self.market.set_feed(status)
        self.publisher.publish()
