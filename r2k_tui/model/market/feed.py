"""The health of a topic, and problems told in plain words."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

# The kind of problem of a price that is doubted: the last good one stays, marked.
UNCONFIRMED = "unconfirmed"
# Topics without which quotes, charts and readings of the market are as good as before: their health is shown in the
# feed view and nowhere else.
OPTIONAL_TOPICS = ("news", "holdings", "universe", "members", "large", "macro")


class FeedState(StrEnum):
    """What a topic is doing."""

    STARTING = "starting"
    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked"
    IDLE = "idle"


TROUBLES = (FeedState.FAILING, FeedState.BLOCKED)


class FeedStatus(msgspec.Struct, frozen=True):
    """Health of one topic; times in seconds since the epoch (UTC). `progress`: how far a long poll has come."""

    topic: str
    state: FeedState = FeedState.STARTING
    last_success: float | None = None
    next_try: float | None = None
    failures: int = 0
    requests: int = 0
    message: str = ""
    progress: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Something that was asked for and is missing or wrong, in words for a person."""

    symbol: str
    kind: str
    message: str

    @property
    def named(self) -> str:
        """The message, which names the symbol once."""
        words = re.split(r"[\s,;:]+", self.message.rstrip("."))
        return self.message if not self.symbol or self.symbol in words else f"{self.symbol}: {self.message}"
