"""Deflated and probabilistic Sharpe ratios: the published example, simulation, and what cannot be said."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.stats.deflated_sharpe import EULER, expected_best, of_returns, probabilistic, variance_of

# Bailey and López de Prado 2014, "A numerical example": five years of days, 100 trials, annual variance 1/2.
DAYS, PERIODS = 250, 1250
RATIO, VARIANCE = 2.5 / math.sqrt(DAYS), 0.5 / DAYS


def test_the_published_example() -> None:
    best = expected_best(100, VARIANCE)
    assert best == pytest.approx(0.1132, abs=5e-5)
    assert probabilistic(RATIO, best, PERIODS, -3, 10) == pytest.approx(0.9004, abs=5e-5)


def test_fewer_trials_of_the_published_example_leave_it_above_95_percent() -> None:
    assert probabilistic(RATIO, expected_best(46, VARIANCE), PERIODS, -3, 10) == pytest.approx(0.9505, abs=5e-5)


def test_normal_returns_would_leave_it_above_95_percent_after_88_trials() -> None:
    assert probabilistic(RATIO, expected_best(88, VARIANCE), PERIODS) == pytest.approx(0.9505, abs=2e-3)


def test_the_expected_best_is_that_of_simulated_ratios() -> None:
    drawn = np.random.default_rng(4).normal(0, 0.3, (200_000, 20)).max(axis=1).mean()
    assert expected_best(20, 0.09) == pytest.approx(float(drawn), rel=0.02)


def test_one_rule_is_no_choice_among_several() -> None:
    assert expected_best(1, 4.0) == expected_best(0, 4.0) == 0.0
    assert pytest.approx(0.5772, abs=5e-5) == EULER
    assert variance_of([1.0]) == variance_of([]) == 0.0
    assert variance_of([1.0, 3.0]) == 2.0


def test_from_returns_with_scipy_as_the_oracle() -> None:
    from scipy import stats

    returns = np.random.default_rng(1).standard_t(5, 900) * 0.01 + 0.0006
    ratio = returns.mean() / returns.std(ddof=1)
    skew, kurtosis = stats.skew(returns), stats.kurtosis(returns, fisher=False)
    spread = math.sqrt(1 - skew * ratio + (kurtosis - 1) / 4 * ratio**2)
    expected = stats.norm.cdf((ratio - 0.02) * math.sqrt(899) / spread)
    assert of_returns(returns, 0.02) == pytest.approx(float(expected), rel=1e-12)


def test_what_has_no_ratio_has_no_probability() -> None:
    assert math.isnan(of_returns(np.array([0.01])))
    assert math.isnan(of_returns(np.full(30, 0.01)))
    assert math.isnan(probabilistic(0.1, 0.0, 1))
    assert math.isnan(probabilistic(1.0, 0.0, 100, skew=5.0, kurtosis=3.0))
