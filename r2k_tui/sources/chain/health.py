"""Health of a provider on one topic: whether it serves, and when it is retried after a failure."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from r2k_tui.sources.base import SourceError
from r2k_tui.sources.chain.failures import copied
from r2k_tui.sources.limits import Backoff

# Good answers after which a provider that failed serves again.
ENOUGH_GOOD = 2
# A remaining wait longer than the one that was set means that the clock was set back.
_CLOCK_SLACK_S = 1.0


class ProviderTopic(StrEnum):
    """Kind of request; a provider may fail on one and serve another."""

    QUOTES = "quotes"
    BARS = "bars"
    NEWS = "news"
    FUNDS = "funds"


class TopicHealth:
    """Owner of the failures of one provider on one topic.

    `error`: failure that it has not recovered from, None while it serves. `failures`: number of consecutive failures.
    `next_try`: seconds since the epoch.
    """

    def __init__(self, backoff: Backoff, clock: Callable[[], float]) -> None:
        self._backoff, self._clock = backoff, clock
        self.error: SourceError | None = None
        self.failures, self.next_try = 0, 0.0
        self._good, self._wait, self._spoiled = 0, 0.0, ""

    @property
    def serves(self) -> bool:
        """Whether it is healthy, so its responses are used."""
        return self.error is None

    @property
    def is_due(self) -> bool:
        """Whether a retry is due; it is a probe while another provider serves."""
        return not 0 < self.next_try - self._clock() <= self._wait + _CLOCK_SLACK_S

    @property
    def words(self) -> str:
        """Message about the failure and the progress of the recovery; "" while it serves."""
        if self.error is None:
            return ""
        words = str(self.error)
        return f"{words.rstrip('.')}. {self._good} of {ENOUGH_GOOD} good answers since." if self._good else words

    def failed(self, error: SourceError, until: float = 0.0) -> None:
        """Record a failure; the next try is after one step of the backoff, and not before `until`."""
        self.failures += 1
        self._good, self._spoiled, self.error = 0, "", copied(error)
        now = self._clock()
        self._wait = max(self._backoff.delay(self.failures), until - now)
        self.next_try = now + self._wait

    def spoiled(self, error: SourceError, of: str) -> None:
        """Record an unusable response about one symbol; the next one about a different symbol is a failure."""
        if self.error is not None or self._spoiled not in ("", of):
            self.failed(error)
        else:
            self._spoiled = of

    def answered(self) -> None:
        """Record a good response; the second one after a failure ends it and may follow at once."""
        self._spoiled = ""
        if self.error is None:
            return
        self._good += 1
        self.next_try = self._clock()
        if self._good >= ENOUGH_GOOD:
            self.error, self.failures, self._good = None, 0, 0

    def hurry(self) -> None:
        """Make the next try due at once."""
        self.next_try = self._clock()
