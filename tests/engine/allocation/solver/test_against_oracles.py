"""Weights against PyPortfolioOpt, and against programs of scipy on the same data and limits; and the laws they keep."""

from __future__ import annotations

import re

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.measures import cvar
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation import names
from r2k_tui.config.sections.allocation.faults import allocation_fault, near_sums
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.solver import by_rule, mean_risk, tail_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.study import study
from r2k_tui.engine.allocation.studies.workspace import Workspace
from tests.cases import cases
from tests.engine.allocation.problems import EQUITY, SETTINGS, SYMBOLS, market, unreported, workspace
from tests.late import Late

EfficientCVaR = Late("pypfopt", "EfficientCVaR")
EfficientFrontier = Late("pypfopt", "EfficientFrontier")
HRPOpt = Late("pypfopt", "HRPOpt")
linprog = Late("scipy.optimize", "linprog")
minimize = Late("scipy.optimize", "minimize")

CLOSE = 2e-3
GIVEN = workspace()
MOMENTS, LIMITS = GIVEN.moments(), GIVEN.limits
RATE = 0.01


def vol(weights: Floats) -> float:
    return float(np.sqrt(weights @ MOMENTS.covariance @ weights))


def sharpe(weights: Floats) -> float:
    return float((weights @ MOMENTS.mu - RATE) / vol(weights))


def by_slsqp(loss: object, *more: dict[str, object]) -> Floats:
    """A program of scipy within the sleeves and floors."""
    equality = [
        {"type": "eq", "fun": lambda w: w[:2].sum() - 0.45},
        {"type": "eq", "fun": lambda w: w[2:].sum() - 0.55},
    ]
    start = by_rule.equal(LIMITS)
    bounds = list(zip(LIMITS.lower, LIMITS.upper, strict=True))
    options = {"ftol": 1e-14, "maxiter": 2000}
    return minimize(loss, start, bounds=bounds, constraints=[*equality, *more], method="SLSQP", options=options).x


def by_linear_program(moments: AnnualMoments, tail: float = 0.05) -> Floats:
    """The least CVaR as Rockafellar and Uryasev wrote it."""
    days, width = moments.returns.shape
    goal = np.concatenate([np.zeros(width), [1.0], np.full(days, 1 / (tail * days))])
    left = np.hstack([-moments.returns, -np.ones((days, 1)), -np.eye(days)])
    whole = np.zeros((2, width + 1 + days))
    whole[0, :2] = whole[1, 2:width] = 1
    bounds = [*zip(LIMITS.lower, LIMITS.upper, strict=True), (None, None), *[(0, None)] * days]
    found = linprog(goal, A_ub=left, b_ub=np.zeros(days), A_eq=whole, b_eq=[0.45, 0.55], bounds=bounds)
    return found.x[:width]


def with_sleeves(model: EfficientFrontier) -> EfficientFrontier:
    model.add_constraint(lambda w: w[0] + w[1] == 0.45)
    model.add_constraint(lambda w: w[1] >= 0.12)
    return model


def weights_of(model: EfficientFrontier) -> Floats:
    return np.array([model.weights[i] for i in range(len(SYMBOLS))])


def test_least_volatility() -> None:
    found = mean_risk.min_vol(MOMENTS, LIMITS)
    program = by_slsqp(lambda w: w @ MOMENTS.covariance @ w * 100)
    model = with_sleeves(EfficientFrontier(MOMENTS.mu, MOMENTS.covariance))
    model.min_volatility()
    for other in (program, weights_of(model)):
        assert found == pytest.approx(other, abs=CLOSE)
        assert vol(found) <= vol(other) * (1 + 1e-4)


def test_greatest_sharpe() -> None:
    found = mean_risk.max_sharpe(MOMENTS, LIMITS, RATE)
    program = by_slsqp(lambda w: -sharpe(w))
    assert found == pytest.approx(program, abs=CLOSE)
    assert sharpe(found) >= sharpe(program) * (1 - 1e-4)


