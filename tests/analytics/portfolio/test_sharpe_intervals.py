"""Intervals of Sharpe ratios against a slow loop, and the asymptotic error against Lo's table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.sharpe_intervals import asymptotic_error, drawn_sharpes, percentile_interval
from r2k_tui.analytics.stats.stationary_blocks import stationary_blocks
from tests.analytics.stats.test_stationary_blocks import rows
from tests.cases import cases

EXCESS = np.random.default_rng(2).normal([0.0004, 0.0007, 0.0], [0.01, 0.012, 0.004], (900, 3))


def test_the_draws_are_those_of_a_loop_over_days() -> None:
    blocks = stationary_blocks(900, 63, 50)
    slow = [[path.mean() / path.std(ddof=1) * math.sqrt(252) for path in EXCESS[row].T] for row in rows(blocks)]
    assert drawn_sharpes(EXCESS, blocks) == pytest.approx(np.array(slow), rel=1e-9)


def test_the_interval_is_the_percentile_one() -> None:
    draws = np.random.default_rng(1).normal(size=1000)
    assert percentile_interval(draws) == pytest.approx(tuple(np.percentile(draws, [5, 95])))
    some = np.where(np.arange(1000) < 60, np.nan, draws)
    assert all(math.isnan(end) for end in percentile_interval(some))
    few = np.where(np.arange(1000) < 40, np.nan, draws)
    assert percentile_interval(few) == pytest.approx(tuple(np.nanpercentile(few, [5, 95])))


def test_a_path_less_itself_is_nothing_in_every_draw() -> None:
    drawn = drawn_sharpes(EXCESS[:, [0, 0]], stationary_blocks(900, 63, 200))
    assert (drawn[:, 0] == drawn[:, 1]).all()


def test_what_does_not_vary_has_no_ratio() -> None:
    still = np.column_stack([np.full(900, 1e-4), EXCESS[:, 0]])
    drawn = drawn_sharpes(still, stationary_blocks(900, 63, 20))
    assert np.isnan(drawn[:, 0]).all() and np.isfinite(drawn[:, 1]).all()


# Lo (2002), table 1: standard errors of the ratio of one period, by ratio and number of periods.
@cases(("ratio", "periods", "error"), [(0.5, 12, 0.306), (0.5, 60, 0.137), (1.0, 24, 0.250), (2.0, 12, 0.500)])
def test_the_asymptotic_error_is_lo_s(ratio: float, periods: int, error: float) -> None:
    year = math.sqrt(252)
    assert asymptotic_error(ratio * year, periods) / year == pytest.approx(error, abs=5e-4)


def test_for_independent_returns_interval_and_asymptotic_error_agree() -> None:
    returns = np.random.default_rng(7).normal(0.0005, 0.01, (5000, 1))
    ratio = float(returns.mean() / returns.std(ddof=1)) * math.sqrt(252)
    low, high = percentile_interval(drawn_sharpes(returns, stationary_blocks(5000, 1, 2000))[:, 0])
    # 90 % of a normal lies within 1.645 standard deviations.
    assert (high - low) / 2 == pytest.approx(1.645 * asymptotic_error(ratio, 5000), rel=0.06)
