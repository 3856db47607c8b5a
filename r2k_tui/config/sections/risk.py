"""The risk budget of a position."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section


class RiskBudget(Section, frozen=True):
    """The risk budget of a position."""

    capital: Annotated[float, msgspec.Meta(gt=0, le=1e15)] = 100_000.0
    """Capital in the base currency of the portfolio."""
    budget: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.01
    """Share of the capital that a day as bad as the one-day CVaR 95 may cost."""
    volatility: Annotated[float, msgspec.Meta(gt=0, le=5)] = 0.10
    """Annual volatility that a position may add, as a share of the capital."""
    limit: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0
    """Maximum position, as a share of the capital; above 1 is leverage."""