def test_greatest_sharpe_without_sleeves_is_that_of_pyportfolioopt() -> None:
    loose = workspace(Allocation(sleeves=(Sleeve("All", SYMBOLS, weight=1.0),)))
    model = EfficientFrontier(MOMENTS.mu, MOMENTS.covariance)
    model.max_sharpe(risk_free_rate=RATE)
    assert mean_risk.max_sharpe(MOMENTS, loose.limits, RATE) == pytest.approx(weights_of(model), abs=CLOSE)


def test_least_cvar() -> None:
    found = tail_risk.min_cvar(MOMENTS, LIMITS)
    program = by_linear_program(MOMENTS)
    model = with_sleeves(EfficientCVaR(MOMENTS.mu, pd.DataFrame(MOMENTS.returns), beta=0.95))
    model.min_cvar()
    for other in (program, weights_of(model)):
        assert found == pytest.approx(other, abs=CLOSE)
        assert cvar(MOMENTS.returns @ found) == pytest.approx(cvar(MOMENTS.returns @ other), rel=1e-4)


def test_frontier_from_least_volatility_to_greatest_return() -> None:
    rows = mean_risk.frontier(MOMENTS, LIMITS)
    returns = rows @ MOMENTS.mu
    assert rows.shape == (40, 6)
    assert rows[0] == pytest.approx(mean_risk.min_vol(MOMENTS, LIMITS), abs=1e-9)
    best = 0.55 * MOMENTS.mu[2:].max() + max(0.33 * MOMENTS.mu[0] + 0.12 * MOMENTS.mu[1], 0.45 * MOMENTS.mu[1])
    assert returns[-1] == pytest.approx(best)
    assert np.diff(returns) == pytest.approx(np.full(39, (returns[-1] - returns[0]) / 39), rel=1e-3)
    assert (np.diff([vol(row) for row in rows]) > 0).all()
    for row in rows[5:-1:11]:
        goal = float(row @ MOMENTS.mu)
        least = {"type": "ineq", "fun": lambda w, goal=goal: (w @ MOMENTS.mu - goal) * 100}
        program = by_slsqp(lambda w: w @ MOMENTS.covariance @ w * 100, least)
        assert vol(row) == pytest.approx(vol(program), rel=1e-4)


def test_risk_parity_has_equal_shares_inside_each_sleeve() -> None:
    found = by_rule.risk_parity(MOMENTS, LIMITS)
    assert [found[:2].sum(), found[2:].sum()] == pytest.approx([0.45, 0.55])
    for part in (slice(0, 2), slice(2, 6)):
        pull = found[part] * (MOMENTS.covariance[part, part] @ found[part])
        assert pull / pull.sum() == pytest.approx(np.full(len(pull), 1 / len(pull)), abs=1e-3)


def test_hierarchical_risk_parity_is_that_of_pyportfolioopt_inside_each_sleeve() -> None:
    found = by_rule.hrp(MOMENTS, LIMITS)
    for part, share in ((slice(0, 2), 0.45), (slice(2, 6), 0.55)):
        model = HRPOpt(pd.DataFrame(MOMENTS.returns[:, part]))
        model.optimize(linkage_method="single")
        expected = np.array([model.weights[i] for i in range(part.stop - part.start)])
        assert found[part] / share == pytest.approx(expected, abs=CLOSE)


def test_nothing_beats_the_rate() -> None:
    poor = MOMENTS._replace(mu=np.full(6, -0.02))
    with pytest.raises(CannotSolve, match=r"no member earns more than the risk-free rate .best: SPY -2 % against 5 %"):
        mean_risk.max_sharpe(poor, LIMITS, 0.05)


