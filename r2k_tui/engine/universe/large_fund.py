"""The large fund: requested rarely, for the valuation that small companies are compared with."""

from __future__ import annotations

from r2k_tui.engine.universe.aggregates import valuation_of
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.engine.universe.snapshot import day_of
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.universe import Valuation
from r2k_tui.sources.base import QuoteBatch


class LargeFund:
    """Prices and fundamentals of the members of one more list."""

    def __init__(self) -> None:
        self._roll: Constituents | None = None
        self._prices = ConstituentPrices({}, ())

    def symbols(self) -> tuple[str, ...]:
        """Whom to ask for."""
        return self._roll.quoted() if self._roll is not None else ()

    def put(self, holdings: FundHoldings) -> None:
        """Put a list in place."""
        self._roll = Constituents(holdings)
        self._prices = ConstituentPrices(self._roll.places, self._roll.names)

    def take(self, asked: tuple[str, ...], batch: QuoteBatch) -> list[Fundamentals]:
        """Store a batch; returns the fundamentals that are new."""
        self._prices.take_quotes(batch.quotes)
        return self._prices.take_fundamentals(batch.fundamentals)

    def valuation(self) -> Valuation | None:
        """Forward P/E and growth as they are known now."""
        if self._roll is None:
            return None
        day = day_of(self._roll, self._prices, CloseHistory.unknown(len(self._roll)))
        return valuation_of(self._roll, self._prices, day.price, day.weight)
