"""Macro topic, started on the first request or once the market topics have settled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from random import Random

from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.macro.fetcher import SeriesFetcher
from r2k_tui.engine.macro.figures import FUTURES, LOAN_FUND
from r2k_tui.engine.macro.state import MacroState
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.universe import Valuation
from r2k_tui.sources.base import FundFactsSource, Source, SourceError
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.store.macro import DatedValuation, MacroStore

MACRO = "macro"
_FOLLOW_UP_S = 600.0


class MacroService:
    """Owner of the topic `macro`. `bars` fetches daily bars that no topic polls; `health` receives each status."""

    def __init__(
        self,
        context: EngineContext,
        source: Source,
        store: MacroStore,
        hours: Hours,
        bars: BarService,
        source_breaker: Breaker,
        random: Random,
        health: Callable[[FeedStatus], None],
    ) -> None:
        self._context, self._source, self.store = context, source, store
        self._bars, self._source_breaker = bars, source_breaker
        self._polls, self.symbols = SeriesFetcher(context, source, store), (FUTURES, LOAN_FUND)
        self._polled: Callable[[], Awaitable[None]] | None = None
        self._stale = self._updating = False
        self._followed_up_at = float("-inf")
        limits, config = context.config.limits, context.config
        self._topic = Topic(
            MACRO,
            config.poll.macro,
            self._poll,
            clock=context.clock,
            session=lambda: hours.session(context.clock()),
            publish=health,
            backoff=Backoff(limits.backoff_s, limits.backoff_max_s, random),
            # FRED has its own rate limits.
            breaker=Breaker(limits.breaker_s, context.clock),
            random=random,
            last=context.market.feeds.get(MACRO),
        )
        self._task = TopicTask(self._topic)

    @property
    def state(self) -> MacroState:
        """Macro state: the series and their failures."""
        return self._polls.state

    def after_each_poll(self, update: Callable[[], Awaitable[None]]) -> None:
        """Register the callback to run after each poll; it replaces the previous one."""
        self._polled = update

    def begin(self) -> None:
        """Start polling; later calls have no effect."""
        self._task.begin()

    async def ready(self, *, fresh: bool = False) -> None:
        """Start polling and wait until series are available, stored ones included, or the first round has ended.

        With `fresh`, wait until the first poll has ended.
        """
        self.begin()
        await (self._topic.attempted if fresh else self._polls.known).wait()

    def insist(self) -> None:
        """Poll now if polling has started; see Topic.insist."""
        self._task.insist()

    async def close(self) -> None:
        """Stop polling, wait for the task to end, and release the connections."""
        await self._task.stop()
        await self._polls.close()

    async def valuations(self, fund: str) -> list[DatedValuation]:
        """Stored valuations of a fund, ascending by day."""
        return await self._context.archive.run(partial(self.store.valuations, fund)) or []

    async def keep_valuations(self, day: str, found: tuple[Valuation | None, ...]) -> None:
        """Store the aggregate valuations of a day; the write is complete on return."""
        for valuation in found:
            if valuation is not None:
                await self._context.archive.run(partial(self.store.save_valuation, day, valuation))

    async def _poll(self) -> str:
        failed_again = False
        try:
            return await self._polls.poll()
        except SourceError:
            failed_again = self._topic.status.failures > 0
            raise
        finally:
            self._topic.count_requests(self._polls.requests)
            # Retries may follow each other within seconds, and what depends on the series has not changed.
            now = self._context.clock()
            if not failed_again or not 0 <= now - self._followed_up_at < _FOLLOW_UP_S:
                self._followed_up_at = now
                await self._follow_up()

    async def _follow_up(self) -> None:
        """Fetch what belongs to the series, and have everything computed that depends on them."""
        await self._describe_funds()
        for symbol in self.symbols:
            # Only the macro figures use these bars; missing bars show as a figure without a value.
            with suppress(SourceError):
                await self._bars.fetch(symbol, Interval.D1)
        self._stale = True
        if self._polled is not None and not self._updating:
            self._updating = True
            self._context.tasks.start(self._update(self._polled))

    async def _describe_funds(self) -> None:
        """Fetch the P/E that the source reports for each fund, as a cross-check of the bottom-up valuation."""
        config, source = self._context.config, self._source
        if isinstance(source, FundFactsSource):
            for fund in (config.market.small_fund, config.universe.large_fund):
                with suppress(SourceError):
                    self.state.fund_figures[fund] = await self._source_breaker.guard(
                        partial(source.fund_price_earnings, fund)
                    )

    async def _update(self, update: Callable[[], Awaitable[None]]) -> None:
        """Run one update at a time; polls that end during an update share the next one."""
        try:
            await self._topic.attempted.wait()
            while self._stale:
                self._stale = False
                await update()
        finally:
            self._updating = False