def test_one_member_holds_everything() -> None:
    alone = workspace(Allocation(sleeves=(Sleeve("One", ("SPY",), weight=1.0),)))
    moments = alone.moments()
    for name in ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal"):
        assert alone.solve(name, moments).tolist() == [1.0], name
    assert mean_risk.frontier(moments, alone.limits).tolist() == [[1.0]]


def test_two_that_move_as_one_still_give_weights() -> None:
    panel = market()
    twins = np.column_stack([panel.returns, panel.returns[:, 0]])
    both = Panel((*SYMBOLS, "VOO"), panel.start, panel.days, twins)
    given = workspace(Allocation(sleeves=(Sleeve("All", (*SYMBOLS, "VOO"), weight=1.0),)), both)
    moments = given.moments()
    for name in ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity"):
        assert given.solve(name, moments).sum() == pytest.approx(1), name


def kept(limits: WeightLimits, weights: Floats) -> None:
    assert weights.sum() == pytest.approx(1, abs=1e-9)
    assert (weights >= limits.lower - 1e-9).all() and (weights <= limits.upper + 1e-9).all()
    for sleeve in limits.sleeves:
        assert sleeve.least - 1e-6 <= weights[sleeve.members].sum() <= sleeve.most + 1e-6


NAMES = ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal")


@settings(max_examples=15, deadline=None, phases=(Phase.generate,))
@given(st.floats(0, 0.4), st.floats(0.2, 0.8), st.sampled_from([0.35, 0.5, 1.0]), st.integers(0, 5))
def test_every_portfolio_keeps_every_limit(floor: float, equity: float, cap: float, seed: int) -> None:
    sleeves = (
        Sleeve(
            "US equity", ("SPY", "IWM"), min=equity * 0.9, max=min(1.0, equity * 1.1), floors={"IWM": floor * equity}
        ),
        Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), min=0.0, max=1.0),
    )
    made = workspace(Allocation(sleeves=sleeves, max_weight=cap), market(400, seed))
    moments = made.moments()
    for name in NAMES:
        try:
            kept(made.limits, made.solve(name, moments))
        except CannotSolve:
            assert name == "max_sharpe", "only a best ratio may not exist"


@settings(max_examples=4, deadline=None, phases=(Phase.generate,))
@given(st.permutations(range(4)), st.floats(0.01, 1000))
def test_order_of_the_members_and_scale_of_the_prices_change_nothing(order: list[int], scale: float) -> None:
    rest = tuple(("AGG", "TLT", "GLD", "VNQ")[i] for i in order)
    other = workspace(Allocation(sleeves=(Sleeve("Rest", rest, weight=0.55), EQUITY)))
    levels = np.cumprod(1 + market().returns, axis=0) * scale
    again = Panel(SYMBOLS, "2015-01-02", market().days[1:], levels[1:] / levels[:-1] - 1)
    scaled = workspace(SETTINGS, again)
    straight = workspace(SETTINGS, market().rows(1, 1500))
    for name in ("min_vol", "min_cvar95", "risk_parity", "hrp"):
        mine = GIVEN.named(GIVEN.solve(name, MOMENTS))
        assert other.named(other.solve(name)) == pytest.approx(mine, abs=CLOSE), name
        assert scaled.solve(name) == pytest.approx(straight.solve(name), abs=CLOSE), name


