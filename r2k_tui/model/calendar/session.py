"""The exchange's session: which phase it is in and what comes next."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Phase(StrEnum):
    """Where the exchange stands in its day."""

    PRE = "pre"
    OPEN = "open"
    POST = "post"
    CLOSED = "closed"


class Session(msgspec.Struct, frozen=True):
    """The state of one exchange; times in seconds since the epoch (UTC), None while the calendar is not loaded."""

    exchange: str = "XNYS"
    phase: Phase = Phase.CLOSED
    opens_at: float | None = None
    closes_at: float | None = None
    changes_at: float | None = None
    last_close_at: float | None = None
    always_open: bool = False
    half_day: bool = False
