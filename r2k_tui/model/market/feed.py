"""Health of a topic, and problems in plain words."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

# Kind of the problem of a doubtful price: the last good price stays, marked.
UNCONFIRMED = "unconfirmed"
# Kind of the problem of a symbol on which two providers disagree.
PROVIDERS_DIFFER = "providers_differ"
# Problems that a chart tells beside the price of its symbol.
QUOTE_DOUBTS = (UNCONFIRMED, PROVIDERS_DIFFER)
# Kind of the problem of a provider whose answers repeat themselves; its symbol is the provider's name.
FROZEN = "frozen"
# Topics that quotes, charts and readings do not depend on: only the feed view shows their health.
OPTIONAL_TOPICS = (
    *("news", "holdings", "universe", "members", "large", "styles", "macro"),
    *("events", "releases", "shorts", "halts", "insiders", "factors"),
)


class FeedState(StrEnum):
    """State of a topic."""

    STARTING = "starting"
    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked"
    IDLE = "idle"


TROUBLES = (FeedState.FAILING, FeedState.BLOCKED)


class FeedStatus(msgspec.Struct, frozen=True):
    """Health of one topic; times in seconds since the epoch (UTC). `progress`: where a long poll stands, or what
    the topic expects next, in words.

    `provider`: the topic is one provider of a chain; others stand in for it.
    """

    topic: str
    state: FeedState = FeedState.STARTING
    last_success: float | None = None
    next_try: float | None = None
    failures: int = 0
    requests: int = 0
    message: str = ""
    progress: str = ""
    provider: bool = False

    @property
    def optional(self) -> bool:
        """Whether quotes, charts and readings go on without this topic."""
        return self.provider or self.topic in OPTIONAL_TOPICS

    def says_the_same(self, other: FeedStatus | None) -> bool:
        """Whether another status of the topic differs in times and counts alone."""
        mine = (self.state, self.message, self.progress, self.provider)
        return other is not None and mine == (other.state, other.message, other.progress, other.provider)


class Problem(msgspec.Struct, frozen=True):
    """Requested data that is missing or wrong, in words for a person."""

    symbol: str
    kind: str
    message: str

    @property
    def named(self) -> str:
        """Message that names the symbol exactly once."""
        words = re.split(r"[\s,;:]+", self.message.rstrip("."))
        return self.message if not self.symbol or self.symbol in words else f"{self.symbol}: {self.message}"
