"""Points of the efficient frontier."""

from __future__ import annotations

import msgspec


class FrontierPoint(msgspec.Struct, frozen=True):
    """Minimum volatility at a given return."""

    ret: float
    vol: float
    weights: dict[str, float]
