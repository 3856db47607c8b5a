"""What a fund holds on one day: the members of the index, as far as anybody may know them."""

from __future__ import annotations

import msgspec

EQUITY = "Equity"


class FundHolding(msgspec.Struct, frozen=True, array_like=True):
    """One row of a fund's list.

    `ticker` as the fund spells it, `symbol` as a quote provider does ("" where nobody quotes it: warrants, escrow,
    cash). `weight` is a fraction of the fund by market value, `price` in `currency`; what the list leaves out is None.
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

    @property
    def is_equity(self) -> bool:
        """Whether it is a stock, not cash or a future."""
        return self.asset_class.casefold() == EQUITY.casefold()


class FundHoldings(msgspec.Struct, frozen=True):
    """The list of one fund as of one day (`YYYY-MM-DD`).

    `stated_weight`: what the weights of the list add up to by its own account, near 1. `origin` says where it was
    got from, `retrieved_at` when (seconds since the epoch). Order is that of the list, largest first.
    """

    fund: str
    as_of: str
    rows: tuple[FundHolding, ...]
    stated_weight: float
    origin: str = ""
    retrieved_at: float = 0.0

    def equities(self) -> tuple[FundHolding, ...]:
        """The stocks: the members."""
        return tuple(row for row in self.rows if row.is_equity)
