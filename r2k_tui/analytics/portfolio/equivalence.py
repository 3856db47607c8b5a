"""Statistically equivalent region of a frontier: columns of volatility, each with a minimum return."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats

COLUMNS = 20


class EquivalentColumns(NamedTuple):
    """Edges of n adjoining columns of volatility, n + 1 ascending values, and the minimum return in each of them."""

    edges: Floats
    least: Floats


def equivalent_columns(
    vols: Floats, returns: Floats, frontier_vols: Floats, frontier_returns: Floats, share: float = 0.9
) -> EquivalentColumns:
    """The region that holds `share` of the resampled portfolios, given their figures at the moments of the sample.

    Each column holds an equal number of the portfolios; its base is the largest return that `share` of them reach, or
    that of the frontier at its left edge if that is less, so that the frontier itself, whose volatilities ascend, is
    inside. The outer columns reach to the ends of the frontier. Source: Michaud, Efficient Asset Management (1998),
    sample acceptance regions.
    """
    # Edges are volatilities of portfolios, so that no column is empty.
    last = -(-np.arange(1, COLUMNS + 1) * len(vols) // COLUMNS) - 1
    edges = np.unique(np.sort(vols)[[0, *last]])
    edges = edges if len(edges) > 1 else np.repeat(edges, 2)
    place = np.searchsorted(edges[1:-1], vols, side="left")
    edges[0], edges[-1] = min(edges[0], frontier_vols[0]), max(edges[-1], frontier_vols[-1])
    efficient = np.interp(edges[:-1], frontier_vols, frontier_returns)
    base = np.array([np.quantile(returns[place == i], 1.0 - share, method="lower") for i in range(len(edges) - 1)])
    return EquivalentColumns(edges, np.minimum(base, efficient))
