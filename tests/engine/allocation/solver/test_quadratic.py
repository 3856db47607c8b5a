"""The quadratic program against skfolio, scipy and its own optimality conditions."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.solver import by_rule, mean_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.quadratic import QuadraticProgram, greatest_ratio
from tests.cases import cases
from tests.engine.allocation.problems import SYMBOLS, market, workspace
from tests.late import Late

FixedMomentsPrior = Late("tests.engine.allocation.solver.fixed_moments", "FixedMomentsPrior")
minimize = Late("scipy.optimize", "minimize")
RiskMeasure = Late("skfolio", "RiskMeasure")
MeanRisk = Late("skfolio.optimization", "MeanRisk")

GIVEN = workspace()
MOMENTS, LIMITS = GIVEN.moments(), GIVEN.limits
LOOSE = workspace(Allocation(sleeves=(Sleeve("All", SYMBOLS, min=0.5, max=1.0),), max_weight=0.4)).limits
EXACT = {"tol_gap_abs": 1e-13, "tol_gap_rel": 1e-13, "tol_feas": 1e-13}


def program(moments: AnnualMoments = MOMENTS, limits: WeightLimits = LIMITS) -> QuadraticProgram:
    return QuadraticProgram(limits, moments.mu, moments.covariance)


def of_skfolio(limits: WeightLimits, **how: object) -> Floats:
    """The library's own weights, at the least tolerance that it reaches."""
    left = np.zeros((2 * len(limits.sleeves), len(limits.symbols)))
    right = []
    for place, sleeve in enumerate(limits.sleeves):
        left[2 * place, sleeve.members], left[2 * place + 1, sleeve.members] = 1, -1
        right += [sleeve.most, -sleeve.least]
    model = MeanRisk(
        risk_measure=RiskMeasure.VARIANCE,
        prior_estimator=FixedMomentsPrior(MOMENTS.mu, MOMENTS.covariance),
        min_weights=limits.lower,
        max_weights=limits.upper,
        left_inequality=left,
        right_inequality=np.array(right),
        solver="CLARABEL",
        solver_params=EXACT,
        **how,
    )
    return np.asarray(model.fit(MOMENTS.returns).weights_)


def unimprovable(moments: AnnualMoments, limits: WeightLimits, weights: Floats, linear: Floats, most: float) -> None:
    """No weights within the limits have an objective that is smaller by `most`: the gradient's linear program."""
    gradient = moments.covariance @ weights + linear
    best = mean_risk.max_return(moments._replace(mu=-gradient), limits)
    assert gradient @ weights - gradient @ best <= most


@pytest.mark.filterwarnings("ignore:Solution may be inaccurate")
@pytest.mark.parametrize("limits", [LIMITS, LOOSE], ids=["fixed", "ranges"])
def test_least_variance_is_that_of_skfolio(limits: WeightLimits) -> None:
    assert program(limits=limits).solve() == pytest.approx(of_skfolio(limits), abs=1e-6)


@pytest.mark.filterwarnings("ignore:Solution may be inaccurate")
def test_least_variance_at_a_return_is_that_of_skfolio() -> None:
    ends = [mean_risk.min_vol(MOMENTS, LIMITS), mean_risk.max_return(MOMENTS, LIMITS)]
    low, high = (float(MOMENTS.mu @ weights) for weights in ends)
    made = program()
    for least in np.linspace(low, high, 9)[1:-1].tolist():
        found = made.solve(least)
        assert float(MOMENTS.mu @ found) >= least - 1e-9
        assert found == pytest.approx(of_skfolio(LIMITS, min_return=least), abs=1e-6)


def test_a_linear_term_pulls_the_weights_as_scipy_has_it() -> None:
    linear = np.array([0.01, -0.02, 0.0, 0.005, -0.01, 0.002])
    goals = [
        {"type": "eq", "fun": lambda w: w[:2].sum() - 0.45},
        {"type": "eq", "fun": lambda w: w[2:].sum() - 0.55},
    ]
    expected = minimize(
        lambda w: (w @ MOMENTS.covariance @ w / 2 + linear @ w) * 100,
        by_rule.equal(LIMITS),
        jac=lambda w: (MOMENTS.covariance @ w + linear) * 100,
        bounds=list(zip(LIMITS.lower, LIMITS.upper, strict=True)),
        constraints=goals,
        options={"ftol": 1e-15, "maxiter": 2000},
        method="SLSQP",
    ).x
    made = program()
    plain = made.solve()
    assert made.solve(linear=linear) == pytest.approx(expected, abs=1e-6)
    assert made.solve() == pytest.approx(plain, abs=1e-12), "the term is of one solution only"


