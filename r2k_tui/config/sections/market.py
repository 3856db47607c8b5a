"""Which symbols play which part."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section, Symbol


class MarketSettings(Section, frozen=True):
    """Which symbols play which part."""

    index: Symbol = "^RUT"
    small_fund: Symbol = "IWM"
    large_index: Symbol = "^GSPC"
    large_fund: Symbol = "SPY"
    implied_volatility: Symbol = "^RVX"
    implied_volatility_fallback: Symbol = "^VIX"
    high_yield: Symbol = "HYG"
    treasury: Symbol = "IEF"
    bill: Symbol = "^IRX"
    risk_free: Annotated[float, msgspec.Meta(ge=-0.05, le=0.5)] | None = None
