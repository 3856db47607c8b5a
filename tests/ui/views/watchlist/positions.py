"""What is held, and what it is worth."""

from __future__ import annotations

from datetime import date

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.bars import RangeStart
from r2k_tui.ui.views.watchlist.portfolio import PortfolioValue, valued

TODAY = date(2031, 5, 15)


def quote(symbol: str, price: float | None = 110.0, before: float | None = 100.0, currency: str = "USD") -> Quote:
    noon = bar_of_day(TODAY) + 16 * 3600.0
    return Quote(symbol, price, before, currency=currency, time=noon, received_at=noon)


def value(
    *holdings: Holding, quotes: tuple[Quote, ...], name: str = "1D", cash: float = 0.0, **starts: str
) -> PortfolioValue:
    known = {s: RangeStart(s, text.split("@")[1], float(text.split("@")[0])) for s, text in starts.items()}
    return valued(PortfolioSettings(cash, holdings), {q.symbol: q for q in quotes}, name, known)


def text_of(lines: list[tuple[tuple[str, str], ...]]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)
