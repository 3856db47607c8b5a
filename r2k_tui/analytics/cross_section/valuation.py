"""Valuation of a fund from its members: forward P/E as a weighted harmonic mean, aggregate earnings growth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats


class Harmonic(NamedTuple):
    """sum(w) / sum(w / PE): `value` is NaN where the yields do not add up to more than zero."""

    value: float
    coverage: float


def harmonic_pe(weights: Floats, yields: Floats, *, losses: bool) -> Harmonic:
    """P/E of the fund from `yields`, forward earnings over price of each member, NaN where unknown.

    With `losses` the yields of loss-makers are included; without, only those of profitable members. `coverage` is their
    share of the total weight.
    """
    known = np.isfinite(yields) & (weights > 0)
    if not losses:
        known &= yields > 0
    part, total = float(weights[known].sum()), float(weights.sum())
    earned = float((weights[known] * yields[known]).sum())
    return Harmonic(part / earned if earned > 0 else float("nan"), part / total if total > 0 else 0.0)


def aggregate_growth(weights: Floats, next_year: Floats, this_year: Floats, shares: Floats) -> Harmonic:
    """sum(next year's EPS x shares) / sum(this year's) - 1; NaN unless this year's sum is above zero."""
    before, after = this_year * shares, next_year * shares
    known = np.isfinite(before) & np.isfinite(after) & (weights > 0)
    part, total = float(weights[known].sum()), float(weights.sum())
    base = float(before[known].sum())
    value = float(after[known].sum()) / base - 1 if base > 0 else float("nan")
    return Harmonic(value, part / total if total > 0 else 0.0)
