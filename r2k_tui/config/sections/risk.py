"""The risk budget of a position."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section


class RiskBudget(Section, frozen=True):
    """What a position may cost: `capital` in dollars, the rest as fractions of it; `limit` is the most ever held."""

    capital: Annotated[float, msgspec.Meta(gt=0, le=1e15)] = 100_000.0
    budget: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.01
    volatility: Annotated[float, msgspec.Meta(gt=0, le=5)] = 0.10
    limit: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0
