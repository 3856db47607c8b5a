"""Log entries of an engine, for people."""

from __future__ import annotations

from enum import StrEnum

import msgspec

# Entries that an engine stores for terminals that join late, and most entries in a frame.
LOG_KEPT = 300


class Level(StrEnum):
    """Severity of an entry."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogEntry(msgspec.Struct, frozen=True, array_like=True):
    """Event of an engine at `time` (seconds since the epoch, UTC).

    `number` counts from 1 within one run of an engine; a gap tells the reader that entries were left out. A terminal's
    own entries have 0.
    """

    time: float
    level: Level
    topic: str
    message: str
    number: int = 0