class TestACashMember:
    """A member whose price never moves, or only accrues, is taken or left out by method; nothing fails for it."""

    @pytest.fixture(params=[0.0, 0.0001], ids=["constant", "accrual"])
    def made(self, request: pytest.FixtureRequest) -> Workspace:
        panel = market(800)
        returns = panel.returns.copy()
        returns[:, SYMBOLS.index("GLD")] = request.param
        return workspace(panel=Panel(panel.symbols, panel.start, panel.days, returns))

    @pytest.mark.parametrize("name", ["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal"])
    def test_every_portfolio_is_found(self, made: Workspace, name: str) -> None:
        weights = made.weights(name)
        assert sum(weights.values()) == pytest.approx(1)
        assert (weights["GLD"] == 0) if name in names.WITHOUT_RISKLESS else (weights["GLD"] >= 0)
        assert name != "equal" or weights["GLD"] == pytest.approx(0.55 / 4)

    def test_a_sleeve_of_cash_alone_holds_its_share(self, made: Workspace) -> None:
        cash = Sleeve("Cash", ("GLD",), weight=0.1)
        rest = Sleeve("Rest", ("AGG", "TLT", "VNQ"), weight=0.45)
        alone = workspace(Allocation(sleeves=(EQUITY, rest, cash)), made.panel)
        for name in ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity"):
            assert alone.weights(name)["GLD"] == pytest.approx(0.1), name

    def test_it_is_said(self, made: Workspace) -> None:
        notes = [p for p in study(made, Allocate("equal"), unreported).problems if p.symbol == "GLD"]
        assert (
            len(notes) == 1
            and notes[0].kind == "note"
            and "hrp, risk_parity, max_diversification leave it out" in notes[0].message
        )


LIBRARY = re.compile(r"solver|skfolio|cvxpy|highs|clarabel|scipy|sklearn|numpy|linprog|infeasib|dtype", re.IGNORECASE)


@cases("name", ["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity"])
def test_no_word_of_a_library_reaches_the_user(name: str) -> None:
    made = workspace()
    moments = made.moments()
    broken = [
        moments._replace(covariance=np.full_like(moments.covariance, np.nan)),
        moments._replace(mu=np.full_like(moments.mu, np.nan)),
        moments._replace(covariance=-moments.covariance),
    ]
    upper = np.full_like(made.limits.upper, 0.01)
    for wrong, limits in [
        *((one, made.limits) for one in broken),
        (moments, msgspec.structs.replace(made.limits, upper=upper)),
    ]:
        made.limits = limits
        try:
            made.solve(name, wrong)
        except CannotSolve as error:
            assert not LIBRARY.search(str(error)), error


def test_a_rate_that_nothing_beats_is_said_in_figures() -> None:
    with pytest.raises(CannotSolve, match=r"no member earns more than the risk-free rate .best: VNQ .*% against 90 %"):
        workspace(risk_free=0.9).weights("max_sharpe")


@cases("cap", [1.0, 0.333333])
@cases("weight", [0.333333, 0.33334])
def test_three_thirds_are_a_whole(cap: float, weight: float) -> None:
    names = (("SPY", "IWM"), ("AGG", "TLT"), ("GLD", "VNQ"))
    thirds = tuple(Sleeve(members[0], members, weight=weight) for members in names)
    settings = Allocation(sleeves=thirds, max_weight=cap)
    assert allocation_fault(settings) is None and len(near_sums(settings)) == 1
    made = workspace(settings)
    for name in ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal"):
        weights = made.weights(name)
        assert sum(weights.values()) == pytest.approx(1, abs=1e-9), name
        assert weights["SPY"] + weights["IWM"] == pytest.approx(1 / 3, abs=1e-9)


def test_three_caps_of_a_third_are_a_whole() -> None:
    settings = Allocation(sleeves=(Sleeve("All", ("SPY", "AGG", "GLD"), weight=1.0),), max_weight=0.333333)
    assert allocation_fault(settings) is None
    assert sum(workspace(settings).weights("min_vol").values()) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("own", [{"SPY": 0.333333, "AGG": 0.333333, "GLD": 0.333333}])
def test_three_thirds_of_ones_own(own: dict[str, float]) -> None:
    settings = msgspec.structs.replace(SETTINGS, own=own)
    assert allocation_fault(settings) is None
    assert near_sums(settings) == ["the shares of `own` add up to 0.999999: taken as 1 (tolerance 0.0001)"]
    assert allocation_fault(msgspec.structs.replace(SETTINGS, own={"SPY": 0.9998})) is not None
