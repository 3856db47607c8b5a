"""Black-Litterman against the examples its authors published, and against PyPortfolioOpt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.portfolio.estimators.black_litterman import (
    BlackLittermanView,
    equilibrium,
    posterior,
    risk_aversion,
)
from r2k_tui.analytics.series.arrays import Floats
from tests.cases import cases
from tests.late import Late

BlackLittermanModel = Late("pypfopt.black_litterman", "BlackLittermanModel")
market_implied_risk_aversion = Late("pypfopt.black_litterman", "market_implied_risk_aversion")

RNG = np.random.default_rng(3)
COVARIANCE = 252 * np.cov((RNG.normal(size=(700, 4)) @ RNG.normal(size=(4, 4)) * 0.006).T)
PRIOR = np.array([0.05, 0.07, 0.02, 0.09])


def views(
    picks: Sequence[Sequence[float]], returns: Sequence[float], confidences: Sequence[float]
) -> list[BlackLittermanView]:
    rows = zip(picks, returns, confidences, strict=True)
    return [BlackLittermanView(np.array(pick, dtype=float), ret, confidence) for pick, ret, confidence in rows]


class TestHeAndLitterman:
    """The Intuition Behind Black-Litterman Model Portfolios (1999): seven countries, tables 1, 2, 4, 5 and 7."""

    WEIGHTS = np.array([0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615])
    SIGMA = np.array([0.160, 0.203, 0.248, 0.271, 0.210, 0.200, 0.187])
    CORRELATIONS = np.array(
        [
            [1.000, 0.488, 0.478, 0.515, 0.439, 0.512, 0.491],
            [0.488, 1.000, 0.664, 0.655, 0.310, 0.608, 0.779],
            [0.478, 0.664, 1.000, 0.861, 0.355, 0.783, 0.668],
            [0.515, 0.655, 0.861, 1.000, 0.354, 0.777, 0.653],
            [0.439, 0.310, 0.355, 0.354, 1.000, 0.405, 0.306],
            [0.512, 0.608, 0.783, 0.777, 0.405, 1.000, 0.652],
            [0.491, 0.779, 0.668, 0.653, 0.306, 0.652, 1.000],
        ]
    )
    COVARIANCE = np.outer(SIGMA, SIGMA) * CORRELATIONS
    GERMANY = (0, 0, -0.295, 1.0, 0, -0.705, 0)
    CANADA = (0, 1.0, 0, 0, 0, 0, -1.0)

    def prior(self) -> Floats:
        return equilibrium(self.COVARIANCE, self.WEIGHTS, 2.5)

    def found(self, *stated: BlackLittermanView) -> tuple[Floats, Floats]:
        """Returns in percent, and the weights they imply at the posterior covariance."""
        mu, covariance = posterior(self.prior(), self.COVARIANCE, stated, tau=0.05)
        return mu * 100, np.linalg.solve(2.5 * covariance, mu) * 100

    def test_returns_of_the_equilibrium(self) -> None:
        assert self.prior() * 100 == pytest.approx([3.9, 6.9, 8.4, 9.0, 4.3, 6.8, 7.6], abs=0.05)

    def test_germany_beats_the_rest_of_europe_by_5_percent(self) -> None:
        mu, weights = self.found(*views([self.GERMANY], [0.05], [0.5]))
        assert mu == pytest.approx([4.3, 7.6, 9.3, 11.0, 4.5, 7.0, 8.1], abs=0.06)
        assert weights == pytest.approx([1.5, 2.1, -4.0, 35.4, 11.0, -9.5, 58.6], abs=0.06)

    def test_and_canada_the_united_states_by_3(self) -> None:
        mu, weights = self.found(*views([self.GERMANY, self.CANADA], [0.05, 0.03], [0.5, 0.5]))
        assert mu == pytest.approx([4.4, 8.7, 9.5, 11.2, 4.6, 7.0, 7.5], abs=0.06)
        assert weights == pytest.approx([1.5, 41.9, -3.4, 33.6, 11.0, -8.2, 18.8], abs=0.06)


class TestIdzorek:
    """A Step-by-Step Guide to the Black-Litterman Model (2005): eight assets, three views, table 6.

    The published covariance has six digits and the published weights rest on unrounded ones, so the last digit of a
    weight is not determined.
    """

    WEIGHTS = np.array([0.1934, 0.2613, 0.1209, 0.1209, 0.0134, 0.0134, 0.2418, 0.0349])
    COVARIANCE = np.array(
        [
            [0.001005, 0.001328, -0.000579, -0.000675, 0.000121, 0.000128, -0.000445, -0.000437],
            [0.001328, 0.007277, -0.001307, -0.000610, -0.002237, -0.000989, 0.001442, -0.001535],
            [-0.000579, -0.001307, 0.059852, 0.027588, 0.063497, 0.023036, 0.032967, 0.048039],
            [-0.000675, -0.000610, 0.027588, 0.029609, 0.026572, 0.021465, 0.020697, 0.029854],
            [0.000121, -0.002237, 0.063497, 0.026572, 0.102488, 0.042744, 0.039943, 0.065994],
            [0.000128, -0.000989, 0.023036, 0.021465, 0.042744, 0.032056, 0.019881, 0.032235],
            [-0.000445, 0.001442, 0.032967, 0.020697, 0.039943, 0.019881, 0.028355, 0.035064],
            [-0.000437, -0.001535, 0.048039, 0.029854, 0.065994, 0.032235, 0.035064, 0.079958],
        ]
    )
    PICKS = ([0, 0, 0, 0, 0, 0, 1, 0], [-1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 0.9, -0.9, 0.1, -0.1, 0, 0])
    RETURNS = (0.0525, 0.0025, 0.02)

    def stated(self, *confidences: float) -> list[BlackLittermanView]:
        return views(self.PICKS, self.RETURNS, confidences)

    def prior(self) -> Floats:
        return equilibrium(self.COVARIANCE, self.WEIGHTS, 3.07)

    def weights(self, mu: Floats) -> Floats:
        return np.linalg.solve(3.07 * self.COVARIANCE, mu) * 100

    def test_table_6(self) -> None:
        assert self.prior() * 100 == pytest.approx([0.08, 0.67, 6.41, 4.08, 7.43, 3.70, 4.80, 6.60], abs=0.015)
        mu = posterior(self.prior(), self.COVARIANCE, self.stated(0.5, 0.5, 0.5), tau=0.025).mu
        assert mu * 100 == pytest.approx([0.07, 0.50, 6.50, 4.32, 7.59, 3.94, 4.93, 6.84], abs=0.015)
        assert self.weights(mu) == pytest.approx([29.88, 15.59, 9.35, 14.82, 1.04, 1.65, 27.81, 3.49], abs=0.05)

    @cases("view", [0, 1, 2])
    @cases("confidence", [0.25, 0.5, 0.65])
    def test_a_confidence_is_the_share_of_the_move_at_certainty(self, view: int, confidence: float) -> None:
        def moved(sure: float) -> Floats:
            mu = posterior(self.prior(), self.COVARIANCE, [self.stated(sure, sure, sure)[view]], tau=0.025).mu
            return self.weights(mu) - self.WEIGHTS * 100

        assert moved(confidence) == pytest.approx(confidence * moved(1 - 1e-12), abs=1e-6)

    def test_the_confidences_of_the_example_are_those_of_pyportfolioopt(self) -> None:
        sure = [0.25, 0.5, 0.65]
        oracle = BlackLittermanModel(
            pd.DataFrame(self.COVARIANCE),
            pi=pd.Series(self.prior()),
            P=np.array(self.PICKS, dtype=float),
            Q=np.array(self.RETURNS),
            omega="idzorek",
            view_confidences=np.array(sure),
            tau=0.025,
        )
        found = posterior(self.prior(), self.COVARIANCE, self.stated(*sure), tau=0.025)
        assert found.mu == pytest.approx(oracle.bl_returns().to_numpy(), rel=1e-9)
        assert found.covariance == pytest.approx(oracle.bl_cov().to_numpy(), rel=1e-9)


def test_risk_aversion_is_that_of_pyportfolioopt() -> None:
    daily = 0.0004 + np.random.default_rng(1).normal(size=900) * 0.01
    prices = pd.Series(np.concatenate([[1.0], np.cumprod(1 + daily)]))
    # PyPortfolioOpt's is per day before the excess; a year's rate of zero leaves both alike.
    expected = market_implied_risk_aversion(prices, frequency=252, risk_free_rate=0.0)
    assert risk_aversion(daily, 0.0) == pytest.approx(expected, rel=1e-6)


def test_a_market_without_risk_implies_none() -> None:
    assert np.isnan(risk_aversion(np.full(30, 0.001), 0.0)) and np.isnan(risk_aversion(np.array([0.01]), 0.0))


def test_views_that_repeat_one_another_are_no_obstacle() -> None:
    twice = views([[1.0, 0, 0, 0]] * 2, [0.1, 0.1], [1 - 1e-15] * 2)
    once = posterior(PRIOR, COVARIANCE, twice[:1])
    assert posterior(PRIOR, COVARIANCE, twice).mu == pytest.approx(once.mu, rel=1e-6)


@cases(("confidence", "share"), [(0.5, 0.5), (0.999999, 1.0), (0.000001, 0.0)])
def test_confidence_says_how_far_one_view_moves_its_own_return(confidence: float, share: float) -> None:
    found = posterior(PRIOR, COVARIANCE, views([[0.0, 1, 0, 0]], [0.30], [confidence])).mu
    assert found[1] == pytest.approx(PRIOR[1] + share * (0.30 - PRIOR[1]), abs=1e-5)
