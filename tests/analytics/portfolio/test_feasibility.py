"""The least turnover against a linear program, and which limit is blamed."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.feasibility import HeldWeights, clash, least_turnover, relaxed, turnover_fault
from r2k_tui.analytics.portfolio.limits import WeightLimits, limits_of
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from tests.late import Late

linprog = Late("scipy.optimize", "linprog")

SYMBOLS = ("SPY", "IWM", "AGG", "GLD")


def limits(floor: float = 0.12, cap: float = 1.0) -> WeightLimits:
    equity = Sleeve("US equity", ("SPY", "IWM"), weight=0.45, floors={"IWM": floor})
    return limits_of(Allocation(sleeves=(equity, Sleeve("Rest", ("AGG", "GLD"), weight=0.55)), max_weight=cap), SYMBOLS)


def loose(floor: float) -> WeightLimits:
    return limits_of(Allocation(sleeves=(Sleeve("All", SYMBOLS, weight=1.0, floors={"IWM": floor}),)), SYMBOLS)


def held(*weights: float) -> HeldWeights:
    return HeldWeights(np.array(weights), max(0.0, 1 - sum(weights)))


def by_linear_program(within: WeightLimits, now: HeldWeights) -> float | None:
    width = len(within.symbols)
    rows = np.zeros((len(within.sleeves), width))
    for row, sleeve in zip(rows, within.sleeves, strict=True):
        row[sleeve.members] = 1.0
    zero, unit = np.zeros_like(rows), np.eye(width)
    left = np.vstack([np.hstack([rows, zero]), np.hstack([-rows, zero]), np.hstack([unit, -unit])])
    left = np.vstack([left, np.hstack([-unit, -unit])])
    right = [s.most for s in within.sleeves] + [-s.least for s in within.sleeves]
    found = linprog(
        np.concatenate([np.zeros(width), np.ones(width)]),
        A_ub=left,
        b_ub=[*right, *now.members, *-now.members],
        A_eq=[[1.0] * width + [0.0] * width],
        b_eq=[1.0],
        bounds=[*zip(within.lower, within.upper, strict=True), *[(0, None)] * width],
    )
    return None if found.status == 2 else (float(found.fun) + now.outside) / 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda w: sum(w) > 0.1),
    st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 1)), min_size=4, max_size=4),
    st.lists(st.tuples(st.floats(0, 0.7), st.floats(0, 0.7)), min_size=2, max_size=2),
)
def test_the_least_turnover_is_that_of_a_linear_program(
    raw: list[float], members: list[tuple[float, float]], sleeves: list[tuple[float, float]]
) -> None:
    whole = limits()
    lower = np.array([low for low, _ in members])
    ranges = tuple(
        msgspec.structs.replace(s, least=low, most=min(1.0, low + room))
        for s, (low, room) in zip(whole.sleeves, sleeves, strict=True)
    )
    upper = np.minimum(1.0, lower + [room for _, room in members])
    within = msgspec.structs.replace(whole, lower=lower, upper=upper, sleeves=ranges)
    shares: Floats = np.array(raw) / sum(raw)
    now = HeldWeights(shares[:4], float(shares[4]))
    expected, found = by_linear_program(within, now), least_turnover(within, now)
    if expected is None:
        assert found == float("inf") and clash(within) is not None
    else:
        assert found == pytest.approx(expected, abs=1e-7) and clash(within) is None


def test_a_floor_that_forces_more_than_the_limit_is_named() -> None:
    words = turnover_fault(loose(0.12), held(1.0, 0, 0, 0), 0.05)
    assert words == "floor of IWM 12 % needs at least 12.0 % turnover, turnover_limit is 5 %"
    assert turnover_fault(loose(0.12), held(1.0, 0, 0, 0), 0.12) is None


def test_a_cap_a_sleeve_and_cash_are_named_too() -> None:
    assert turnover_fault(limits(0.0), held(0.6, 0, 0.4, 0), 0.1) == (
        'keeping the sleeves "US equity", "Rest" needs at least 15.0 % turnover, turnover_limit is 10 %'
    )
    capped = msgspec.structs.replace(loose(0.0), upper=np.array([0.7, 1, 1, 1]))
    assert "cap of SPY 70 % needs at least 30.0 %" in (turnover_fault(capped, held(1.0, 0, 0, 0), 0.2) or "")
    assert "investing the cash of 60 % needs at least 60.0 %" in (
        turnover_fault(loose(0.0), held(0.4, 0, 0, 0), 0.3) or ""
    )


def test_several_limits_together() -> None:
    words = turnover_fault(limits(0.2), held(1.0, 0, 0, 0), 0.05) or ""
    assert words.startswith("the limits together need at least 75.0 % turnover, turnover_limit is 5 %")


def test_a_clash_names_what_to_give_up() -> None:
    assert clash(limits()) is None
    tight = msgspec.structs.replace(limits(), upper=np.array([1.0, 1.0, 0.2, 1.0]), lower=np.array([0, 0, 0, 0.6]))
    words = clash(tight) or ""
    assert "floor of GLD 60 %" in words and "IWM" not in words and words.startswith("the limits contradict each other")
    hopeless = msgspec.structs.replace(limits(), upper=np.full(4, 0.01))
    assert clash(hopeless) == "the limits contradict each other in more than one place"


def test_relaxing_names_each_limit_once() -> None:
    names = [name for name, _ in relaxed(limits(0.12, 0.5))]
    assert len(names) == len(set(names)) and "floor of IWM 12 %" in names and "cap of AGG 50 %" in names
