"""Each portfolio by its name, with the setting that it needs."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.methods import WeightRequest, benchmark_returns, formed
from tests.cases import cases
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, workspace

TARGETS = msgspec.structs.replace(SETTINGS, target_volatility=0.14, target_return=0.08)
MIX = {"SPY": 0.6, "AGG": 0.4}
MADE = workspace(TARGETS, benchmark=MIX)
MOMENTS = MADE.moments()
REQUEST = WeightRequest(TARGETS, MADE.limits, MIX, MOMENTS, Frictions())


@cases("name", IN_SAMPLE)
def test_every_name_has_a_method(name: str) -> None:
    weights = formed(name, REQUEST)
    assert weights.sum() == pytest.approx(1) and weights == pytest.approx(MADE.solve(name, MOMENTS), abs=1e-6)


def test_an_unknown_name_and_a_missing_setting() -> None:
    with pytest.raises(CannotSolve, match="no portfolio best"):
        formed("best", REQUEST)
    with pytest.raises(CannotSolve, match="target_vol needs `target_volatility`"):
        formed("target_vol", REQUEST._replace(settings=SETTINGS))


def test_without_a_target_the_tracking_error_is_least_at_the_return_of_the_policy_mix() -> None:
    found = formed("min_te", REQUEST._replace(settings=SETTINGS))
    policy = float(MOMENTS.mu @ MADE.solve("equal"))
    assert float(MOMENTS.mu @ found) >= policy - 1e-6
    high = formed("min_te", REQUEST._replace(settings=msgspec.structs.replace(SETTINGS, target_return=policy + 0.01)))
    assert float(MOMENTS.mu @ high) >= policy + 0.01 - 1e-6


def test_the_benchmark_earns_what_its_members_are_expected_to() -> None:
    inside = benchmark_returns(MIX, SYMBOLS, MOMENTS._replace(mu=MOMENTS.mu + 0.01))
    assert inside.mu == pytest.approx(0.6 * MOMENTS.mu[0] + 0.4 * MOMENTS.mu[2] + 0.01)
    outside = benchmark_returns({"IDX": 1.0}, SYMBOLS, MOMENTS)
    assert outside.mu == pytest.approx(252 * MADE.benchmark.mean())
    with pytest.raises(CannotSolve, match="no market"):
        benchmark_returns(MIX, SYMBOLS, MOMENTS._replace(market=None))
