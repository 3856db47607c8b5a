"""Value at Risk and Conditional Value at Risk against numpy, a linear programme, scipy and integration."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.risk import tail_risk
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.smoothing import ewma_variance
from tests.analytics.synthetic import walk
from tests.cases import cases
from tests.late import Late

integrate = Late("scipy.integrate")
optimize = Late("scipy.optimize")
stats = Late("scipy.stats")

RETURNS = simple_returns(walk(253, 41))
ORDERED = np.sort(RETURNS)
TAILS = (0.05, 0.01)


def cvar_by_linear_programme(returns: Floats, tail: float) -> float:
    """min over a of a + mean(max(-r - a, 0)) / tail: Rockafellar and Uryasev's programme."""
    n = len(returns)
    cost = np.concatenate([[1.0], np.full(n, 1 / (tail * n))])
    constraint = np.hstack([-np.ones((n, 1)), -np.eye(n)])
    bounds = [(None, None)] + [(0, None)] * n
    result = optimize.linprog(cost, A_ub=constraint, b_ub=returns, bounds=bounds)
    return float(result.fun)


@pytest.mark.parametrize("tail", TAILS)
def test_historical(tail: float) -> None:
    found = tail_risk.historical(ORDERED, tail)
    quantile = np.quantile(RETURNS, tail)
    assert found.var == pytest.approx(-quantile, abs=1e-15)
    assert found.cvar == pytest.approx(-RETURNS[quantile >= RETURNS].mean(), abs=1e-15)


@cases("tail", [*TAILS, 0.1, 1 / 12])
def test_fractional_tail_solves_the_linear_programme(tail: float) -> None:
    found = tail_risk.rockafellar_uryasev(ORDERED, tail)
    assert found == pytest.approx(cvar_by_linear_programme(RETURNS, tail), abs=1e-10)


@settings(max_examples=60)
@given(st.lists(st.floats(-0.5, 0.5), min_size=2, max_size=300), st.sampled_from(TAILS))
def test_cvar_is_at_least_var(values: list[float], tail: float) -> None:
    ordered = np.sort(np.array(values))
    past = tail_risk.historical(ordered, tail)
    assert past.cvar >= past.var - 1e-12
    assert -ordered[0] + 1e-12 >= tail_risk.rockafellar_uryasev(ordered, tail) >= past.var - 1e-9
    moment = tail_risk.moments(ordered)
    if moment is not None:
        normal = tail_risk.gaussian(moment, tail)
        assert normal.cvar >= normal.var


@settings(max_examples=30)
@given(st.integers(0, 5000), st.floats(-0.01, 0.01), st.floats(0.1, 10.0))
def test_shift_and_scale(seed: int, shift: float, scale: float) -> None:
    ordered = np.sort(simple_returns(walk(253, seed)))
    moved = ordered * scale + shift
    one, two = tail_risk.moments(ordered), tail_risk.moments(moved)
    assert one is not None
    assert two is not None
    for before, after in (
        (tail_risk.historical(ordered, 0.05), tail_risk.historical(moved, 0.05)),
        (tail_risk.gaussian(one, 0.05), tail_risk.gaussian(two, 0.05)),
        (tail_risk.cornish_fisher(one, 0.05), tail_risk.cornish_fisher(two, 0.05)),
    ):
        assert after.var == pytest.approx(before.var * scale - shift, abs=1e-9)
        assert after.cvar == pytest.approx(before.cvar * scale - shift, abs=1e-9)


def test_moments_are_those_of_scipy() -> None:
    found = tail_risk.moments(RETURNS)
    assert found is not None
    assert found.std == pytest.approx(RETURNS.std(ddof=1))
    assert found.skew == pytest.approx(stats.skew(RETURNS))
    assert found.kurtosis == pytest.approx(stats.kurtosis(RETURNS))


