"""Lists of members as they are parsed, whole and cut."""

from __future__ import annotations

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.holdings.parse import parse_holdings


def parsed(data: bytes, name: str = "IWM.csv") -> FundHoldings:
    return parse_holdings(data, name)
