"""The engine: wires the polls, the state, the readings and the store, and answers what terminals ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.limits import Backoff, Clock
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.log_handler import LogHandler
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from r2k_tui.sources.base import Source, SourceError, Unavailable
from r2k_tui.store.store import Store

if TYPE_CHECKING:
    from r2k_tui.engine.services import Services

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
        lists: Store | None = None,
    ) -> None:
        self._make_source, self._lists = make_source, lists
        self._random = random or Random()  # noqa: S311  (jitter, not secrets)
        self.core = EngineContext(setup, store, facts, clock, lists)
        self.market, self.publisher, self.archive = self.core.market, self.core.publisher, self.core.archive
        self._begun, self._tried, self.asked = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._again = asyncio.Event()
        self._log_handler: LogHandler | None = None
        self._starting: asyncio.Task[None] | None = None
        self._polling: Services | None = None

    def restore(self) -> None:
        """Take the picture of the last run from the store."""
        self.core.restore()

    def follow(self, news: Snapshot | Frame) -> None:
        """Take the picture of the engine that leads, before this one has been started."""
        from r2k_tui.engine.standby import take_picture

        take_picture(self.market, news, self.core.clock())

    async def warm_up(self) -> None:
        """Load what `start` would have to, without asking anybody for anything."""
        from r2k_tui.engine.standby import warm_up

        # What happens while another engine leads is for those to read whom this one serves later.
        self._listen()
        await warm_up(self._make_source, self.core.clock())

    async def start(self) -> None:
        """Begin to poll; returns at once, the source and the calendar are loaded in the background."""
        self._listen()
        self.core.note(Level.INFO, "engine", f"started, with the {self.core.setup.source_name} source")
        self._starting = asyncio.create_task(self._begin(), name="begin")
        self._begun.set()

    def _listen(self) -> None:
        if self._log_handler is None:
            self._log_handler = LogHandler(self.core.note)
            self._log_handler.attach()

    async def _begin(self) -> None:
        """Load the source, again and again where it cannot be; a request to refresh cuts the wait short."""
        limits = self.core.setup.config.limits
        backoff, failures = Backoff(limits.backoff_s, limits.backoff_max_s, self._random), 0
        while wrong := await self._load():
            failures += 1
            wait = backoff.delay(failures)
            self._again.clear()
            self._cannot_begin(wrong, failures, self.core.clock() + wait)
            self._tried.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._again.wait()
        self._tried.set()

    async def _load(self) -> str:
        """Try to begin to poll; what is wrong, "" when it is done."""
        from r2k_tui.engine.services import Services

        try:
            self._polling = await Services.begin(self.core, self._make_source, self._random)
        except SourceError as error:
            return str(error)
        except Exception as error:
            log.exception("the source cannot be loaded")
            return f"the source {self.core.setup.source_name} cannot be loaded: {type(error).__name__}: {error}"
        if self.core.setup.alerts and self.core.setup.as_of is None:
            self.core.alerts.begin(self._polling)
        self._polling.start()
        self.core.note(Level.INFO, "engine", f"the {self.market.facts.name} source is loaded")
        return ""

    def _cannot_begin(self, message: str, failures: int, next_try: float) -> None:
        last = self.market.feeds.get("quotes", FeedStatus("quotes"))
        status = msgspec.structs.replace(
            last, state=FeedState.FAILING, message=message, failures=failures, next_try=next_try
        )
        self.core.feed_changed(status)

    async def settle(self) -> None:
        """Wait until every topic was tried once and the readings are computed."""
        if (polling := await self.polling()) is not None:
            await polling.settle()

    async def polling(self) -> Services | None:
        """What runs once source and calendar are loaded; None while they cannot be."""
        await self._begun.wait()
        await self._tried.wait()
        return self._polling

    async def _loaded(self) -> Services:
        polling = await self.polling()
        if polling is None:
            status = self.market.feeds.get("quotes")
            raise Unavailable(status.message if status else "the engine has no source")
        return polling

    def subscribe(self) -> Subscription:
        """A place for one more reader."""
        return self.publisher.subscribe()

    def forget(self, reader: str) -> None:
        """A reader is gone."""
        self.core.interest.forget(reader)

    async def ask(self, request: Request, reader: str) -> Reply:
        """Answer a request; what goes wrong comes back as a Failure."""
        if isinstance(request, GetSnapshot):
            # The first thing that a terminal asks: answered without loading what computes the other answers.
            self.asked.set()
            return self.publisher.snapshot()
        if isinstance(request, Refresh):
            self._again.set()
        from r2k_tui.engine.dispatch import answer

        try:
            return await answer(self.core, self._loaded, request, reader)
        except SourceError as error:
            return Failure(error.kind, str(error))
        except Exception as error:
            self._log_defect(type(request).__name__)
            return Failure("defect", f"defect in R2K: {type(error).__name__}: {error}")

    def _log_defect(self, request: str) -> None:
        """Log the exception that is handled now; those of the same kind that follow are counted for a minute."""
        for found in self.core.often.due():
            log.error("%s: %s more %s", found.kind, f"{found.times:,}", found.when)
        if self.core.often.note(f"request {request}"):
            log.exception("request %s", request)

    async def close(self) -> None:
        """Stop polling, keep what is known, let go of everything."""
        self._tried.set()
        if self._log_handler is not None:
            self._log_handler.detach()
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self.core.stop_jobs()
        await self.core.alerts.close()
        await self.core.laboratory.close()
        if self._polling is not None:
            await self._polling.close()
        await self.archive.close()
        if self._lists is not None:
            self._lists.close()

    async def idle(self) -> None:
        """Wait until nothing is done in the background."""
        await self.core.idle()
