"""Engine lifecycle, from restore to close, and replies to requests from terminals."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.engine.allocation.worker.client import AllocationWorkerClient, publish_progress
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.context import new_context
from r2k_tui.engine.marks.service import MarkService
from r2k_tui.engine.request_scope import RequestScope, ServiceTable
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.log_handler import LogHandler
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.engine.state.restored import RestoredState, empty_state, restored_state
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from r2k_tui.sources.base import Source, SourceError, Unavailable
from r2k_tui.sources.limits import Backoff
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.marks import MarkStore, book_of
from r2k_tui.store.store import Store

if TYPE_CHECKING:
    from r2k_tui.engine.services import Services
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

log = logging.getLogger(__name__)


class Engine:
    """Engine. Call `restore` first (fast, from the store), then `start`; `ask` works at any time after `restore`."""

    def __init__(
        self,
        setup: EngineSetup,
        make_source: Callable[[], Source],
        store: Store,
        facts: SourceFacts,
        clock: Clock,
        random: Random | None = None,
        lists: Store | None = None,
        state: RestoredState | None = None,
    ) -> None:
        self._setup, self._make_source, self._store, self._lists = setup, make_source, store, lists
        self._random = random or Random()  # noqa: S311  (jitter, not secrets)
        self._restored = state is not None
        self._state = state or empty_state(store, facts, setup.as_of, clock)
        self.context = new_context(setup.config, setup.as_of, store, facts, clock, self._state)
        self.market, self.publisher, self.archive = self.context.market, self.context.publisher, self.context.archive
        self.alerts = AlertService(self.context, AlertStore(store, setup.source_name))
        progress = partial(publish_progress, self.context)
        self._worker = AllocationWorkerClient(setup.config.allocation.idle_s, progress)
        # An invented market has notes of its own; those of real ones are kept where the lists of members are.
        kept_in = store if facts.simulated else lists or store
        marks = MarkService(self.context, MarkStore(kept_in, book_of(setup.source_name, simulated=facts.simulated)))
        self._early: ServiceTable = {
            AlertService: self.alerts,
            AllocationWorkerClient: self._worker,
            MarkService: marks,
        }
        self._begun, self._tried, self.asked = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._retry_now = asyncio.Event()
        self._log_handler: LogHandler | None = None
        self._starting: asyncio.Task[None] | None = None
        self._services: Services | None = None

    def restore(self) -> None:
        """Restore the state of the last run from the store, as far as it is readable; once, if it was made with one."""
        if not self._restored:
            clock, name = self.context.clock, self._setup.source_name
            self._state = restored_state(self._state, self._store, name, clock)
        self.alerts.restore()
        for error in self._state.errors:
            self.archive.cannot(error)
        self.archive.report()

    def follow(self, news: Snapshot | Frame) -> None:
        """Apply state published by the leading engine, before this one starts."""
        from r2k_tui.engine.standby import take_picture

        take_picture(self.market, news, self.context.clock())

    async def warm_up(self) -> None:
        """Preload everything that `start` needs, without a request to any source."""
        from r2k_tui.engine.standby import warm_up

        # Log entries from standby are for the subscribers that this engine serves later.
        self._listen()
        await warm_up(self._make_source, self.context.clock())

    async def start(self) -> None:
        """Start polling; returns at once while source and calendar load in the background."""
        self._listen()
        self.context.log(Level.INFO, "engine", f"started, with the {self._setup.source_name} source")
        self._starting = asyncio.create_task(self._begin(), name="begin")
        self._begun.set()

    def _listen(self) -> None:
        if self._log_handler is None:
            self._log_handler = LogHandler(self.context.log)
            self._log_handler.attach()

    async def _begin(self) -> None:
        """Load the source, with retries after failures; a refresh request cuts the wait short."""
        limits = self.context.config.limits
        backoff, failures = Backoff(limits.backoff_s, limits.backoff_max_s, self._random), 0
        while wrong := await self._load():
            failures += 1
            wait = backoff.delay(failures)
            self._retry_now.clear()
            self._cannot_begin(wrong, failures, self.context.clock() + wait)
            self._tried.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._retry_now.wait()
        self._tried.set()

    async def _load(self) -> str:
        """Load and start the services. Returns the error message, "" on success."""
        from r2k_tui.engine.services import Outside, Services

        outside = Outside(
            random=self._random,
            lists=self._lists or self._store,
            replay=self._setup.replay,
            worker=self._worker,
            on_flip=self.alerts.claim_flipped,
            on_drift=self.alerts.portfolio_drifted,
            on_reconstitution=self.alerts.reconstitution_nears,
            on_reports=self.alerts.reports_near,
            publishes=self._setup.publishes,
            on_halt=self.alerts.halt_changed,
        )
        try:
            services = await Services.load(self.context, self._make_source, outside)
        except SourceError as error:
            return str(error)
        except Exception as error:
            log.exception("the source cannot be loaded")
            return f"the source {self._setup.source_name} cannot be loaded: {type(error).__name__}: {error}"
        self._services = services
        if self._setup.alerts and self.context.as_of is None:
            first_polls, wake = services.first_polls, services.topics.wake
            self.alerts.begin(services.session.venues.of, services.readings, first_polls, wake, services.screens)
        services.start()
        self.context.log(Level.INFO, "engine", f"the {self.market.facts.name} source is loaded")
        return ""

    def _cannot_begin(self, message: str, failures: int, next_try: float) -> None:
        last = self.market.feeds.get("quotes", FeedStatus("quotes"))
        status = msgspec.structs.replace(
            last, state=FeedState.FAILING, message=message, failures=failures, next_try=next_try
        )
        self.context.publish_status(status)

    async def settle(self) -> None:
        """Wait until every topic has been polled once and the readings are computed."""
        if (services := await self.services()) is not None:
            await services.settle()

    async def services(self) -> Services | None:
        """Services, once source and calendar are loaded; None while they are unavailable."""
        await self._begun.wait()
        await self._tried.wait()
        return self._services

    async def _loaded(self) -> Services:
        services = await self.services()
        if services is None:
            status = self.market.feeds.get("quotes")
            raise Unavailable(status.message if status else "the engine has no source")
        return services

    async def _service_table(self) -> ServiceTable:
        return (await self._loaded()).table()

    def subscribe(self) -> Subscription:
        """New subscription."""
        return self.publisher.subscribe()

    def forget(self, reader: str) -> None:
        """Remove a reader."""
        self.context.interest.forget(reader)

    async def ask(self, request: Request, reader: str) -> Reply:
        """Reply to a request; an error becomes a Failure."""
        if isinstance(request, GetSnapshot):
            # The first request of a terminal, answered without importing the code behind the other replies.
            self.asked.set()
            return self.publisher.snapshot()
        try:
            if isinstance(request, Refresh):
                self._retry_now.set()
                (await self._loaded()).refresh()
                return Done()
            return await self._dispatch(request, reader)
        except SourceError as error:
            return Failure(error.kind, str(error))
        except Exception as error:
            self._log_defect(type(request).__name__)
            return Failure("defect", f"defect in R2K: {type(error).__name__}: {error}")

    async def _dispatch(self, request: Request, reader: str) -> Reply:
        from r2k_tui.engine.dispatch import answer

        return await answer(RequestScope(self.context, reader, self._early, self._service_table), request)

    def _log_defect(self, request: str) -> None:
        """Log the current exception; further ones of the same kind are only counted for a minute."""
        for repeated in self.context.repeats.due():
            log.error("%s: %s more %s", repeated.kind, f"{repeated.times:,}", repeated.when)
        if self.context.repeats.note(f"request {request}"):
            log.exception("request %s", request)

    async def close(self) -> None:
        """Stop polling, flush the state to the store, release all resources."""
        self._tried.set()
        if self._log_handler is not None:
            self._log_handler.detach()
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self.context.tasks.stop()
        await self.alerts.close()
        await self._worker.close()
        if self._services is not None:
            await self._services.close()
        await self.archive.close()
        if self._lists is not None:
            self._lists.close()

    async def idle(self) -> None:
        """Wait until no background task is running."""
        await self.context.tasks.idle()