@pytest.mark.parametrize("tail", TAILS)
def test_gaussian(tail: float) -> None:
    found = tail_risk.gaussian(tail_risk.SampleMoments(0.001, 0.02, 0.0, 0.0), tail)
    assert found.var == pytest.approx(-stats.norm.ppf(tail, 0.001, 0.02))
    below, _ = integrate.quad(lambda z: (0.001 + 0.02 * z) * stats.norm.pdf(z), -12, stats.norm.ppf(tail))
    assert found.cvar == pytest.approx(-below / tail, rel=1e-7)


@cases("tail", TAILS)
@cases(("skew", "kurtosis"), [(0.0, 0.0), (-0.4, 1.5), (-0.8, 6.0), (0.3, 0.4)])
def test_cornish_fisher_mean_is_the_integral_of_its_map(tail: float, skew: float, kurtosis: float) -> None:
    found = tail_risk.cornish_fisher(tail_risk.SampleMoments(0.0005, 0.013, skew, kurtosis), tail)
    z = stats.norm.ppf(tail)
    bent = tail_risk.cornish_fisher_quantile(z, skew, kurtosis)
    assert found.var == pytest.approx(-(0.0005 + 0.013 * bent))
    below, _ = integrate.quad(
        lambda x: tail_risk.cornish_fisher_quantile(x, skew, kurtosis) * stats.norm.pdf(x), -14, z, epsabs=1e-13
    )
    assert found.cvar == pytest.approx(-(0.0005 + 0.013 * below / tail), rel=1e-7)


@settings(max_examples=200)
@given(st.floats(-1.5, 1.5), st.floats(-1.0, 9.0))
def test_monotone_domain(skew: float, kurtosis: float) -> None:
    near = np.linspace(-50, 50, 20_001)
    grid = np.concatenate([near, np.array([-1e4, -1e3, -200.0, 200.0, 1e3, 1e4])])
    square, level = kurtosis / 8 - skew**2 / 6, 1 - kurtosis / 8 + 5 * skew**2 / 36
    slope = level + grid * skew / 3 + grid**2 * square
    on_the_edge = abs(slope.min()) < 1e-3 or abs(square) < 1e-6
    assert on_the_edge or tail_risk.cornish_fisher_monotone(skew, kurtosis) == bool((slope >= 0).all())


def test_monotone_slope_is_that_of_the_map() -> None:
    skew, kurtosis, z, step = -0.7, 2.5, 1.3, 1e-5
    ends = [tail_risk.cornish_fisher_quantile(z + side, skew, kurtosis) for side in (-step, step)]
    slope = 1 - kurtosis / 8 + 5 * skew**2 / 36 + z * skew / 3 + z**2 * (kurtosis / 8 - skew**2 / 6)
    assert (ends[1] - ends[0]) / (2 * step) == pytest.approx(slope, rel=1e-8)


def test_filtered_rescales_the_standardised_tail() -> None:
    returns = simple_returns(walk(1500, 43))
    variance = ewma_variance(returns)
    standardized = tail_risk.standardize(returns, variance)
    assert math.isnan(standardized[0])
    expected = np.array([returns[i] / math.sqrt(variance[i - 1]) for i in range(240, 1500 - 1)])
    np.testing.assert_allclose(standardized[240:], expected, rtol=1e-12)
    forecast = math.sqrt(variance[-1])
    found = tail_risk.filtered(np.sort(standardized[-1260:]), forecast, 0.01)
    quantile = np.quantile(standardized[-1260:], 0.01)
    assert found.var == pytest.approx(-quantile * forecast)
    tail = standardized[-1260:]
    assert found.cvar == pytest.approx(-tail[tail <= quantile].mean() * forecast)


def test_returns_that_do_not_vary_have_no_moments() -> None:
    assert tail_risk.moments(np.zeros(10)) is None
    assert tail_risk.moments(np.array([0.1])) is None


def test_no_forecast_no_standardised_return() -> None:
    flat = np.zeros(5)
    assert np.isnan(tail_risk.standardize(flat, flat)).all()
