"""What a source offers that can push prices, beside being asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Protocol, runtime_checkable

import msgspec


class TradingHours(Enum):
    """Which part of the day a price was made in."""

    PRE = "pre"
    REGULAR = "regular"
    POST = "post"


class Tick(msgspec.Struct, frozen=True):
    """One price as it was pushed; `time` in seconds since the epoch, a field that was not pushed is None."""

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
    """Who follows a stream. Called in the event loop that `follow` runs in; never waits."""

    def symbols(self) -> tuple[str, ...]:
        """What is to be subscribed to at this moment."""

    def expects(self) -> bool:
        """Whether prices should be coming now: silence means nothing while the market is closed."""

    def receive(self, ticks: Mapping[str, Tick]) -> None:
        """The newest price of each symbol since the call before."""

    def up(self) -> None:
        """Prices come."""

    def down(self, message: str, wait_s: float) -> None:
        """They do not come any more; the next try is in `wait_s` seconds."""


class QuoteStream(Protocol):
    """Prices that are pushed."""

    async def follow(self, listener: Listener) -> None:
        """Connect, subscribe and listen, again and again, until cancelled."""


@runtime_checkable
class StreamingSource(Protocol):
    """A source that can push prices."""

    def stream(self) -> QuoteStream | None:
        """The stream, None where the settings do not want one."""
