"""Returns of the readings, carried on to the price of this moment."""

from __future__ import annotations

from r2k_tui.ui.mirror.mirror import Mirror


def carried_on(mirror: Mirror, symbol: str, key: str) -> float | None:
    """A return of the readings as of the last quote, so that both move together; None where it is not known."""
    value, close = mirror.number(key, symbol), mirror.number("last_close", symbol)
    quote = mirror.quotes.get(symbol)
    if value is None or not close or quote is None or quote.price is None:
        return value
    return (1.0 + value) * quote.price / close - 1.0