def test_other_moments_of_one_program_are_those_of_a_new_one() -> None:
    made = program(MOMENTS._replace(mu=np.zeros(6)))  # zeros keep their place for later returns
    for seed in range(5):
        other = workspace(panel=market(400, seed)).moments()
        made.estimate(other.mu, other.covariance)
        least = float(other.mu @ mean_risk.max_return(other, LIMITS)) * 0.7
        assert made.solve() == pytest.approx(program(other).solve(), abs=1e-7)
        assert made.solve(least) == pytest.approx(program(other).solve(least), abs=1e-7)


def test_what_was_solved_before_changes_nothing() -> None:
    made, other = program(), program()
    other.solve(0.08, np.ones(6))
    other.estimate(-MOMENTS.mu, 2 * MOMENTS.covariance)
    other.estimate(MOMENTS.mu, MOMENTS.covariance)
    # Processors round the same products differently.
    assert made.solve(0.05) == pytest.approx(other.solve(0.05), abs=1e-10)


def test_no_weights_are_no_numbers() -> None:
    best = float(MOMENTS.mu @ mean_risk.max_return(MOMENTS, LIMITS))
    assert np.isnan(program().solve(best + 0.01)).all()
    assert np.isfinite(program().solve(best - 1e-9)).all()
    clash = msgspec.structs.replace(LIMITS, upper=np.full(6, 0.1))
    assert np.isnan(program(limits=clash).solve()).all()


@cases("share", [0.12, 0.3, 0.45])
def test_a_fixed_member_keeps_its_weight_to_the_end_of_its_sleeve(share: float) -> None:
    lower, upper = LIMITS.lower.copy(), LIMITS.upper.copy()
    lower[1] = upper[1] = share
    found = program(limits=msgspec.structs.replace(LIMITS, lower=lower, upper=upper)).solve()
    assert found[1] == pytest.approx(share, abs=1e-9) and found[0] == pytest.approx(0.45 - share, abs=1e-9)


def test_twins_and_cash_give_the_least_variance_there_is() -> None:
    panel = market()
    returns = np.column_stack([panel.returns, panel.returns[:, 0]])
    returns[:, 4] = 0.0001
    names = (*SYMBOLS, "VOO")
    made = workspace(
        Allocation(sleeves=(Sleeve("All", names, weight=1.0),), max_weight=0.3),
        Panel(names, panel.start, panel.days, returns),
    )
    moments = made.moments()
    found = program(moments, made.limits).solve()
    assert found[4] == pytest.approx(0.3, abs=1e-7)
    unimprovable(moments, made.limits, found, np.zeros(7), 1e-9)


@settings(max_examples=25, deadline=None, phases=(Phase.generate,))
@given(st.integers(0, 50), st.floats(0.1, 0.9), st.sampled_from([0.35, 0.6, 1.0]), st.floats(-0.05, 0.05))
def test_nothing_within_the_limits_is_better(seed: int, equity: float, cap: float, pull: float) -> None:
    sleeves = (
        Sleeve("US equity", ("SPY", "IWM"), min=equity * 0.8, max=equity, floors={"IWM": equity / 4}),
        Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), min=0.0, max=1.0),
    )
    made = workspace(Allocation(sleeves=sleeves, max_weight=cap), market(300, seed))
    moments, linear = made.moments(), pull * np.arange(6)
    found = program(moments, made.limits).solve(linear=linear)
    assert found.sum() == pytest.approx(1, abs=1e-9)
    assert (found >= made.limits.lower - 1e-9).all() and (found <= made.limits.upper + 1e-9).all()
    unimprovable(moments, made.limits, found, linear, 1e-8)


@pytest.mark.parametrize("limits", [LIMITS, LOOSE], ids=["tight", "loose"])
@pytest.mark.parametrize("rate", [0.0, 0.02])
def test_no_weights_within_the_limits_have_a_greater_ratio(limits: WeightLimits, rate: float) -> None:
    gain, covariance = MOMENTS.mu - rate, MOMENTS.covariance
    found = greatest_ratio(limits, gain, covariance)
    deviation = float(np.sqrt(found @ covariance @ found))
    # The ratio is pseudoconcave: weights that its gradient cannot improve are the best of all.
    gradient = gain / deviation - (found @ gain) * (covariance @ found) / deviation**3
    best = mean_risk.max_return(MOMENTS._replace(mu=gradient), limits)
    assert gradient @ best - gradient @ found <= 1e-8
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert ((found >= limits.lower - 1e-9) & (found <= limits.upper + 1e-9)).all()
    for sleeve in limits.sleeves:
        assert sleeve.least - 1e-9 <= found[sleeve.members].sum() <= sleeve.most + 1e-9


def test_no_weights_with_a_gain_have_no_greatest_ratio() -> None:
    assert np.isnan(greatest_ratio(LIMITS, -np.ones(len(MOMENTS.mu)), MOMENTS.covariance)).all()
