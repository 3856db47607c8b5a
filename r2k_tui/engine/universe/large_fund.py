"""Large-cap fund: polled rarely, as the benchmark for the small-cap valuation."""

from __future__ import annotations

from r2k_tui.engine.universe.aggregates import valuation_of
from r2k_tui.engine.universe.caps import MarketCaps, market_caps
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.engine.universe.snapshot import day_of
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.universe import Valuation
from r2k_tui.sources.base import QuoteBatch


class LargeFund:
    """Prices and fundamentals of the large-cap fund's constituents."""

    def __init__(self) -> None:
        self._roll: Constituents | None = None
        self._prices = ConstituentPrices({}, ())

    def symbols(self) -> tuple[str, ...]:
        """Symbols to request, in descending order of weight; empty before the first list."""
        return self._roll.quoted() if self._roll is not None else ()

    def put(self, holdings: FundHoldings) -> None:
        """Replace the holdings list and discard all prices and fundamentals."""
        self._roll = Constituents(holdings)
        self._prices = ConstituentPrices(self._roll.places, self._roll.names)

    def take(self, asked: tuple[str, ...], batch: QuoteBatch) -> list[Fundamentals]:
        """Store a batch; returns the new fundamentals."""
        self._prices.take_quotes(batch.quotes)
        return self._prices.take_fundamentals(batch.fundamentals)

    def caps(self) -> MarketCaps | None:
        """Market caps of the constituents; None without a list."""
        return None if self._roll is None else market_caps(self._roll, self._prices)

    def valuation(self) -> Valuation | None:
        """Current forward P/E and earnings growth; None without a list or without estimates."""
        if self._roll is None:
            return None
        day = day_of(self._roll, self._prices, CloseHistory.unknown(len(self._roll)))
        return valuation_of(self._roll, self._prices, day.price, day.weight)
