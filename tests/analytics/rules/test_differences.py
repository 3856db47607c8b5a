"""Intervals of rule less holding: against the bootstrap of single days, and what counts as noise."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.paired_paths import compared
from r2k_tui.analytics.rules.differences import differences


def test_the_interval_of_the_sharpe_is_that_of_resampled_days() -> None:
    rng = np.random.default_rng(6)
    own, other = rng.normal(0.0006, 0.008, 3000), rng.normal(0.0003, 0.012, 3000)
    slow, fast = compared(own, other, 0.0, 3)["sharpe"], differences(own, other).sharpe
    assert fast.value == pytest.approx(slow.difference)
    assert fast.low is not None and fast.high is not None
    width = slow.high - slow.low
    assert fast.low == pytest.approx(slow.low, abs=0.1 * width)
    assert fast.high == pytest.approx(slow.high, abs=0.1 * width)


def test_the_mean_is_annual_and_its_interval_is_around_it() -> None:
    rng = np.random.default_rng(6)
    own, other = rng.normal(0.002, 0.004, 2000), rng.normal(0.0, 0.004, 2000)
    mean = differences(own, other).mean
    assert mean.value == pytest.approx(252 * (own.mean() - other.mean()))
    assert mean.low is not None and mean.high is not None and mean.value is not None
    assert 0 < mean.low < mean.value < mean.high and not mean.within_noise


def test_the_same_path_twice_is_noise() -> None:
    returns = np.random.default_rng(1).normal(0, 0.01, 500)
    found = differences(returns, returns)
    assert found.sharpe.within_noise and (found.sharpe.value, found.sharpe.low, found.sharpe.high) == (0.0, 0.0, 0.0)


def test_without_an_interval_it_is_noise() -> None:
    short = differences(np.random.default_rng(1).normal(0, 0.01, 40), np.zeros(40))
    assert short.mean.within_noise and short.mean.low is None and short.mean.value is not None
    still = differences(np.zeros(300), np.random.default_rng(1).normal(0, 0.01, 300))
    assert still.sharpe == type(still.sharpe)(None, None, None, within_noise=True)


def test_equal_seeds_give_equal_intervals() -> None:
    returns = np.random.default_rng(1).normal(0, 0.01, (2, 500))
    own, other = returns
    assert differences(own, other) == differences(own, other) != differences(own, other, seed=2)
