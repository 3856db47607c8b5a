"""Moments by the estimators of the settings, and the market behind the prior of Black-Litterman."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.estimators import black_litterman, covariances
from r2k_tui.config.sections.allocation.settings import Allocation, ReturnViewSettings
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.estimates import market_of, market_weights, prior_words
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, market, workspace

VIEW = ReturnViewSettings("IWM", 0.05, "SPY", 0.25)
CAPS = {"SPY": 55e12, "IWM": 3e12, "AGG": 30e12, "TLT": 12e12, "GLD": 20e12, "VNQ": 1.5e12}


def settings(**more: object) -> Allocation:
    return msgspec.structs.replace(SETTINGS, **{"expected_return": "black_litterman", "views": (VIEW,), **more})


@pytest.mark.parametrize(
    ("name", "of"), [("constant_correlation", covariances.constant_correlation), ("ewma", covariances.ewma_covariance)]
)
def test_each_covariance_by_its_name(name: str, of: object) -> None:
    made = workspace(msgspec.structs.replace(SETTINGS, covariance=name))
    assert made.moments().covariance == pytest.approx(of(market().returns))  # type: ignore[operator]
    for portfolio in ("min_vol", "max_sharpe", "hrp"):
        assert made.solve(portfolio).sum() == pytest.approx(1), portfolio


def test_the_prior_is_by_market_cap_where_every_member_has_one() -> None:
    made = workspace(settings(market_caps=CAPS, risk_aversion=2.5), risk_free=0.02)
    weights = market_weights(made.settings, made.limits)
    assert weights == pytest.approx(np.array(list(CAPS.values())) / sum(CAPS.values()))
    plain = workspace(risk_free=0.02).moments()
    prior = 0.02 + black_litterman.equilibrium(plain.covariance, weights, 2.5)
    view = black_litterman.BlackLittermanView(np.array([-1.0, 1, 0, 0, 0, 0]), 0.05, 0.25)
    expected = black_litterman.posterior(prior, plain.covariance, [view])
    found = made.moments()
    assert found.mu == pytest.approx(expected.mu) and found.covariance == pytest.approx(expected.covariance)


def test_else_it_is_the_policy_mix_with_known_sleeves_split_by_cap() -> None:
    made = workspace(settings(market_caps={"SPY": 55e12, "IWM": 3e12}))
    weights = market_weights(made.settings, made.limits)
    assert weights[:2] == pytest.approx(0.45 * np.array([55, 3]) / 58)
    assert weights[2:] == pytest.approx([0.1375] * 4)
    words = prior_words(made.settings, SYMBOLS)
    assert words.endswith("in each sleeve whose members all have one: market_caps lacks AGG, TLT, GLD, VNQ")
    assert prior_words(settings(market_caps=CAPS), SYMBOLS).endswith("by market cap")
    assert prior_words(settings(), SYMBOLS).startswith("the prior of black_litterman is the policy mix: market_caps")
    assert prior_words(SETTINGS, SYMBOLS) == ""


def test_the_aversion_is_that_of_the_benchmark() -> None:
    implied = black_litterman.risk_aversion(market().returns[:, 0], 0.01)
    by_benchmark, given = (
        workspace(settings(risk_aversion=aversion), risk_free=0.01).moments().mu for aversion in (None, implied)
    )
    assert by_benchmark == pytest.approx(given)


def test_a_benchmark_below_the_rate_implies_no_aversion() -> None:
    with pytest.raises(CannotSolve, match=r"earned no more than the risk-free rate \(.* against 90 %\).*risk_aversion"):
        workspace(settings(), risk_free=0.9).moments()


def test_a_benchmark_without_returns() -> None:
    with pytest.raises(CannotSolve, match="no market to measure against"):
        market_of(np.full(3, np.nan))
    assert market_of(np.array([np.nan, 0.1])).tolist() == [0.1]


def test_views_of_absent_members_are_left_out() -> None:
    with pytest.raises(CannotSolve, match="no view is left"):
        workspace(settings(views=(ReturnViewSettings("XYZ", 0.1),))).moments()
