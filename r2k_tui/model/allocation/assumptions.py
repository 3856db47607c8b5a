"""Inputs of a simulation that cannot be."""

from __future__ import annotations

from collections.abc import Mapping

# Minimum and maximum of each number.
LIMITS: dict[str, tuple[float, float]] = {
    "years": (1, 100),
    "paths": (100, 100_000),
    "block_days": (21, 1260),
    "seed": (0, 2**63 - 1),
    "start": (0.01, 1e12),
    "contribution": (0, 1e12),
    "withdrawal": (0, 1e12),
    "withdrawal_percent": (0, 100),
    "inflation": (-0.99, 1),
    "mean": (-0.9, 1),
    "volatility": (0, 2),
    "glide_years": (1, 100),
}
# The others are amounts, counts or percent; people type 6 for 6 %.
_FRACTIONS = ("inflation", "mean", "volatility")


def limits_fault(given: Mapping[str, object]) -> tuple[str, str] | None:
    """The first number outside its limits and what was expected of it; None if there is none."""
    for name, (low, high) in LIMITS.items():
        value = given.get(name)
        if isinstance(value, int | float) and not low <= value <= high:
            example = ", a fraction: 0.06 is 6 %" if name in _FRACTIONS else ""
            return name, f"{value:g}: expected {low:g} to {high:g}{example}"
    return None
