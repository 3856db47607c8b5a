"""The age of a quote as text, and returns brought up to date with it."""

from __future__ import annotations

from r2k_tui.model.market.freshness import age_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import COARSE, age, clock
from r2k_tui.ui.mirror.mirror import Mirror

_DAY_S = 86400


def age_word(quote: Quote | None, state: QuoteState, now: float) -> str:
    """The quote's age while it should move, the time of its close when the market is closed."""
    if quote is None:
        return numbers.MISSING
    since = quote.time if quote.time is not None else quote.received_at
    if state is QuoteState.STALE and now - since >= _DAY_S:
        return age(since, now)
    if state is QuoteState.CLOSED:
        return clock(since) if now - since < _DAY_S else age(since, now)
    if state is QuoteState.HALTED:
        return age(since, now, step=COARSE)
    old = age_of(quote, now)
    return age(now - (max(old, quote.delay_s) if state is QuoteState.DELAYED else old), now, step=COARSE)


def live_return(mirror: Mirror, symbol: str, key: str) -> float | None:
    """A return from the readings updated to the last quote, so that both move together; None where it is unknown."""
    value, close = mirror.number(key, symbol), mirror.number("last_close", symbol)
    quote = mirror.quotes.get(symbol)
    if value is None or not close or quote is None or quote.price is None:
        return value
    return (1.0 + value) * quote.price / close - 1.0
