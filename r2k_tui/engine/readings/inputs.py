"""Inputs of an analysis: the symbol's own bars, exchange sessions, and the series it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings


class Role(StrEnum):
    """Role of another series relative to the analyzed symbol; each is named after its key in `[market]`."""

    LARGE_INDEX = "large_index"
    LARGE_FUND = "large_fund"
    SMALL_FUND = "small_fund"
    IMPLIED = "implied_volatility"
    IMPLIED_FALLBACK = "implied_volatility_fallback"
    HIGH_YIELD = "high_yield"
    TREASURY = "treasury"
    BILL = "bill"


class ReadingInputs(msgspec.Struct, frozen=True, eq=False):
    """Complete inputs of one analysis.

    `sessions`: session days of the exchange, ascending, over the history and at least 40 days beyond it.
    `provisional`: the last bar of `own` is a session in progress. `risk_free`: a fixed annual rate; None uses the
    last BILL / 100 before each day. `market`: the index, and the symbol of each role.
    """

    own: DailySeries
    sessions: Days
    context: Mapping[Role, DailySeries]
    provisional: bool = False
    risk_free: float | None = None
    source: str = ""
    market: MarketSettings = MarketSettings()

    def symbol(self, role: Role) -> str:
        """Symbol in a role."""
        symbol: str = getattr(self.market, role.value)
        return symbol
