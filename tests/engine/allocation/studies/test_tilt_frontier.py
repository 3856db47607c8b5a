"""Tilt against tracking error: against scipy, the laws of a frontier, and what cannot be swept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.measures import cvar
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.studies.tilt_frontier import tilt_frontier
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.tilt import TiltFrontier
from tests.engine.allocation.problems import EQUITY, SYMBOLS, market, workspace
from tests.late import Late

minimize = Late("scipy.optimize", "minimize")

MIX = {"SPY": 0.6, "AGG": 0.4}
GIVEN = workspace(benchmark=MIX)


def swept(made: Workspace) -> TiltFrontier:
    return tilt_frontier(made, made.moments())


FOUND = Late(lambda: swept(GIVEN))


def test_from_the_floor_to_what_the_sleeve_allows() -> None:
    assert [step.weight for step in FOUND.steps] == pytest.approx(np.linspace(0.12, 0.45, 11))
    assert all(step.weights["IWM"] == pytest.approx(step.weight, abs=1e-9) for step in FOUND.steps)
    assert (FOUND.small, FOUND.benchmark, FOUND.n_returns, FOUND.absent) == ("IWM", MIX, 1500, "")


def test_each_step_has_the_least_tracking_error_that_scipy_finds() -> None:
    returns = market().returns
    benchmark = returns @ [0.6, 0, 0.4, 0, 0, 0]
    for step in FOUND.steps[::5]:
        sums = [
            {"type": "eq", "fun": lambda w: w[:2].sum() - 0.45},
            {"type": "eq", "fun": lambda w: w[2:].sum() - 0.55},
            {"type": "eq", "fun": lambda w, share=step.weight: w[1] - share},
        ]
        program = minimize(
            lambda w: 1e4 * (returns @ w - benchmark).var(ddof=1),
            np.array([0.3, 0.15, *[0.55 / 4] * 4]),
            bounds=[(0, 1)] * 6,
            constraints=sums,
            method="SLSQP",
            options={"ftol": 1e-15, "maxiter": 2000},
        )
        assert list(step.weights.values()) == pytest.approx(program.x, abs=1e-4)
        assert step.tracking_error == pytest.approx((program.fun / 1e4 * 252) ** 0.5, rel=1e-5)


def test_figures_are_those_of_the_weights_and_margins_those_of_the_steps() -> None:
    returns = market().returns
    for step in FOUND.steps:
        weights = np.array(list(step.weights.values()))
        active = returns @ weights - returns @ [0.6, 0, 0.4, 0, 0, 0]
        assert step.tracking_error == pytest.approx(active.std(ddof=1) * 252**0.5)
        assert step.ret == pytest.approx(252 * (returns @ weights).mean())
        assert step.sharpe == pytest.approx(step.ret / step.vol)
        assert step.cvar95 == pytest.approx(cvar(returns @ weights))
    first = FOUND.steps[0]
    assert (first.marginal_sharpe, first.marginal_cvar95) == (None, None)
    for before, step in zip(FOUND.steps[:-1], FOUND.steps[1:], strict=True):
        assert before.sharpe is not None and step.sharpe is not None
        assert step.marginal_sharpe == pytest.approx(step.sharpe - before.sharpe)
        assert step.marginal_cvar95 == pytest.approx(step.cvar95 - before.cvar95)


def test_a_benchmark_within_the_limits_is_tracked_without_error() -> None:
    steps = swept(workspace(benchmark={"SPY": 0.33, "IWM": 0.12, "AGG": 0.55})).steps
    assert steps[0].tracking_error == pytest.approx(0, abs=1e-6)
    assert steps[-1].tracking_error > 0.01


def test_the_funds_of_the_benchmark_need_not_be_members() -> None:
    panel = market()
    late = np.where(np.arange(1500) < 700, np.nan, panel.returns[:, 0] * 0.5 + panel.returns[:, 1] * 0.5)
    more = Panel((*SYMBOLS, "VTI"), panel.start, panel.days, np.column_stack([panel.returns, late]))
    found = swept(workspace(panel=more, benchmark={"VTI": 1.0}))
    weights = np.array(list(found.steps[0].weights.values()))
    active = panel.returns[700:] @ weights - late[700:]
    assert found.n_returns == 800 and len(found.steps) == 11
    assert found.steps[0].tracking_error == pytest.approx(active.std(ddof=1) * 252**0.5)


@settings(max_examples=15, deadline=None, phases=(Phase.generate,))
@given(st.integers(0, 50), st.floats(0.1, 0.9), st.sampled_from([0.35, 0.6, 1.0]), st.floats(0, 1))
def test_tracking_error_is_convex_in_the_tilt_and_weights_keep_the_limits(
    seed: int, equity: float, cap: float, share: float
) -> None:
    sleeves = (
        Sleeve("US equity", ("SPY", "IWM"), min=equity * 0.8, max=equity),
        Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), min=0.0, max=1.0),
    )
    mix = {"SPY": share, "GLD": 1 - share}
    made = workspace(Allocation(sleeves=sleeves, max_weight=cap), market(300, seed), benchmark=mix)
    found = swept(made)
    variances = np.array([step.tracking_error**2 for step in found.steps])
    assert (np.diff(variances, 2) >= -1e-9).all()
    for step in found.steps:
        weights = np.array(list(step.weights.values()))
        assert weights.sum() == pytest.approx(1, abs=1e-9)
        assert (weights >= made.limits.lower - 1e-9).all() and (weights <= made.limits.upper + 1e-9).all()
    assert found.steps[-1].weight == pytest.approx(min(cap, equity), abs=1e-9)


class TestBadInput:
    def test_without_the_small_cap_member(self) -> None:
        made = workspace(Allocation(sleeves=(Sleeve("Rest", ("AGG", "TLT", "GLD"), weight=1.0),)))
        assert swept(made).absent == "IWM is no member of a sleeve"

    def test_without_a_benchmark_on_these_days(self) -> None:
        panel = market()
        never = np.column_stack([panel.returns, np.full(1500, np.nan)])
        more = Panel((*SYMBOLS, "VTI"), panel.start, panel.days, never)
        found = swept(workspace(panel=more, benchmark={"VTI": 1.0}))
        assert (found.steps, found.absent) == (
            (),
            "members and benchmark share 0 returns: there must be more than the 6 members",
        )

    def test_fewer_returns_than_members(self) -> None:
        made = workspace(panel=market(5), benchmark=MIX)
        assert "share 5 returns" in tilt_frontier(made, None).absent

    def test_one_member_alone(self) -> None:
        made = workspace(Allocation(sleeves=(Sleeve("One", ("IWM",), weight=1.0),)), benchmark={"SPY": 1.0})
        assert [(step.weight, step.weights) for step in swept(made).steps] == [(1.0, {"IWM": 1.0})]

    def test_twins_and_a_market_that_loses(self) -> None:
        panel = market()
        twins = np.column_stack([panel.returns, panel.returns[:, 1]]) - 0.01
        both = Panel((*SYMBOLS, "VTWO"), panel.start, panel.days, twins)
        sleeves = (Sleeve("US", ("SPY", "IWM", "VTWO"), weight=0.6), Sleeve("Rest", ("AGG", "TLT"), weight=0.4))
        found = swept(workspace(Allocation(sleeves=sleeves), both, benchmark=MIX, risk_free=0.05))
        assert len(found.steps) == 11 and all(step.sharpe is not None and step.sharpe < 0 for step in found.steps)

    def test_cash_in_the_small_cap_member(self) -> None:
        returns = market().returns.copy()
        returns[:, 1] = 0.0001
        panel = Panel(SYMBOLS, market().start, market().days, returns)
        rest = Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), weight=0.55)
        assert len(swept(workspace(Allocation(sleeves=(EQUITY, rest)), panel, benchmark=MIX)).steps) == 11
