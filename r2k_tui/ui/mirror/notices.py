"""The last notices of this terminal, for those who missed them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from r2k_tui.model.text import clean

KEPT = 20
_LONGEST = 500


class Notice(NamedTuple):
    """What a notice said, when, and how serious it was: `information`, `warning` or `error`."""

    time: float
    severity: str
    words: str


class NoticeList:
    """The last notices, newest first; only this terminal knows them."""

    def __init__(self) -> None:
        self._kept: deque[Notice] = deque(maxlen=KEPT)

    def add(self, time: float, severity: str, title: str, message: str) -> None:
        """Keep a notice, its text cleaned; the oldest is forgotten."""
        words = ": ".join(part for part in (clean(title), clean(message, _LONGEST)) if part)
        self._kept.appendleft(Notice(time, severity, words))

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
