"""Streamed prices: validated like polled ones, with polling as the fallback."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.validation.evidence import Support, verdict
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.streaming import QuoteStream, Tick, TradingHours

TOPIC = "stream"
# Minimum interval of the quote polls while prices stream.
NET_S = 60.0
# Interval of status updates with the time of the last price, while the stream is healthy.
_TOLD_AGAIN_S = 10.0


class StreamListener:
    """Listener of the stream: owner of the topic `stream`, and of the minimum interval of the quote polls."""

    def __init__(self, context: EngineContext, collector: Collector, quotes: Topic, session: SessionTracker) -> None:
        self._context, self._collector, self._quotes, self._session = context, collector, quotes, session
        self._status = FeedStatus(TOPIC)

    async def follow(self, stream: QuoteStream) -> None:
        """Follow the stream until cancelled."""
        self._publish(FeedStatus(TOPIC))
        await stream.follow(self)

    def symbols(self) -> tuple[str, ...]:
        """See Listener."""
        return self._context.interest.quoted()

    def expects(self) -> bool:
        """See Listener. Outside the session, minutes without a trade are normal."""
        return self._context.market.session.phase is Phase.OPEN

    def receive(self, ticks: Mapping[str, Tick]) -> None:
        """See Listener."""
        now, known = self._context.clock(), self._context.market.quotes
        matched = [(known[symbol], tick) for symbol, tick in ticks.items() if symbol in known]
        accepted = [with_tick(quote, tick, now) for quote, tick in matched if _is_good(quote, tick, now)]
        if len(accepted) < len(matched):
            self._quotes.request_poll()  # a poll confirms or refutes it
        self._collector.apply_quotes(accepted)
        self._collector.frozen.streamed(accepted, now)
        self._context.publisher.publish()
        if now - (self._status.last_success or 0.0) >= _TOLD_AGAIN_S:
            self._publish(msgspec.structs.replace(self._status, last_success=now))

    def up(self) -> None:
        """See Listener."""
        self._publish(FeedStatus(TOPIC, FeedState.OK, last_success=self._context.clock(), progress="prices are pushed"))
        self._set_min_interval(NET_S)

    def down(self, message: str, wait_s: float) -> None:
        """See Listener."""
        now, failures = self._context.clock(), self._status.failures + 1
        status = msgspec.structs.replace(self._status, progress="", message=message, next_try=now + wait_s)
        self._publish(msgspec.structs.replace(status, state=FeedState.FAILING, failures=failures))
        self._set_min_interval(0.0)

    def _set_min_interval(self, least_s: float) -> None:
        self._quotes.set_min_interval(least_s)
        self._session.set_min_interval(least_s)

    def _publish(self, status: FeedStatus) -> None:
        self._status = status
        self._context.publish_status(status)


def _is_good(known: Quote, tick: Tick, now: float) -> bool:
    """Whether nothing contradicts a streamed price. Range, bid and ask of the last poll are older than it, so only
    fields that arrived with the price are checked."""
    fresh = {name: getattr(tick, name) for name in ("day_high", "day_low", "bid", "ask")}
    return verdict(msgspec.structs.replace(with_tick(known, tick, now), **fresh), known) is Support.GOOD


def with_tick(known: Quote, tick: Tick, now: float) -> Quote:
    """Quote updated with one tick, received at `now` (seconds since the epoch)."""
    replace = msgspec.structs.replace
    if tick.hours is TradingHours.PRE:
        return replace(known, pre_price=tick.price)
    if tick.hours is TradingHours.POST:
        return replace(known, post_price=tick.price)
    given = {name: getattr(tick, name) for name in ("time", "day_high", "day_low", "volume", "bid", "ask")}
    return replace(known, price=tick.price, received_at=now, **{n: v for n, v in given.items() if v is not None})
