"""Conflated frames: each subscriber reads at its own speed; a slow one gets the newest values, never a backlog."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.market import Changes, MarketState
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.quote_changes import WHOLE, QuoteChanges, columns_of
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.readings.reading import SymbolReadings

if TYPE_CHECKING:
    import asyncio

HEARTBEAT_S = 2.0
_WORTH_COLUMNS = 64


def _event() -> asyncio.Event:
    # The first snapshot is sent before this library is loaded.
    import asyncio

    return asyncio.Event()


@dataclass(eq=False)
class Subscription:
    """Subscription of one reader, with the changes that it has not received yet."""

    publisher: Publisher
    sent_seq: int
    pending: Changes = field(default_factory=Changes)
    ready: asyncio.Event = field(default_factory=_event)

    async def next_frame(self) -> Frame:
        """Wait for a change and return a frame with everything since the last one; a heartbeat when nothing changes."""
        frame = self.publisher.frame(await self.next_changes(), self.sent_seq)
        self.sent_seq = frame.seq
        return frame

    async def next_changes(self) -> Changes:
        """Wait for a change, at most one heartbeat long, and return the changes; alternative to `next_frame`."""
        import asyncio

        # Not wait_for: before Python 3.12 it swallows a cancellation that coincides with the event.
        with suppress(TimeoutError):
            async with asyncio.timeout(HEARTBEAT_S):
                await self.ready.wait()
        self.ready.clear()
        pending, self.pending = self.pending, Changes()
        return pending

    def close(self) -> None:
        """End the subscription."""
        self.publisher.drop(self)


class Publisher:
    """Sequence numbers for the changes of a market, and their distribution to the subscriptions."""

    def __init__(self, market: MarketState, clock: Clock) -> None:
        self._market, self._clock = market, clock
        self.epoch, self._seq = uuid4().hex[:12], 0
        self._subscriptions: set[Subscription] = set()

    def subscribe(self) -> Subscription:
        """New subscription; its reader should request a snapshot first."""
        subscription = Subscription(self, self._seq)
        self._subscriptions.add(subscription)
        return subscription

    def drop(self, subscription: Subscription) -> None:
        """End a subscription."""
        self._subscriptions.discard(subscription)

    def publish(self) -> None:
        """Publish all changes in the market since the last call."""
        changes = self._market.take_changes()
        if not changes:
            return
        self._seq += 1
        for subscription in self._subscriptions:
            subscription.pending.add(changes)
            subscription.ready.set()

    def publish_status(self, status: FeedStatus) -> None:
        """Store and publish the health of a topic."""
        self._market.set_feed(status)
        self.publish()

    def frame(self, changes: Changes, sent_seq: int) -> Frame:
        """Frame with the newest values of `changes`, for a reader at sequence number `sent_seq`."""
        market = self._market
        quotes, quote_changes = self._quotes(changes.quotes)
        return Frame(
            epoch=self.epoch,
            seq=self._seq,
            from_seq=min(sent_seq + 1, self._seq),
            published_at=self._clock(),
            quotes=quotes,
            quote_changes=quote_changes,
            sparks=tuple(market.sparks[symbol] for symbol in sorted(changes.sparks)),
            readings=_grouped(market, changes.readings),
            scores=tuple(market.scores[kind] for kind in sorted(changes.scores)),
            feeds=tuple(market.feeds[topic] for topic in sorted(changes.feeds)),
            bars_changed=tuple(sorted(changes.bars)),
            session=market.session if changes.session else None,
            sessions=market.sessions if changes.sessions else None,
            facts=market.facts if changes.facts else None,
            as_of=market.as_of,
            problems=market.all_problems() if changes.problems else None,
            news=tuple(market.news[symbol] for symbol in sorted(changes.news) if symbol in market.news),
            log=market.event_log.since(changes.log_from) if changes.log_from else (),
            members=market.universe.changes_of(changes.members) if market.universe and changes.members else None,
            universe=market.universe.summary if market.universe and changes.universe else None,
            alerts=tuple(alert for number, alert in market.alerts.items() if number in changes.alerts),
            halts=tuple(market.halts) if changes.halts else None,
        )

    def _quotes(self, bits: Mapping[str, int]) -> tuple[tuple[Quote, ...], QuoteChanges | None]:
        """Full quotes; when many change only in price, compact quote changes instead."""
        known = self._market.quotes
        partly = [symbol for symbol in sorted(bits) if bits[symbol] < WHOLE]
        if len(partly) < _WORTH_COLUMNS:
            partly = []
        whole = tuple(known[symbol] for symbol in sorted(bits.keys() - set(partly)))
        return whole, columns_of(
            [known[symbol] for symbol in partly], [bits[symbol] for symbol in partly]
        ) if partly else None

    def snapshot(self) -> Snapshot:
        """Snapshot of the whole current state."""
        self.publish()
        market = self._market
        return Snapshot(
            epoch=self.epoch,
            seq=self._seq,
            published_at=self._clock(),
            facts=market.facts,
            session=market.session,
            sessions=market.sessions,
            as_of=market.as_of,
            quotes=tuple(market.quotes.values()),
            sparks=tuple(market.sparks.values()),
            readings=tuple(SymbolReadings(symbol, dict(found)) for symbol, found in market.readings.items()),
            scores=tuple(market.scores.values()),
            feeds=tuple(market.feeds.values()),
            problems=market.all_problems(),
            news=tuple(market.news.values()),
            log=market.event_log.since(1),
            alerts=tuple(market.alerts.values()),
            halts=tuple(market.halts),
        )


def _grouped(market: MarketState, keys: set[tuple[str, str]]) -> tuple[SymbolReadings, ...]:
    symbols = sorted({symbol for symbol, _ in keys})
    return tuple(
        SymbolReadings(symbol, {key: market.readings[symbol][key] for s, key in sorted(keys) if s == symbol})
        for symbol in symbols
    )
