"""Halt service: the topic `halts`, the known halts, and their alerts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.halts.columns import halt_columns
from r2k_tui.engine.halts.events import HaltEvent, HaltView, events, view_of
from r2k_tui.engine.halts.known import NO_HALTS, KnownHalts, concerning, ended_by_trades, merged
from r2k_tui.engine.halts.listing import Audience, listing
from r2k_tui.engine.halts.provider import halt_provider
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.halts.halt import MARKET, OLD_FEED_S, moment
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import TROUBLES, FeedStatus
from r2k_tui.sources.member_data import HaltReading
from r2k_tui.store.halts import FeedReading, HaltStore

HALTS = "halts"
# The feed is made once a minute, and nobody may ask more often; a topic polls up to 5 % early.
_EVERY_S, _LEAST_S, _FAILED_S = 64.0, 58.0, 300.0
_OWN_S = 5.0
_LOOK_S = 2.0
# Events of one moment that are logged one by one.
_NAMED = 8

OnHalt = Callable[[str, str, str], None]


class HaltService:
    """Owner of the topic `halts`. Without a provider it knows none, and says why.

    `members` holds the list; `on_halt` receives symbol, event and sentence of each that concerns the reader.
    """

    names = frozenset({"halted"})

    def __init__(self, context: EngineContext, members: UniverseState, needs: TopicNeeds, on_halt: OnHalt) -> None:
        self._context, self._hours, self._members, self._on_halt = context, needs.hours, members, on_halt
        self._provider = halt_provider(context.config, needs.source, context.as_of, context.clock)
        self._store = HaltStore(needs.store, self._provider.name)
        self._known: KnownHalts = NO_HALTS
        self._seen: HaltView | None = None
        self._reading: FeedReading | None = None
        self._restored = asyncio.Event()
        self._topic = self._make_topic(needs) if self._provider.asked is not None else None
        self._task = TopicTask(self._topic, self._run)

    def _make_topic(self, needs: TopicNeeds) -> Topic:
        limits, own = self._context.config.limits, self._provider.feed is None
        cadence = Cadence(_OWN_S, _OWN_S, _OWN_S) if own else Cadence(_EVERY_S, _EVERY_S, _EVERY_S)
        least = limits.backoff_s if own else max(_FAILED_S, limits.backoff_s)
        waits = least, max(least, limits.backoff_max_s)
        return provider_topic(
            HALTS, cadence, self._poll, self._context, needs, publish=self._publish_status, backoff_s=waits
        )

    async def restore(self) -> None:
        """Load the halts of the last run: they count until the feed says otherwise."""
        archive, store = self._context.archive, self._store
        if self._topic is not None and not self._restored.is_set():
            halts, self._reading = await archive.run(store.halts) or [], await archive.run(store.reading)
            self._known = {halt.key: halt for halt in halts}
            if self._reading is not None:
                self._seen = view_of(self._known, self._reading.read_at)
            self.look()
        self._restored.set()

    def begin(self) -> None:
        """Start polling; later calls have no effect."""
        self._task.begin()

    async def _run(self) -> None:
        assert self._topic is not None
        await self.restore()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._topic.run())
            group.create_task(self._watch())

    async def _watch(self) -> None:
        """Look from time to time: announced resumptions come, and symbols are added to watchlists."""
        while True:
            await asyncio.sleep(_LOOK_S)
            self.look()

    async def ready(self, *, settled: bool = False) -> None:
        """Start polling and wait for what the store has; with `settled`, until the feed was asked once."""
        self.begin()
        if settled:
            await self._task.attempted()
        elif self._task.begun:
            await self._restored.wait()

    def insist(self) -> None:
        """Poll now for a user if polling has started, but not more often than the feed is made."""
        self._task.insist()

    async def close(self) -> None:
        """Stop polling and release the connection."""
        await self._task.stop()
        if self._provider.feed is not None:
            await self._provider.feed.close()

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource."""
        now = self._context.clock()
        view = view_of(self._known, now)
        halted = set(symbols) if view.everywhere is not None else view.by_symbol.keys()
        return halt_columns(symbols, halted, known=self.is_current(now))

    def is_current(self, now: float) -> bool:
        """Whether the last reading is recent enough to name what is halted at `now`."""
        if self._reading is None:
            return False
        return now - self._reading.read_at <= OLD_FEED_S or self._is_read_since_close(now)

    def list(self) -> HaltList:
        """Halts as of now."""
        provider, status = self._provider, self._context.market.feeds.get(HALTS)
        failing = status is not None and status.state in TROUBLES
        message = provider.why or (status.message if status is not None and failing else "")
        members_known = self._members.roll is not None
        audience = Audience(provider.name, self._is_member, self._watched().__contains__, members_known)
        return listing(self._known, self._reading, audience, message, self._context.clock())

    async def _poll(self) -> str:
        provider, now = self._provider, self._context.clock()
        if provider.asked is None or (provider.feed is not None and self._is_fresh(now)):
            return self._reading.notice if self._reading is not None else ""
        try:
            reading = await provider.asked.halts()
        finally:
            if provider.feed is not None and self._topic is not None:
                self._topic.count_requests(provider.feed.requests)
        return self._take(reading)

    def _take(self, reading: HaltReading) -> str:
        now = self._context.clock()
        self._known = merged(self._known, reading.halts, now)
        self._reading = FeedReading(now, reading.published_at, _notice(reading, now))
        self.look()
        self._context.archive.write(partial(self._store.save, tuple(self._known.values()), self._reading))
        return self._reading.notice

    def look(self) -> None:
        """Announce what has changed, and hand terminals the halts that concern them."""
        now, market = self._context.clock(), self._context.market
        silent = self._reading.read_at if self._reading is not None and not self.is_current(now) else None
        self._known = ended_by_trades(self._known, self._traded_at, silent)
        view = view_of(self._known, now)
        watched = self._watched()

        def concerns(symbol: str) -> bool:
            return symbol in watched or self._is_member(symbol)

        if self._reading is not None:
            found = events(self._seen, view, now)
            self._announce([event for event in found if event.symbol == MARKET or concerns(event.symbol)], watched)
            self._seen = view
        market.set_halts(concerning(self._known.values(), concerns, now))
        self._context.publisher.publish()

    def _announce(self, found: Sequence[HaltEvent], watched: frozenset[str]) -> None:
        for event in found[:_NAMED]:
            self._context.log(Level.WARNING, HALTS, event.words)
        if len(found) > _NAMED:
            self._context.log(Level.WARNING, HALTS, f"{len(found) - _NAMED:,} more symbols halted or resumed")
        for event in found:
            if event.symbol == MARKET or event.symbol in watched:
                self._on_halt(event.symbol, event.id, event.words)

    def _is_member(self, symbol: str) -> bool:
        roll = self._members.roll
        return roll is not None and symbol in roll.places

    def _watched(self) -> frozenset[str]:
        """Symbols that somebody watches or holds."""
        held = (holding.symbol for holding in self._context.config.everything.holdings)
        return frozenset((*self._context.interest.watched(), *held))

    def _traded_at(self, symbol: str) -> float | None:
        """Time of the newest trade of a symbol, as its source gives it."""
        quote = self._context.market.quotes.get(symbol) or self._members.quote_of(symbol)
        return quote.time if quote is not None else None

    def _is_fresh(self, now: float) -> bool:
        """Whether the feed need not be asked: read within the last minute, or since the end of the trading day."""
        return self._reading is not None and (
            0.0 <= now - self._reading.read_at < _LEAST_S or self._is_read_since_close(now)
        )

    def _is_read_since_close(self, now: float) -> bool:
        if self._reading is None or self._reading.read_at > now:
            return False
        here, then = (self._hours.session(at) for at in (now, self._reading.read_at))
        return here.phase is Phase.CLOSED is then.phase and here.last_close_at == then.last_close_at

    def _publish_status(self, status: FeedStatus) -> None:
        """Publish a status; a poll that asked nobody is no success of its own."""
        read_at = self._reading.read_at if self._reading is not None else None
        self._context.publish_status(msgspec.structs.replace(status, last_success=read_at))


def _notice(reading: HaltReading, now: float) -> str:
    at = reading.published_at
    if at is not None and now - at > OLD_FEED_S:
        # The time and not the age: the same notice is logged once.
        late = f"the feed dates from {moment(at, now)} New York"
        return f"{late}; {reading.notice}" if reading.notice else late
    return reading.notice
