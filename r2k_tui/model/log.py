"""The log: what happened to an engine, in words for a person."""

from __future__ import annotations

from enum import StrEnum

import msgspec

# How many entries an engine keeps for those who join late, and a frame carries at most.
LOG_KEPT = 300


class Level(StrEnum):
    """How much an entry matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogEntry(msgspec.Struct, frozen=True, array_like=True):
    """One thing that happened, at `time` (seconds since the epoch, UTC).

    `number` counts from 1 within one life of an engine, without a gap: where a reader sees one, entries were left
    out. A terminal's own entries have 0.
    """

    time: float
    level: Level
    topic: str
    message: str
    number: int = 0
