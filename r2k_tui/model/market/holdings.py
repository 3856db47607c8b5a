"""Holdings of a fund on one day: the best public proxy for the members of its index."""

from __future__ import annotations

import msgspec

EQUITY = "Equity"
_EQUITY = EQUITY.casefold()
# Funds of the styles of the index, and of the S&P SmallCap 600, whose members must have earned money.
VALUE_FUND, GROWTH_FUND, CORE_FUND = "IWN", "IWO", "IJR"


class FundHolding(msgspec.Struct, frozen=True, array_like=True):
    """One row of a fund's holdings.

    `ticker` is the fund's spelling, `symbol` that of a quote provider ("" without a quote: warrants, escrow, cash).
    `weight` is a fraction of the fund by market value, `price` in `currency`; what the list leaves out is None.
    Most lists have no identifiers: they are "" then.
    """

    ticker: str
    symbol: str
    name: str
    sector: str
    asset_class: str
    weight: float
    market_value: float | None = None
    shares: float | None = None
    price: float | None = None
    exchange: str = ""
    currency: str = ""
    cusip: str = ""
    isin: str = ""
    sedol: str = ""

    @property
    def is_equity(self) -> bool:
        """Whether the row is a stock, not cash or a future."""
        return self.asset_class == EQUITY or self.asset_class.casefold() == _EQUITY


class FundHoldings(msgspec.Struct, frozen=True):
    """Holdings of one fund as of one day (`YYYY-MM-DD`).

    `stated_weight`: sum of the weights as the list states them, near 1. `origin` names its provider, `retrieved_at` is
    in seconds since the epoch. Order is that of the list, largest first.
    """

    fund: str
    as_of: str
    rows: tuple[FundHolding, ...]
    stated_weight: float
    origin: str = ""
    retrieved_at: float = 0.0

    def equities(self) -> tuple[FundHolding, ...]:
        """Stocks among the holdings: the members."""
        return tuple(row for row in self.rows if row.is_equity)
