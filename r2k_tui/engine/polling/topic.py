"""Topic: the schedule of its polls, and its backoff after failures."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random

import msgspec

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.clock import Clock
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.base import RateLimited, SourceError
from r2k_tui.sources.limits import Backoff, Breaker

log = logging.getLogger(__name__)
# Sleeps are split into slices of this length, so that a suspended machine or a clock jump is detected.
_LONGEST_NAP_S, _LEAST_NAP_S = 30.0, 0.05


class Incomplete(Exception):
    """Round that fetched only a part; the message names what is missing.

    The topic stays healthy, and polls again after the backoff instead of a full period.
    """


class Topic:
    """Scheduled polls of one kind of data. Each poll is scheduled after the previous one ends, so polls never overlap.

    `poll` raises SourceError when nothing arrived and Incomplete when a part did; any other exception is shown as a
    defect, and polling continues. `publish` receives every status of the topic. `expected_requests` is the number of
    requests that the newest round needs without failures: once a failing topic has sent that many within one period, it
    waits the full step of its backoff instead of a random part of it, but never longer than that step. `overnight` is
    the interval in seconds while the exchange is closed and another market trades; 0 for none.
    """

    def __init__(
        self,
        name: str,
        cadence: Cadence,
        poll: Callable[[], Awaitable[str]],
        *,
        clock: Clock,
        session: Callable[[], Session],
        publish: Callable[[FeedStatus], None],
        backoff: Backoff,
        breaker: Breaker,
        random: Random,
        last: FeedStatus | None = None,
        expected_requests: Callable[[], int] | None = None,
        overnight: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._overnight = overnight
        self._expected_requests = expected_requests
        self._left, self._counted_at, self._sent_before = 0, 0.0, 0
        self._incomplete = 0
        self._least_s, self._requested_at = 0.0, float("-inf")
        self._cadence, self._poll, self._clock, self._session = cadence, poll, clock, session
        self._publish, self._backoff, self._breaker, self._random = publish, backoff, breaker, random
        self._wake = asyncio.Event()
        self.attempted = asyncio.Event()
        last_success = last.last_success if last else None
        self.status = FeedStatus(name, last_success=last_success)

    def wake(self) -> None:
        """Poll as soon as the breaker allows."""
        self._wake.set()

    def insist(self) -> None:
        """Poll now for a user; while the breaker is open only one topic does, see Breaker."""
        self._breaker.insist()
        self.wake()

    def end_pause(self) -> None:
        """Close the breaker; if this topic has waited for that, it polls now."""
        self._breaker.reset(insisted=True)

    def request_poll(self) -> None:
        """Poll as soon as the breaker allows, at most once per usual period. A failing topic stays on its backoff."""
        now, period = self._clock(), self._usual_period() or self._least_s
        if self.status.failures or 0 <= now - self._requested_at < period:
            return
        self._requested_at = now
        self.wake()

    @property
    def polls_once(self) -> bool:
        """Whether the current session phase has a single poll."""
        return not self._period()

    def set_min_interval(self, least_s: float) -> None:
        """Set the minimum interval between polls in seconds; a shorter one than before triggers a poll."""
        quicker, self._least_s = least_s < self._least_s, least_s
        if quicker:
            self.wake()

    def _period(self) -> float:
        """Interval between polls in the current session phase, in seconds; 0 where there is a single poll."""
        period = self._usual_period()
        return max(period, self._least_s) if period else 0.0

    def _usual_period(self) -> float:
        """Same interval, without the minimum interval."""
        phase = self._session().phase
        period: float = getattr(self._cadence, phase.value)
        night = self._overnight() if phase is Phase.CLOSED else 0.0
        return min(period or night, night or period)

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            await self._attempt()
            self.attempted.set()
            await self._rest()

    async def _attempt(self) -> None:
        self._wake.clear()
        insisted = self._breaker.is_open
        if not self._breaker.lets_through():
            self._breaker.call_when_ended(self.wake)
            self._set(state=FeedState.BLOCKED, next_try=self._breaker.open_until, message=self._breaker.reason)
            return
        self._sent_before = self.status.requests
        try:
            message = await self._poll()
        except RateLimited as error:
            until = self._breaker.trip(error.retry_at, str(error))
            self._breaker.call_when_ended(self.wake)
            self._failed(FeedState.BLOCKED, until, str(error))
        except SourceError as error:
            self._failed(FeedState.FAILING, None, str(error))
        except Incomplete as error:
            self._breaker.reset(insisted=insisted)
            self._incomplete += 1
            self._succeeded(str(error))
        except Exception as error:
            log.exception("topic %s", self.status.topic)
            self._failed(FeedState.FAILING, None, f"defect in R2K: {type(error).__name__}: {error}")
        else:
            self._breaker.reset(insisted=insisted)
            self._incomplete = 0
            self._succeeded(message)

    def _failed(self, state: FeedState, until: float | None, message: str) -> None:
        failures = self.status.failures + 1
        next_try = until if until is not None else self._clock() + self._pause(failures)
        self._set(state=state, failures=failures, next_try=next_try, message=message)

    def _pause(self, failures: int) -> float:
        """Wait after the n-th consecutive failure in seconds: at most one backoff step, so that a topic with a long
        period recovers as soon as the others do."""
        now, wait = self._clock(), self._backoff.delay(failures)
        if self._expected_requests is None:
            return wait
        period = self._period() * self._random.uniform(0.95, 1.05)
        if failures == 1 or not self._counted_at <= now < self._counted_at + period:
            self._left, self._counted_at = self._expected_requests(), now
        self._left -= max(1, self.status.requests - self._sent_before)
        if self._left > 0:
            return wait
        return max(wait, min(self._backoff.step(failures), self._counted_at + period - now))

    def _succeeded(self, message: str) -> None:
        now, session = self._clock(), self._session()
        period = self._period()
        next_try = now + period * self._random.uniform(0.95, 1.05) if period else session.changes_at
        if self._incomplete:
            again = now + self._backoff.delay(self._incomplete)
            next_try = again if next_try is None else min(next_try, again)
        state = FeedState.OK if period else FeedState.IDLE
        self._set(state=state, failures=0, last_success=now, next_try=next_try, message=message)

    async def _rest(self) -> None:
        """Wait for the next attempt, a wake-up or the next session phase, whichever comes first."""
        phase, began = self._session().phase, self._clock()
        while not self._wake.is_set():
            now = self._clock()
            due = self.status.next_try
            # Well before the rest began: the clock was set back, and the old due time may be days away.
            if (due is not None and now >= due) or now < began - _LONGEST_NAP_S:
                return
            if self.status.failures == 0 and self._session().phase is not phase:
                return
            # Not below the minimum: the clock of a replay may be paused just before the due time.
            nap = _LONGEST_NAP_S if due is None else min(_LONGEST_NAP_S, max(_LEAST_NAP_S, due - now))
            # Not wait_for: before Python 3.12 it swallows a cancellation that coincides with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(nap):
                    await self._wake.wait()

    def _set(self, **changes: object) -> None:
        self.status = msgspec.structs.replace(self.status, **changes)
        self._publish(self.status)

    def count_requests(self, requests: int) -> None:
        """Record the number of requests sent so far; published with the outcome of the poll."""
        self.status = msgspec.structs.replace(self.status, requests=requests)
