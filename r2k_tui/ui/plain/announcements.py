"""The pace of announcements: at most one in some seconds, the most important first, each subject once. Pure."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

# Seconds between two announcements: what is urgent waits less.
GAP_S, URGENT_GAP_S = 3.0, 1.0
# What nobody has heard after this time is old news.
OLD_S = 60.0


class Rank(IntEnum):
    """Importance of an announcement; the lowest goes first."""

    ALERT = 0
    HALT = 1
    FEED = 2
    MARKET = 3
    PRICE = 4


class Announcement(NamedTuple):
    """One line to say. `subject`: a later announcement about the same replaces it. `weight`: the largest goes first."""

    subject: str
    rank: Rank
    words: str
    weight: float = 0.0


class AnnouncementQueue:
    """Announcements that wait, and when the next may be said; times in seconds."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[Rank, str], tuple[Announcement, float]] = {}
        self._last = float("-inf")

    def add(self, announcement: Announcement, now: float) -> None:
        """Let it wait for its turn. Alerts are never replaced."""
        subject = announcement.words if announcement.rank is Rank.ALERT else announcement.subject
        self._waiting[announcement.rank, subject] = announcement, now

    def spoken(self, now: float) -> None:
        """Something else was said: what waits keeps its distance from it."""
        self._last = now

    def drop_prices(self) -> None:
        """Forget the prices that wait."""
        self._waiting = {key: value for key, value in self._waiting.items() if key[0] is not Rank.PRICE}

    def next(self, now: float) -> Announcement | None:
        """The announcement to say now; None while nothing waits, or it is too soon."""
        self._waiting = {
            key: (one, since)
            for key, (one, since) in self._waiting.items()
            if one.rank is Rank.ALERT or now - since < OLD_S
        }
        if not self._waiting:
            return None
        key = min(self._waiting, key=lambda key: (key[0], -self._waiting[key][0].weight, self._waiting[key][1]))
        gap = URGENT_GAP_S if key[0] < Rank.MARKET else GAP_S
        if now - self._last < gap:
            return None
        self._last = now
        return self._waiting.pop(key)[0]
