"""Topic of the purchases of insiders: what is kept, what is fetched in the evening, and the report of both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from random import Random

import msgspec

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.insiders.columns import insider_columns
from r2k_tui.engine.insiders.provider import FilingProvider, KeptFilings, provider_of
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.insiders.report import InsiderReport
from r2k_tui.model.market.feed import TROUBLES, FeedState, FeedStatus
from r2k_tui.sources.base import NotFound, Source
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.store.insiders import InsiderStore

INSIDERS = "insiders"
_LOOK_S = 300.0
# A first round takes the better part of an hour: whoever waits gets what is there by then.
_SETTLE_S = 20.0


class InsiderService:
    """Owner of the topic `insiders`; `health` receives every status change. Implements FetchedColumns."""

    names = frozenset({"insider_buyers_30d", "insider_dollars_30d", "insider_cluster"})

    def __init__(
        self,
        context: EngineContext,
        source: Source,
        store: InsiderStore,
        universe: UniverseService,
        hours: Hours,
        health: Callable[[FeedStatus], None],
    ) -> None:
        self._context, self._universe, self._hours, self._health = context, universe, hours, health
        self.state = InsiderState()
        kept = KeptFilings(store, context.archive, self.state, context.clock)
        self._provider: FilingProvider = provider_of(context, source, kept, self.members)
        self._restored, self._restoring = False, asyncio.Lock()
        self._columns: tuple[object, MemberColumns] | None = None
        self._topic = self._make_topic()
        self._task: asyncio.Task[None] | None = None

    def _make_topic(self) -> Topic:
        context, limits = self._context, self._context.config.limits
        random = Random()  # noqa: S311  (jitter)
        return Topic(
            INSIDERS,
            Cadence(),
            self._poll,
            clock=context.clock,
            session=lambda: self._hours.session(context.clock()),
            publish=self._health,
            backoff=Backoff(limits.backoff_s, limits.backoff_max_s, random),
            # The SEC has its own rate limits.
            breaker=Breaker(limits.breaker_s, context.clock),
            random=random,
            last=context.market.feeds.get(INSIDERS),
        )

    @property
    def until(self) -> date:
        """Day of the analysis."""
        as_of = self._context.as_of
        return date.fromisoformat(as_of) if as_of is not None else new_york_day(self._context.clock())

    async def members(self) -> tuple[str, ...]:
        """Symbols of the members. Raises NotFound without a list of them."""
        await self._universe.ready()
        roll = self._universe.state.roll
        if roll is None:
            raise NotFound("no list of members yet")
        return tuple(roll.places)

    def begin(self) -> None:
        """Start the topic. Has no effect if it runs or nothing is fetched: then its status says why."""
        if self._task is not None:
            return
        if self._provider.why_off:
            status = FeedStatus(INSIDERS, FeedState.IDLE, progress=self._provider.why_off)
            if self._context.market.feeds.get(INSIDERS) != status:
                self._health(status)
            return
        self._task = asyncio.create_task(self._run(), name=INSIDERS)

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._topic.run())
            group.create_task(self._look())

    async def _look(self) -> None:
        """Wake the topic when an index comes out, or when a company joined the members."""
        await self._topic.attempted.wait()
        while True:
            await asyncio.sleep(_LOOK_S)
            if not self._topic.status.failures and self._provider.is_due(self.until):
                self._topic.wake()

    async def _poll(self) -> str:
        await self._restore()
        before = self._provider.sent
        try:
            return await self._provider.fetch(self.until, self._tell)
        finally:
            self._topic.count_requests(self._topic.status.requests + self._provider.sent - before)

    def _tell(self, progress: str) -> None:
        self._context.publish_status(msgspec.structs.replace(self._topic.status, progress=progress))

    async def _restore(self) -> None:
        async with self._restoring:
            if not self._restored:
                await self._provider.restore(self.until)
                self._restored = True

    async def ready(self, *, settled: bool = True) -> None:
        """Start the topic and wait for what is kept; `settled`: for the first round as well, but not for hours."""
        self.begin()
        await self._restore()
        with suppress(NotFound):
            await self.members()
        await self._provider.match()
        if self._task is not None and (settled or self._provider.simulated):
            with suppress(TimeoutError):
                async with asyncio.timeout(_SETTLE_S):
                    await self._topic.attempted.wait()

    async def settle(self) -> None:
        """Start the topic, and wait for its first round, but not for hours."""
        await self.ready(settled=True)

    def report(self, days: int) -> InsiderReport:
        """Purchases of the last `days` days as known now. Raises NotFound without members or for an unknown day."""
        roll, until = self._universe.state.roll, self.until.isoformat()
        if roll is None:
            problem = next(iter(self._universe.state.problems.values()), None)
            raise NotFound(problem.message if problem else "no list of members yet")
        names = dict(zip(roll.symbols, roll.names, strict=True))
        found = self.state.report(
            until, days, names, self._provider.origin, self._provider.unmatched(tuple(roll.places))
        )
        if self._context.as_of is not None and found.coverage.first is None:
            raise NotFound(f"filings up to {until} are not known: only those that R2K fetched itself are kept")
        status = self._topic.status
        trouble = status.message if status.state in TROUBLES else ""
        off = self._provider.why_off
        return msgspec.structs.replace(found, trouble=off or trouble, off=bool(off))

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource."""
        key = (symbols, self.state.version, self.until)
        if self._columns is None or self._columns[0] != key:
            self._columns = key, insider_columns(self.state, self.until.isoformat(), symbols)
        return self._columns[1]

    def insist(self) -> None:
        """Poll now for a user; see Topic."""
        if self._task is not None:
            self._topic.insist()

    async def close(self) -> None:
        """Stop the topic and release the connections; filings already read are kept."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        await self._provider.close()
