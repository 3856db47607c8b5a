"""Tracking error and information ratio against programs of scipy and skfolio; a benchmark inside and outside."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.solver import active
from r2k_tui.engine.allocation.solver.active import BenchmarkReturns
from r2k_tui.engine.allocation.solver.reasons import CannotSolve, Undefined
from r2k_tui.engine.allocation.studies.workspace import Workspace
from tests.engine.allocation.problems import SYMBOLS, market, workspace
from tests.engine.allocation.solver.oracles import by_slsqp, random_weights
from tests.late import Late

MeanRisk = Late("skfolio.optimization", "MeanRisk")

MADE = workspace()
MOMENTS, LIMITS = MADE.moments(), MADE.limits
OUTSIDE = 0.6 * MOMENTS.returns[:, 0] + np.random.default_rng(9).normal(size=1500) * 0.004
BENCHMARK = BenchmarkReturns(OUTSIDE, 252 * float(OUTSIDE.mean()))


def tracking_error(w: Floats, daily: Floats = OUTSIDE) -> float:
    return float((MOMENTS.returns @ w - daily).std(ddof=1) * 252**0.5)


def ratio(w: Floats) -> float:
    return (float(w @ MOMENTS.mu) - BENCHMARK.mu) / tracking_error(w)


@pytest.mark.parametrize("target", [0.0, 0.12])
def test_the_least_tracking_error(target: float) -> None:
    found = active.min_te(MOMENTS, LIMITS, BENCHMARK, target, "target_return")
    oracle = by_slsqp(LIMITS, lambda w: tracking_error(w) * 10, lambda w: (float(w @ MOMENTS.mu) - target) * 100)
    assert float(found @ MOMENTS.mu) >= target - 1e-6
    assert found == pytest.approx(oracle, abs=3e-3) and tracking_error(found) <= tracking_error(oracle) * (1 + 1e-5)


def test_the_greatest_information_ratio() -> None:
    found = active.max_ir(MOMENTS, LIMITS, BENCHMARK)
    oracle = by_slsqp(LIMITS, lambda w: -ratio(w))
    assert ratio(found) >= ratio(oracle) * (1 - 1e-5) and found == pytest.approx(oracle, abs=3e-3)
    rng = np.random.default_rng(5)
    assert max(ratio(random_weights(LIMITS, rng)) for _ in range(500)) <= ratio(found)


def test_its_ratio_is_that_of_the_best_mix_of_active_returns_by_skfolio() -> None:
    from skfolio.optimization import ObjectiveFunction

    rows = np.zeros((2, 6))
    rows[0, :2] = rows[1, 2:] = 1.0
    model = MeanRisk(
        objective_function=ObjectiveFunction.MAXIMIZE_RATIO,
        min_weights=LIMITS.lower,
        max_weights=LIMITS.upper,
        left_inequality=np.vstack([rows, -rows]),
        right_inequality=np.array([0.45, 0.55, -0.45, -0.55]),
    ).fit(MOMENTS.returns - OUTSIDE[:, None])
    assert ratio(active.max_ir(MOMENTS, LIMITS, BENCHMARK)) == pytest.approx(ratio(model.weights_), rel=1e-4)


def free(**more: object) -> Workspace:
    return workspace(Allocation(sleeves=(Sleeve("All", SYMBOLS, weight=1.0),)), **more)  # type: ignore[arg-type]


def test_a_benchmark_that_can_be_held_is_tracked_without_error_and_has_no_best_ratio() -> None:
    made = free(benchmark={"SPY": 0.5, "AGG": 0.5})
    moments = made.moments()
    settings = made.settings
    assert settings.target_return is None
    held = BenchmarkReturns(made.benchmark, 0.0)
    found = active.min_te(moments, made.limits, held, 0.0, "target_return")
    assert made.named(found)["SPY"] == pytest.approx(0.5, abs=1e-4) and tracking_error(found, made.benchmark) < 1e-5
    with pytest.raises(Undefined, match="the limits admit the benchmark itself"):
        made.solve("max_ir", moments)


def test_a_benchmark_that_nothing_beats() -> None:
    with pytest.raises(Undefined, match=r"no member earns more than the benchmark \(best: .* against 90 %\)"):
        active.max_ir(MOMENTS, LIMITS, BenchmarkReturns(OUTSIDE, 0.9))


def test_days_without_the_benchmark_are_left_out() -> None:
    gaps = np.where(np.arange(1500) < 700, np.nan, OUTSIDE)
    late = MOMENTS._replace(returns=MOMENTS.returns[700:])
    found = active.min_te(MOMENTS, LIMITS, BenchmarkReturns(gaps, 0.0), 0.0, "target_return")
    alone = active.min_te(late, LIMITS, BenchmarkReturns(OUTSIDE[700:], 0.0), 0.0, "target_return")
    assert found == pytest.approx(alone, abs=1e-5)
    with pytest.raises(CannotSolve, match="fewer than two returns"):
        active.min_te(MOMENTS, LIMITS, BenchmarkReturns(np.full(1500, np.nan), 0.0), 0.0, "target_return")


def test_a_benchmark_outside_the_members_by_its_panel_column() -> None:
    panel = market()
    more = Panel((*SYMBOLS, "IDX"), panel.start, panel.days, np.column_stack([panel.returns, OUTSIDE]))
    made = workspace(panel=more, benchmark={"IDX": 1.0})
    assert made.solve("max_ir") == pytest.approx(active.max_ir(MOMENTS, LIMITS, BENCHMARK), abs=1e-5)
