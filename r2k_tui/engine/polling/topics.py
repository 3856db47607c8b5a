"""Topics of the market: quotes, daily and intraday bars, and news."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from random import Random
from typing import Any

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.engine.polling.overnight import OvernightPolls
from r2k_tui.engine.polling.second_look import SecondLook
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.freshness import newest_day
from r2k_tui.sources.base import ProviderChain, Source
from r2k_tui.sources.limits import Backoff, Breaker

# Topics polled first, and those polled after them.
MARKET, LATER = ("quotes", "daily", "intraday"), ("news",)
# Delay of the extra poll for an unconfirmed price, in seconds, in a session phase with a single poll.
_LOOK_AGAIN_S = 5.0


def cadences(config: Config, own_pace: float | None) -> dict[str, Cadence]:
    """Cadence of each topic; a source may set the pace of its quotes."""
    found: dict[str, Cadence] = {name: getattr(config.poll, name) for name in (*MARKET, *LATER)}
    if own_pace is not None:
        found["quotes"] = msgspec.structs.replace(found["quotes"], pre=own_pace, open=own_pace, post=own_pace)
    return found


class MarketTopics:
    """Owner of the market topics. `on_poll` is called after each poll, before its result is published."""

    def __init__(
        self,
        context: EngineContext,
        source: Source,
        collector: Collector,
        news: NewsService,
        session: SessionTracker,
        on_poll: Callable[[], None],
    ) -> None:
        self._context, self._source, self._collector = context, source, collector
        self._news_service, self._session, self._on_poll = news, session, on_poll
        self.by_name: dict[str, Topic] = {}
        self._second_look: SecondLook | None = None
        self._overnight_polls: dict[str, OvernightPolls] = {}

    def begin(self, paces: Mapping[str, Cadence], hours: Hours, breaker: Breaker, random: Random) -> None:
        """Create the topics; polls start later."""
        context, clock = self._context, self._context.clock
        limits = context.config.limits
        chain = self._source if isinstance(self._source, ProviderChain) else None
        self._second_look = SecondLook(context, self._collector, breaker, self._on_poll, chain)
        polls = {"quotes": self._quotes, "daily": self._daily, "intraday": self._intraday}
        if self._news_service.has_any:
            polls["news"] = self._news
        self._overnight_polls = {
            name: OvernightPolls(context.market, paces[name], clock) for name in ("quotes", "intraday")
        }
        for name, poll in polls.items():
            self.by_name[name] = Topic(
                name,
                paces[name],
                poll,
                clock=clock,
                session=lambda: hours.session(clock()),
                publish=self.publish_status,
                backoff=Backoff(limits.backoff_s, limits.backoff_max_s, random),
                breaker=breaker,
                random=random,
                last=context.market.feeds.get(name),
                expected_requests=partial(self._collector.expected_requests.__getitem__, name)
                if name in MARKET
                else None,
                overnight=partial(self._overnight, name),
            )

    async def attempted(self) -> None:
        """Wait until every market topic has been attempted once."""
        for name in MARKET:
            await self.by_name[name].attempted.wait()

    def jobs(self) -> list[Coroutine[Any, Any, None]]:
        """Coroutines that run for the lifetime of the engine."""
        later = [self._later(self.by_name[name]) for name in LATER if name in self.by_name]
        looks = [self._second_look.run()] if self._second_look is not None else []
        return [*(self.by_name[name].run() for name in MARKET), *later, *looks]

    async def _later(self, topic: Topic) -> None:
        """Run a topic only after the first polls, whose requests it must not delay."""
        await self.attempted()
        await topic.run()

    def wake(self, *names: str) -> None:
        """Poll these topics as soon as the rate limits allow."""
        for name in names:
            self.by_name[name].wake()

    def insist(self) -> None:
        """Poll every topic now, see Topic."""
        for overnight in self._overnight_polls.values():
            overnight.insist()
        for topic in self.by_name.values():
            topic.insist()

    def due(self) -> tuple[str, ...]:
        """Topics that are due by the engine's clock."""
        tries = ((name, topic.status.next_try) for name, topic in self.by_name.items())
        return tuple(name for name, due in tries if due is not None and due <= self._context.clock())

    def clock_jumped(self, seconds: float) -> None:
        """Poll at once the topics that are due by the new time; all of them where the clock was set back."""
        names = self.due() if seconds > 0 else tuple(self.by_name)
        if names:
            self.wake(*names)

    def publish_status(self, status: FeedStatus) -> None:
        """Store and publish the status of a topic."""
        self._context.archive.save_feed(status)
        self._context.publish_status(status)

    async def _quotes(self) -> str:
        overnight, watched = self._overnight_polls["quotes"], self._context.interest.quoted()
        symbols = overnight.selected(watched, self._collector.doubts.waiting)
        only = symbols if len(symbols) < len(watched) else None
        message = await self._polled("quotes", self._collector.quotes(only))
        overnight.polled(symbols, watched)
        market, topic = self._context.market, self.by_name["quotes"]
        doubted = self._collector.doubts.waiting
        if self._second_look is not None:
            self._second_look.consider(doubted)
        if doubted and topic.polls_once:
            asyncio.get_running_loop().call_later(_LOOK_AGAIN_S, topic.wake)
        if self._context.as_of is None:
            market.set_facts(market.facts, newest_day(market.facts, market.quotes.values()))
        if not self._source.capabilities.live:
            self._session.update()
        return message

    async def _daily(self) -> str:
        return await self._polled("daily", self._collector.daily())

    async def _intraday(self) -> str:
        overnight, symbols = self._overnight_polls["intraday"], self._in_view()
        selected = overnight.selected(symbols)
        message = await self._polled("intraday", self._collector.intraday(selected))
        overnight.polled(selected, symbols)
        return message

    def _in_view(self) -> tuple[str, ...]:
        """Symbols whose intraday bars are polled."""
        interest = self._context.interest
        return tuple(dict.fromkeys((*interest.watched(), *(symbol for symbol, _ in interest.charts()))))

    def _overnight(self, name: str) -> float:
        if (overnight := self._overnight_polls.get(name)) is None:
            return 0.0
        return overnight.period(self._context.interest.quoted() if name == "quotes" else self._in_view())

    async def _news(self) -> str:
        try:
            return await self._news_service.poll()
        finally:
            self.by_name["news"].count_requests(self._collector.requests["news"])

    async def _polled(self, name: str, poll: Coroutine[Any, Any, str]) -> str:
        try:
            return await poll
        finally:
            self.by_name[name].count_requests(self._collector.requests[name])
            self._on_poll()
            self._context.publisher.publish()
