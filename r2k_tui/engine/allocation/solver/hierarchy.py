"""Weights of hierarchical risk parity, without limits."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats


def hierarchical_risk_parity(covariance: Floats) -> Floats:
    """Weights by recursive bisection of the members in the order of a single-linkage tree.

    The distance of two members is sqrt((1 - correlation) / 2); the leaves keep the order of the tree, as in the
    publication and in PyPortfolioOpt, where skfolio reorders them to bring neighbors closer. Source: Lopez de Prado,
    Building Diversified Portfolios that Outperform Out of Sample, JPM 42 (2016).
    """
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    weights = np.ones(len(covariance))
    if len(weights) == 1:
        return weights
    deviations = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(deviations, deviations)
    distances = np.sqrt(np.clip((1 - correlations) / 2, 0.0, 1.0))
    tree = linkage(squareform(distances, checks=False), "single")
    parts: list[Counts] = [leaves_list(tree).astype(np.int64)]
    while parts:
        halves = [(part[: len(part) // 2], part[len(part) // 2 :]) for part in parts if len(part) > 1]
        for left, right in halves:
            first, second = _variance(covariance, left), _variance(covariance, right)
            share = second / (first + second)
            weights[left] *= share
            weights[right] *= 1 - share
        parts = [half for pair in halves for half in pair]
    return weights


def _variance(covariance: Floats, members: Counts) -> float:
    """Variance of members weighted by their inverse variances."""
    square = covariance[np.ix_(members, members)]
    inverse = 1 / np.diag(square)
    inverse /= inverse.sum()
    return float(inverse @ square @ inverse)
