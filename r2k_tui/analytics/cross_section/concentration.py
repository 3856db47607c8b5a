"""Concentration of an index: how many names its weight is spread over."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats

TOP = 8


class Concentration(NamedTuple):
    """Effective number of names, share of the `TOP` largest weights, and members with a weight above zero."""

    effective: float
    top: float
    n: int


def concentration(weights: Floats) -> Concentration:
    """1 / sum(w^2) and the sum of the largest weights, of the weights scaled to a sum of one; NaN without any weight.

    Cash and every position that is no stock must be left out before. 1 / sum(w^2) is the inverse of Herfindahl's index:
    `n` equal weights have `n` effective names. Source: Adelman, Review of Economics and Statistics 51 (1969).
    """
    held = weights[np.isfinite(weights) & (weights > 0)]
    if not len(held):
        return Concentration(float("nan"), float("nan"), 0)
    shares = held / held.sum()
    return Concentration(1.0 / float(shares @ shares), float(np.sort(shares)[::-1][:TOP].sum()), len(shares))
