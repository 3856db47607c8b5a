"""Dispersion: how far the returns of the members of an index lie apart over one window."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats

_LEAST = 2


class Dispersion(NamedTuple):
    """Cap-weighted and equally weighted standard deviation across members, members and share of the weight behind it.

    Both are NaN where fewer than two members have a return.
    """

    cap: float
    equal: float
    n: int
    coverage: float


def dispersion(weights: Floats, returns: Floats) -> Dispersion:
    """sqrt(sum(w_i (r_i - sum(w r))^2)) over the members with a return, w scaled to a sum of one over them.

    `weights` are those at the start of the window, so that sum(w r) is the return of the index. Equally weighted:
    w = 1 / n. Source: Edwards and Lazzara, Dispersion: Measuring Market Opportunity, S&P Dow Jones Indices (2013).
    """
    known = np.isfinite(returns) & (weights > 0)
    total, held, found = float(weights[weights > 0].sum()), weights[known], returns[known]
    count = len(found)
    if count < _LEAST:
        return Dispersion(float("nan"), float("nan"), count, 0.0 if not count else float(held.sum()) / total)
    coverage = float(held.sum()) / total
    shares = held / held.sum()
    gaps = found - float(shares @ found)
    return Dispersion(float(np.sqrt(shares @ (gaps * gaps))), float(found.std()), count, coverage)
