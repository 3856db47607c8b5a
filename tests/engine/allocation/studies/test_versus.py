"""Each portfolio against the benchmark, and words where a figure has no meaning."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.active_returns import active_returns
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.studies.study import study
from r2k_tui.engine.allocation.studies.versus import explained
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, walked
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.versus import VersusBenchmark
from tests.engine.allocation.problems import market, unreported, workspace
from tests.late import Late

empyrical = Late("empyrical")

MIX = {"SPY": 0.6, "AGG": 0.4}
WORK = workspace(own={"SPY": 0.6, "AGG": 0.4}, benchmark=MIX)


@cache
def whole() -> AllocationStudy:
    return study(WORK, Allocate("equal"), unreported)


def versus(name: str) -> VersusBenchmark:
    portfolio = whole().portfolios[name]
    assert portfolio is not None and portfolio.versus is not None
    return portfolio.versus


def test_figures_are_those_of_the_weights_held_constant() -> None:
    found, portfolio = versus("equal"), whole().portfolios["equal"]
    assert portfolio is not None
    market_returns = market().columns(list(MIX)) @ np.array(list(MIX.values()))
    own = market().columns(list(portfolio.weights)) @ np.array(list(portfolio.weights.values()))
    active = own - market_returns
    assert found.tracking_error == pytest.approx(empyrical.annual_volatility(active))
    assert found.information_ratio == pytest.approx(active.mean() / active.std(ddof=1) * math.sqrt(252))
    assert found.active_share == pytest.approx(
        sum(abs(portfolio.weights[s] - MIX.get(s, 0.0)) for s in portfolio.weights) / 2
    )
    assert (found.n_returns, found.walk_forward) == (1500, None)


def test_an_optimum_has_its_walk_forward_beside_it() -> None:
    found, path = versus("min_vol"), walked(WORK, "min_vol")
    assert found.walk_forward is not None and path is not None
    after = WORK.panel.rows(LEAST, 1500)
    rival = after.columns(list(MIX)) @ np.array(list(MIX.values()))
    expected = active_returns(path.returns, rival, after.days)
    # The benchmark is rebalanced monthly there, so its weights drift a little between.
    assert found.walk_forward.tracking_error == pytest.approx(expected.tracking_error, rel=0.02)
    assert found.walk_forward.n_returns == 1500 - LEAST


def test_the_benchmark_itself_is_told_in_words() -> None:
    found = versus("own")
    assert (found.tracking_error, found.information_ratio, found.active_share) == (0.0, None, pytest.approx(0.0))
    assert found.words == "it moves as the benchmark does: no tracking error, and so no information ratio"
    assert (found.up_capture, found.down_capture) == (pytest.approx(1.0), pytest.approx(1.0))


def test_a_fund_of_the_benchmark_inside_the_portfolio_is_told() -> None:
    assert versus("equal").words == "SPY is in both; AGG is in both"


def test_a_benchmark_that_never_fell_is_told() -> None:
    days = np.arange(300) + np.datetime64("2024-01-02", "D")
    figures = active_returns(np.random.default_rng(1).normal(0, 0.01, 300), np.full(300, 1e-3), days)
    assert explained(figures, {"IWM": 1.0}, {"SPY": 1.0}) == "the benchmark fell in no month"
    figures = active_returns(np.random.default_rng(1).normal(0, 0.01, 300), np.full(300, -1e-3), days)
    assert explained(figures, {"IWM": 1.0}, {"SPY": 1.0}) == "the benchmark rose in no month"


def test_without_common_days_there_is_nothing_to_compare() -> None:
    panel = market(900)
    returns = np.column_stack([panel.returns, np.full(900, np.nan)])
    none = type(panel)((*panel.symbols, "XYZ"), panel.start, panel.days, returns)
    found = study(workspace(panel=none, benchmark={"XYZ": 1.0}), Allocate("equal"), unreported).portfolios["equal"]
    assert found is not None and found.versus is None
    assert found.evidence is not None and found.evidence.to_benchmark is None
