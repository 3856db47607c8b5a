"""The inputs of an analysis: the symbol's own bars, exchange sessions, and the series it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings


class Role(StrEnum):
    """What another series is to the analyzed symbol; each is named as its key in `[market]`."""

    LARGE_INDEX = "large_index"
    LARGE_FUND = "large_fund"
    SMALL_FUND = "small_fund"
    IMPLIED = "implied_volatility"
    IMPLIED_FALLBACK = "implied_volatility_fallback"
    HIGH_YIELD = "high_yield"
    TREASURY = "treasury"
    BILL = "bill"


class ReadingInputs(msgspec.Struct, frozen=True, eq=False):
    """Everything that one analysis knows.

    `sessions`: session days of the exchange, ascending, over the history and at least 40 days beyond it.
    `provisional`: the last bar of `own` is a session still under way. `risk_free`: a fixed annual rate; None takes
    the last BILL / 100 before each day. `market`: the index, and the symbol of each role.
    """

    own: DailySeries
    sessions: Days
    context: Mapping[Role, DailySeries]
    provisional: bool = False
    risk_free: float | None = None
    source: str = ""
    market: MarketSettings = MarketSettings()

    def symbol(self, role: Role) -> str:
        """The symbol that plays a role."""
        symbol: str = getattr(self.market, role.value)
        return symbol
