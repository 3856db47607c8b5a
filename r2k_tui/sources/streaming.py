"""Contract of a source that pushes prices."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Protocol, runtime_checkable

import msgspec


class TradingHours(Enum):
    """Part of the trading day that a price comes from."""

    PRE = "pre"
    REGULAR = "regular"
    POST = "post"


class Tick(msgspec.Struct, frozen=True):
    """Pushed price; `time` in seconds since the epoch; a field that was not pushed is None."""

    symbol: str
    price: float
    time: float | None = None
    hours: TradingHours = TradingHours.REGULAR
    day_high: float | None = None
    day_low: float | None = None
    volume: float | None = None
    bid: float | None = None
    ask: float | None = None


class Listener(Protocol):
    """Listener of a stream, called in the event loop of `follow`; it never blocks."""

    def symbols(self) -> tuple[str, ...]:
        """Symbols to subscribe to now."""

    def expects(self) -> bool:
        """Whether prices should arrive now: silence means nothing while the market is closed."""

    def receive(self, ticks: Mapping[str, Tick]) -> None:
        """Receive the newest price of each symbol since the previous call."""

    def up(self) -> None:
        """Prices have started to arrive."""

    def down(self, message: str, wait_s: float) -> None:
        """Prices have stopped; the next attempt is in `wait_s` seconds."""


class QuoteStream(Protocol):
    """Stream of pushed prices."""

    async def follow(self, listener: Listener) -> None:
        """Connect, subscribe and listen, with reconnects, until cancelled."""


@runtime_checkable
class StreamingSource(Protocol):
    """Source that can push prices."""

    def stream(self) -> QuoteStream | None:
        """Stream, or None where the settings disable it."""
