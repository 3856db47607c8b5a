"""Session of the exchange: its phase and the next change."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Phase(StrEnum):
    """Phase of the trading day."""

    PRE = "pre"
    OPEN = "open"
    POST = "post"
    CLOSED = "closed"


class Session(msgspec.Struct, frozen=True):
    """State of one exchange; times in seconds since the epoch (UTC), None while the calendar is not loaded."""

    exchange: str = "XNYS"
    phase: Phase = Phase.CLOSED
    opens_at: float | None = None
    closes_at: float | None = None
    changes_at: float | None = None
    last_close_at: float | None = None
    always_open: bool = False
    half_day: bool = False

    @property
    def known(self) -> bool:
        """Whether the calendar of the exchange is loaded; before that, the phase means nothing."""
        bells = (self.opens_at, self.closes_at, self.last_close_at)
        return self.always_open or any(bell is not None for bell in bells)
