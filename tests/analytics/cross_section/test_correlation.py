"""Average pairwise correlation against every pair, one by one."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest

from r2k_tui.analytics.cross_section.correlation import average_correlation
from r2k_tui.analytics.series.arrays import Floats
from tests.cases import cases


def closes(members: int, sessions: int = 63, seed: int = 5) -> Floats:
    """Closes of members that share a factor."""
    random = np.random.default_rng(seed)
    returns = 0.01 * random.standard_normal((sessions, 1)) + random.uniform(0.005, 0.04, members) * (
        random.standard_normal((sessions, members))
    )
    return np.vstack([np.full(members, 20.0), 20.0 * np.cumprod(1 + returns, axis=0)])


def by_pairs(prices: Floats, weights: Floats) -> tuple[float, float]:
    """Mean of all pairs, weighted by w_i w_j s_i s_j, and plain."""
    returns = prices[1:] / prices[:-1] - 1
    matrix, deviation = np.corrcoef(returns.T), returns.std(axis=0, ddof=1)
    pairs = list(permutations(range(prices.shape[1]), 2))
    sizes = [weights[i] * weights[j] * deviation[i] * deviation[j] for i, j in pairs]
    values = [matrix[i, j] for i, j in pairs]
    return float(np.dot(sizes, values) / sum(sizes)), float(np.mean(values))


@cases("members", [2, 3, 7])
def test_it_is_the_mean_of_all_pairs(members: int) -> None:
    weights = np.random.default_rng(members).uniform(0.1, 1.0, members)
    prices = closes(members)
    found = average_correlation(prices, weights)
    assert (found.cap, found.equal) == pytest.approx(by_pairs(prices, weights), rel=1e-12)
    assert (found.n, found.coverage) == (members, pytest.approx(1.0))


def test_two_that_move_as_one_and_two_that_move_against_each_other() -> None:
    up = np.array([10.0, 11.0, 10.5, 12.0])
    ratio = up[1:] / up[:-1]
    against = 10 * np.concatenate([[1.0], np.cumprod(2 - ratio)])
    weights = np.array([0.7, 0.3])
    assert average_correlation(np.stack([up, 3 * up], axis=1), weights)[:2] == pytest.approx((1.0, 1.0))
    assert average_correlation(np.stack([up, against], axis=1), weights)[:2] == pytest.approx((-1.0, -1.0))


def test_members_with_a_missing_close_or_a_frozen_price_are_left_out() -> None:
    prices, weights = closes(5), np.array([0.2, 0.2, 0.2, 0.3, 0.1])
    want = by_pairs(prices[:, :3], weights[:3])
    prices[30, 3] = math.nan
    prices[:, 4] = 25.0
    found = average_correlation(prices, weights)
    assert (found.cap, found.equal) == pytest.approx(want, rel=1e-12)
    assert (found.n, found.coverage) == (3, pytest.approx(0.6))


def test_fewer_than_two_members_have_no_correlation() -> None:
    prices = closes(2)
    prices[0, 1] = math.nan
    found = average_correlation(prices, np.array([0.5, 0.5]))
    assert math.isnan(found.cap) and math.isnan(found.equal) and found.n == 1
    nothing = average_correlation(np.empty((0, 2)), np.array([0.5, 0.5]))
    assert math.isnan(nothing.cap) and nothing.n == 0


def test_a_window_of_two_thousand_members_computes_no_pair() -> None:
    """A matrix of pairs would be 2,000 x 2,000; every array here is at most days x members."""
    members = 2000
    prices, weights = closes(members), np.random.default_rng(1).uniform(0.1, 1.0, members)
    found = average_correlation(prices, weights)
    assert found.n == members
    assert found.equal == pytest.approx(by_identity_of_matrix(prices), rel=1e-9)


def by_identity_of_matrix(prices: Floats) -> float:
    """Mean of the off-diagonal of the whole matrix."""
    matrix = np.corrcoef((prices[1:] / prices[:-1]).T)
    count = len(matrix)
    return float((matrix.sum() - count) / (count * (count - 1)))
