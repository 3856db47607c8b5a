"""Provider of a chain: a source with its own rate limit, circuit breaker, deadline and health."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import TypeVar

from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.text import clean
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import (
    BadData,
    NotFound,
    PartialSource,
    Paused,
    ProviderOff,
    RateLimited,
    RequestTooLong,
    Source,
    SourceError,
    Unavailable,
)
from r2k_tui.sources.chain.health import ProviderTopic, TopicHealth
from r2k_tui.sources.chain.negative_cache import NegativeCache
from r2k_tui.sources.chain.repetition import Repetition
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.sources.streaming import QuoteStream, StreamingSource

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
# Longer lists are only for a provider that answers them in one request.
LONG_LIST = 100
# A provider enforces its own deadline; the chain waits a little longer for the error that it raises.
_SLACK = 1.2


class Provider:
    """Owner of one source of a chain. `deadline_s` is that of one request."""

    def __init__(
        self, source: Source, limits: SourceLimits, deadline_s: float, clock: Callable[[], float], random: Random
    ) -> None:
        self.source, self.name, self._deadline, self._clock = source, source.name, deadline_s, clock
        self.capabilities = source.capabilities
        self.breaker = Breaker(limits.breaker_s, clock)
        self._bucket = TokenBucket(limits.requests_per_minute, limits.burst, clock)
        backoff = Backoff(limits.backoff_s, limits.backoff_max_s, random)
        self.health = {topic: TopicHealth(backoff, clock) for topic in ProviderTopic}
        self.missing_quotes = NegativeCache[str](clock)
        self.repetition = Repetition()
        # Symbols that it has delivered, see quote_request.
        self.answered: set[str] = set()
        self.missing_bars = NegativeCache[tuple[str, Interval]](clock)
        self.on_change: Callable[[FeedStatus], None] = lambda _: None
        # Every round asks for every symbol, and a check against a protocol takes longer than the answer.
        self._partial = source if isinstance(source, PartialSource) else None
        self._requests = 0
        self._last_success: float | None = None
        self._told = FeedStatus(self.name, FeedState.IDLE, provider=True)

    @property
    def most_symbols(self) -> int:
        """Maximum number of symbols in one request for quotes."""
        return max(1, self.capabilities.most_symbols)

    @property
    def takes_long_lists(self) -> bool:
        """Whether one request takes a list of any length."""
        return self.most_symbols > LONG_LIST

    @property
    def is_prompt(self) -> bool:
        """Whether it answers at the pace of the settings; others want to be asked rarely and take their time."""
        return self.capabilities.quote_cadence_s is None

    @property
    def is_blocked(self) -> bool:
        """Whether its service requested a pause, and no user has forced a request."""
        return self.breaker.is_open and not self.breaker.is_forced

    @property
    def pause_until(self) -> float | None:
        """End of the pause that its service requested; None without one."""
        return self.breaker.open_until if self.breaker.is_open else None

    def covers(self, symbol: str) -> bool:
        """Whether it can have the symbol."""
        if self._partial is None:
            return True
        try:
            return bool(self._partial.covers(symbol))
        except Exception as error:
            self.health[ProviderTopic.QUOTES].failed(self._off(error))
            return False

    def serves(self, topic: ProviderTopic) -> bool:
        """Whether it is healthy on a topic, so its responses are used."""
        return self.health[topic].serves and not self.is_blocked

    def is_due(self, topic: ProviderTopic) -> bool:
        """Whether a retry is due on a topic on which it failed."""
        return not self.is_blocked and self.health[topic].is_due

    def failure(self, topic: ProviderTopic) -> SourceError | None:
        """Pause that its service requested, or failure that it has not recovered from; None while it serves."""
        return Paused(self.breaker.reason, self.pause_until) if self.is_blocked else self.health[topic].error

    def insist(self) -> None:
        """Allow a request at once, for a user."""
        self.breaker.insist()
        for health in self.health.values():
            health.hurry()

    def stream(self) -> QuoteStream | None:
        """Its stream; None where it has none, or cannot make it."""
        try:
            return self.source.stream() if isinstance(self.source, StreamingSource) else None
        except Exception as error:
            self._off(error)
            return None

    async def close(self) -> None:
        """Close its source; a failure is only logged, because the other providers must be closed as well."""
        try:
            await self.source.close()
        except Exception as error:
            self._off(error)

    def repeats(self, message: str) -> None:
        """Record that its quotes are frozen."""
        self.repetition.begin(message)
        self.health[ProviderTopic.QUOTES].failed(BadData(message))
        self._tell()

    async def ask(
        self,
        topic: ProviderTopic,
        call: Callable[[], Awaitable[Answer]],
        *,
        of: str = "",
        requests: int = 1,
        shortens: bool = False,
    ) -> Answer:
        """Response of `call` within the rate limit and the deadline; its outcome updates the health.

        `of`: the only symbol of the request, because unusable data may then be the symbol's fault. `shortens`: the
        caller retries a refused request with fewer symbols, so a refusal without a retry time is not yet a failure.
        Raises nothing but SourceError.
        """
        health, forced = self.health[topic], self.breaker.is_open
        if not self.breaker.lets_through():
            raise Paused(self.breaker.reason, self.breaker.open_until)
        try:
            answer = await self._limited(call, requests, first=topic is ProviderTopic.QUOTES)
        except NotFound:
            self._succeeded(health, forced=forced)
            raise
        except RateLimited as error:
            if shortens and error.retry_at is None:
                raise
            health.failed(error, self.breaker.trip(error.retry_at, str(error)))
            raise
        except BadData as error:
            if shortens and isinstance(error, RequestTooLong):
                raise
            health.spoiled(error, of) if of else health.failed(error)
            raise
        except SourceError as error:
            health.failed(error)
            raise
        else:
            self._succeeded(health, forced=forced)
            return answer
        finally:
            self._tell()

    async def _limited(self, call: Callable[[], Awaitable[Answer]], requests: int, *, first: bool) -> Answer:
        for _ in range(requests):
            await self._bucket.take(first=first)
        self._requests += requests
        seconds = self._deadline * requests
        try:
            async with asyncio.timeout(seconds * _SLACK):
                return await call()
        except SourceError:
            raise
        except TimeoutError:
            raise Unavailable(f"{self.name} gave no answer within {seconds:g} s.") from None
        except Exception as error:
            raise self._off(error) from None

    def _off(self, error: Exception) -> ProviderOff:
        """Failure of a provider that raised anything but a SourceError; the log has the details."""
        log.error("provider %s", self.name, exc_info=error)
        words = clean(f"{type(error).__name__}: {error}", 120)
        return ProviderOff(f"{self.name} does not work here ({words}).")

    def _succeeded(self, health: TopicHealth, *, forced: bool) -> None:
        health.answered()
        self.breaker.reset(insisted=forced)
        self._last_success = self._clock()

    @property
    def status(self) -> FeedStatus:
        """Health, with the provider's name as topic."""
        bad = [(topic, health) for topic, health in self.health.items() if health.error is not None]
        failures = max((health.failures for _, health in bad), default=0)
        if self.breaker.is_open:
            state, next_try, words = FeedState.BLOCKED, self.breaker.open_until, self.breaker.reason
        elif bad:
            topic, health = bad[0]
            state, next_try, words = FeedState.FAILING, health.next_try, f"{topic}: {health.words}"
        else:
            state, next_try, words = FeedState.OK if self._last_success else FeedState.IDLE, None, ""
        return FeedStatus(
            self.name, state, self._last_success, next_try, failures, self._requests, words, provider=True
        )

    def _tell(self) -> None:
        if (status := self.status) != self._told:
            self._told = status
            self.on_change(status)
