"""Funds whose lists are known: their products at iShares, their series at the SEC, and how many stocks they hold."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.holdings.errors import ListTruncated

LATEST = "https://www.ishares.com/us/products/{product}/{slug}/latest-holdings.csv"


class FundRecord(NamedTuple):
    """Fund of iShares: its product number and address, its SEC series ("" if not known), and its fewest stocks."""

    product: int
    slug: str
    series: str
    fewest: int

    @property
    def latest(self) -> str:
        """Address of its newest list."""
        return LATEST.format(product=self.product, slug=self.slug)


# The fewest stocks are a tenth or so below the usual number: a list with fewer was cut off.
FUNDS = {
    "IWM": FundRecord(239710, "ishares-russell-2000-etf", "S000004344", 1800),
    "IWB": FundRecord(239707, "ishares-russell-1000-etf", "S000004347", 900),
    "IWN": FundRecord(239712, "ishares-russell-2000-value-etf", "", 1200),
    "IWO": FundRecord(239709, "ishares-russell-2000-growth-etf", "", 900),
}


def check_size(found: FundHoldings) -> None:
    """Raise ListTruncated for a list with fewer stocks than its fund has; a fund that is not known may have any."""
    known, count = FUNDS.get(found.fund), len(found.equities())
    if known is not None and count < known.fewest:
        raise ListTruncated(
            f"the list of {found.fund} holds {count:,} stocks, and the fund at least {known.fewest:,}: it is cut off"
        )
