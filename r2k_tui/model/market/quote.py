"""A quote and how fresh it is."""

from __future__ import annotations

from enum import StrEnum

import msgspec

# What the market is quoted in; a price in anything else is marked.
CURRENCY = "USD"


class QuoteState(StrEnum):
    """How far a quote may be trusted to be the present."""

    LIVE = "LIVE"
    DELAYED = "DELAYED"
    STALE = "STALE"
    OFFLINE = "OFFLINE"
    CLOSED = "CLOSED"


class Quote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The last known price of one symbol. Prices in `currency`, times in seconds since the epoch (UTC).

    A field that the source did not give is None, never 0. `decimals`: those that the source shows its prices with.
    """

    symbol: str
    price: float | None = None
    previous_close: float | None = None
    open: float | None = None
    day_high: float | None = None
    day_low: float | None = None
    volume: float | None = None
    bid: float | None = None
    ask: float | None = None
    pre_price: float | None = None
    post_price: float | None = None
    currency: str = ""
    name: str = ""
    time: float | None = None
    received_at: float = 0.0
    delay_s: float = 0.0
    source: str = ""
    decimals: int | None = None

    @property
    def change(self) -> float | None:
        """Price minus previous close, in `currency`."""
        if self.price is None or self.previous_close is None:
            return None
        return self.price - self.previous_close

    @property
    def change_fraction(self) -> float | None:
        """Price over previous close, minus 1."""
        if self.price is None or not self.previous_close:
            return None
        return self.price / self.previous_close - 1.0


class Spark(msgspec.Struct, frozen=True, array_like=True):
    """The small picture beside a quote: closes of the last session, or of the last sessions of an end-of-day source."""

    symbol: str
    span: str
    values: tuple[float, ...] = ()
    average_volume_20d: float | None = None
