"""Turnover limit, costs and squared weights in every program, against programs of scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.feasibility import HeldWeights
from r2k_tui.analytics.portfolio.return_panel import with_column
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.frictions import FREE, Frictions
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from tests.cases import cases
from tests.engine.allocation.problems import SYMBOLS, market, workspace
from tests.engine.allocation.solver.oracles import by_slsqp, random_weights

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits
CLOSE = 3e-3
NOW = np.array([0.2, 0.2, 0.2, 0.1, 0.1, 0.1])
HELD = HeldWeights(NOW, 0.1)
RATE = 0.01


def variance(w: Floats) -> float:
    return float(w @ MOMENTS.covariance @ w)


def one_way(w: Floats) -> float:
    return float(np.abs(w - NOW).sum() + HELD.outside) / 2


def test_the_turnover_limit_binds_and_holds() -> None:
    free, tied = mean_risk.min_vol(MOMENTS, LIMITS), mean_risk.min_vol(MOMENTS, LIMITS, Frictions(HELD, 0.25))
    assert one_way(free) > 0.26 and one_way(tied) == pytest.approx(0.25, abs=1e-5)
    oracle = by_slsqp(LIMITS, lambda w: variance(w) * 100, lambda w: 0.25 - one_way(w))
    assert variance(tied) <= variance(oracle) * (1 + 1e-4)


def test_a_limit_that_does_not_bind_changes_nothing() -> None:
    assert mean_risk.min_vol(MOMENTS, LIMITS, Frictions(HELD, 1.0)) == pytest.approx(
        mean_risk.min_vol(MOMENTS, LIMITS), abs=1e-4
    )
    assert Frictions(None, 0.1).most_traded is None and FREE.traded(NOW) == 0.0


def test_squared_weights_in_the_variance() -> None:
    found = mean_risk.min_vol(MOMENTS, LIMITS, Frictions(l2=0.05))
    oracle = by_slsqp(LIMITS, lambda w: (variance(w) + 0.05 * w @ w) * 100)
    assert found == pytest.approx(oracle, abs=CLOSE)
    assert found @ found < mean_risk.min_vol(MOMENTS, LIMITS) @ mean_risk.min_vol(MOMENTS, LIMITS) - 0.01


def test_squared_weights_and_costs_in_the_best_ratio() -> None:
    terms = Frictions(HELD, None, cost=0.05, l2=0.01)

    def ratio(w: Floats) -> float:
        earned = w @ MOMENTS.mu - 0.05 * np.abs(w - NOW).sum() - RATE
        return float(earned / np.sqrt(variance(w) + 0.01 * w @ w))

    found = mean_risk.max_sharpe(MOMENTS, LIMITS, RATE, terms)
    oracle = by_slsqp(LIMITS, lambda w: -ratio(w))
    assert ratio(found) >= ratio(oracle) * (1 - 1e-4)
    assert one_way(found) < one_way(mean_risk.max_sharpe(MOMENTS, LIMITS, RATE)), "a cost keeps what is held"


def test_costs_lower_the_greatest_return() -> None:
    terms = Frictions(HELD, None, cost=1.0)
    found = mean_risk.max_return(MOMENTS, LIMITS, terms)
    oracle = by_slsqp(LIMITS, lambda w: -float(w @ MOMENTS.mu - np.abs(w - NOW).sum()))
    assert float(found @ MOMENTS.mu - np.abs(found - NOW).sum()) >= (
        float(oracle @ MOMENTS.mu - np.abs(oracle - NOW).sum()) - 1e-6
    )


def test_what_is_free_to_trade_costs_nothing_and_is_in_the_turnover_all_the_same() -> None:
    terms = Frictions(HELD, None, cost=1.0, free=(2, 5))
    kept = np.array([0, 1, 3, 4])
    best = mean_risk.max_return(MOMENTS, LIMITS, terms)
    oracle = by_slsqp(LIMITS, lambda w: -float(w @ MOMENTS.mu - np.abs(w - NOW)[kept].sum()))
    earned = [float(w @ MOMENTS.mu - np.abs(w - NOW)[kept].sum()) for w in (best, oracle)]
    assert earned[0] >= earned[1] - 1e-6
    assert terms.traded(best) == pytest.approx(np.abs(best - NOW)[kept].sum())
    tied = mean_risk.min_vol(MOMENTS, LIMITS, Frictions(HELD, 0.25, free=(2, 5)))
    assert one_way(tied) == pytest.approx(0.25, abs=1e-5)


def test_cash_is_free_to_trade() -> None:
    sleeve = Sleeve("All", ("SPY", "cash"), weight=1.0)
    panel = with_column(market(), "cash", np.full(1500, 0.0), len(SYMBOLS))
    charged = Allocation(sleeves=(sleeve,), cost_in_objective=True, cost_bp=20.0)
    made = workspace(charged, panel, current={"SPY": 0.5, "cash": 0.5})
    assert made.frictions.free == (1,) and made.frictions.cost == pytest.approx(0.002)
    assert made.costs(("cash", "SPY")).tolist() == [0.0, pytest.approx(0.002)]


@settings(max_examples=6, deadline=None, phases=(Phase.generate,))
@given(st.integers(0, 50), st.floats(0.12, 0.6), st.floats(0, 0.1))
def test_no_reachable_weights_beat_the_optimum(seed: int, limit: float, l2: float) -> None:
    terms = Frictions(HELD, limit, 0.001, l2)
    best = mean_risk.min_vol(MOMENTS, LIMITS, terms)
    rng = np.random.default_rng(seed)
    goal = variance(best) + l2 * best @ best
    assert one_way(best) <= limit + 1e-5
    for _ in range(200):
        share, other = rng.random(), random_weights(LIMITS, rng)
        mixed = best + share * (other - best)
        if one_way(mixed) <= limit:
            assert variance(mixed) + l2 * mixed @ mixed >= goal * (1 - 1e-5)


@cases("name", ["min_vol", "min_cvar95", "min_cdar", "max_diversification", "max_sharpe", "min_te"])
def test_every_program_refuses_an_impossible_limit_in_the_same_words(name: str) -> None:
    made = workspace(benchmark={"SPY": 0.6, "AGG": 0.4})
    with pytest.raises(CannotSolve, match="turnover_limit is 5 %"):
        made.solve(name, MOMENTS, Frictions(HELD, 0.05))
