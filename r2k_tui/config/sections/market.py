"""The role of each symbol."""

from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import Section, Symbol


class MarketSettings(Section, frozen=True):
    """The role of each symbol."""

    index: Symbol = "^RUT"
    """Index of the header, the score and the gauge."""
    small_fund: Symbol = "IWM"
    """Fund of the index; source of volume readings."""
    large_index: Symbol = "^GSPC"
    """Index that an index is compared with."""
    large_fund: Symbol = "SPY"
    """Fund that a fund or a stock is compared with."""
    implied_volatility: Symbol = "^RVX"
    """Implied volatility of the index."""
    implied_volatility_fallback: Symbol = "^VIX"
    """Implied volatility of large caps, where the index has none."""
    high_yield: Symbol = "HYG"
    """High-yield bond fund, for the credit readings."""
    treasury: Symbol = "IEF"
    """Treasury fund, for the credit readings."""
    bill: Symbol = "^IRX"
    """Risk-free rate, quoted in percent per year."""
    risk_free: Annotated[float, msgspec.Meta(ge=-0.05, le=0.5)] | None = None
    """Fixed risk-free rate, as a fraction per year, in place of `bill`."""
    volatility_sources: tuple[Literal["cboe_history", "fred"], ...] = ()
    """Providers of the daily bars of `^RVX` and `^VIX` after the source, in the order in which they are tried."""
