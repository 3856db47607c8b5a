"""Rows of the table of quotes, and their cells as text."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.ui.views.watchlist.cells import QuoteRow


def row(quote: Quote | None, **parts: object) -> QuoteRow:
    symbol = quote.symbol if quote else "XYZ"
    return QuoteRow(symbol, quote, None, QuoteState.LIVE, 0, "<10s")._replace(**parts)  # type: ignore[arg-type]


def quoted(price: float | None = 100.0, before: float | None = 90.0, **parts: object) -> Quote:
    return Quote("A", price, before, **parts)  # type: ignore[arg-type]
