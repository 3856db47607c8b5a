"""The rules that choose a verdict, one by one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.studies.verdicts import (
    UNTESTED,
    VerdictResult,
    evaluate_better,
    evaluate_flag,
    evaluate_number,
    evaluate_rate,
    last_digit,
    proves,
    was_tested,
)
from r2k_tui.model.thesis import Verdict
from r2k_tui.model.threshold import at_most
from tests.cases import cases

NUMBER = {"tolerance": 0.0001}


@cases(
    ("measured", "others", "expected"),
    [
        (0.11755, (), (Verdict.HOLDS, None)),
        (0.1176, (), (Verdict.HOLDS, None)),
        (0.1174, (), (Verdict.HOLDS, None)),
        (0.1185, (), (Verdict.DOES_NOT_HOLD, None)),
        (0.1185, (0.1175,), (Verdict.HOLDS_OTHER_MEASURE, 0)),
        # No measure has a wider tolerance than the named one.
        (0.1065, (0.15, 0.1185, 0.1177), (Verdict.DOES_NOT_HOLD, None)),
        (0.1065, (0.15, 0.1185, 0.1175), (Verdict.HOLDS_OTHER_MEASURE, 2)),
        (0.1065, (0.15, None), (Verdict.DOES_NOT_HOLD, None)),
        (None, (0.1175,), (Verdict.HOLDS_OTHER_MEASURE, 0)),
        (None, (0.5,), (UNTESTED.verdict, None)),
        (None, (None,), (UNTESTED.verdict, None)),
        (math.nan, (), (UNTESTED.verdict, None)),
        (math.nan, (0.1175,), (Verdict.HOLDS_OTHER_MEASURE, 0)),
        (0.1065, (math.nan,), (Verdict.DOES_NOT_HOLD, None)),
    ],
)
def test_numbers(
    measured: float | None, others: tuple[float | None, ...], expected: tuple[Verdict, int | None]
) -> None:
    found = evaluate_number(0.1175, measured, others, **NUMBER)
    assert (found.verdict, found.other) == expected


@cases(
    ("claimed", "measured", "tolerance", "holds"),
    [
        (0.108, 0.1084, 0.001, True),
        (-0.3415, -0.3414, 0.0001, True),
        (0.0242, 0.0251, 0.0001, False),
        (0.1175, 0.1185, 0.0001, False),
        (2465.52, 2465.53, 0.01, True),
        (2465.52, 2467.70, 0.01, False),
    ],
)
def test_one_unit_of_the_last_digit(claimed: float, measured: float, tolerance: float, holds: bool) -> None:
    assert proves(evaluate_number(claimed, measured, tolerance=tolerance).verdict) == holds
    other = evaluate_number(claimed, 99.0, (measured,), tolerance=tolerance).verdict
    assert (other is Verdict.HOLDS_OTHER_MEASURE) == holds


def test_the_nearest_is_named_with_its_distance() -> None:
    found = evaluate_number(0.1175, 0.1065, (0.15, 0.1185, None), **NUMBER)
    assert (found.nearest, found.distance) == (2, pytest.approx(0.0010))
    assert evaluate_number(math.nan, 0.1, (0.2,), **NUMBER) == UNTESTED


@cases(
    ("claimed", "coarsest", "unit"),
    [(0.1175, 0.01, 1e-4), (0.108, 0.01, 1e-3), (0.1, 0.01, 0.01), (2465.52, 1.0, 0.01), (2500.0, 1.0, 1.0)],
)
def test_the_last_digit_of_a_figure(claimed: float, coarsest: float, unit: float) -> None:
    assert last_digit(claimed, coarsest) == pytest.approx(unit)
    assert last_digit(-claimed, coarsest) == pytest.approx(unit)


def test_a_figure_of_zero_or_none_at_all_has_the_coarsest() -> None:
    assert last_digit(0.0, 0.01) == last_digit(math.nan, 0.01) == 0.01


@cases(
    ("sense", "measured", "verdict"),
    [
        ("at_least", 0.2, Verdict.HOLDS),
        ("at_least", 0.1, Verdict.DOES_NOT_HOLD),
        ("at_most", 0.1, Verdict.HOLDS),
        ("at_most", 0.2, Verdict.DOES_NOT_HOLD),
    ],
)
def test_senses(sense: str, measured: float, verdict: Verdict) -> None:
    assert evaluate_number(0.15, measured, sense=sense, **NUMBER).verdict is verdict  # type: ignore[arg-type]


def test_flags() -> None:
    assert evaluate_flag(True, True).verdict is Verdict.HOLDS
    assert evaluate_flag(True, False, (None, True)) == VerdictResult(Verdict.HOLDS_OTHER_MEASURE, 1)
    assert evaluate_flag(True, False).verdict is Verdict.DOES_NOT_HOLD
    assert evaluate_flag(True, None) == UNTESTED


@cases(
    ("claimed", "interval", "base", "verdict"),
    [
        (0.9, (0.59, 0.94), 0.67, Verdict.UNPROVEN),
        (0.9, (0.70, 0.95), 0.67, Verdict.HOLDS),
        (0.99, (0.70, 0.95), 0.67, Verdict.DOES_NOT_HOLD),
        # Oftener than claimed is not what was claimed; and rarer than on any day is no support.
        (0.5, (0.40, 0.60), 0.67, Verdict.DOES_NOT_HOLD),
        (None, (0.70, 0.95), 0.67, Verdict.HOLDS),
        (None, (0.10, 0.40), 0.67, Verdict.DOES_NOT_HOLD),
        (0.9, None, 0.67, Verdict.NOT_TESTABLE),
        (0.9, (0.59, 0.94), None, Verdict.NOT_TESTABLE),
    ],
)
def test_rates(
    claimed: float | None, interval: tuple[float, float] | None, base: float | None, verdict: Verdict
) -> None:
    assert evaluate_rate(claimed, interval, base).verdict is verdict


@cases(
    ("differences", "verdict"),
    [
        (((0.1, 0.2), (0.01, 0.02)), Verdict.HOLDS),
        (((0.1, 0.2), (-0.01, 0.02)), Verdict.UNPROVEN),
        (((0.0, 0.0), (0.0, 0.0)), Verdict.UNPROVEN),
        (((0.1, 0.2), (-0.02, -0.01)), Verdict.DOES_NOT_HOLD),
        (((0.1, 0.2), None), Verdict.NOT_TESTABLE),
        (((0.1, math.nan),), Verdict.NOT_TESTABLE),
        ((), Verdict.NOT_TESTABLE),
    ],
)
def test_better_by_every_measure(differences: tuple[tuple[float, float] | None, ...], verdict: Verdict) -> None:
    assert evaluate_better(differences).verdict is verdict


@cases("place", [0, 1, 2])
def test_a_rate_that_is_no_number_is_not_testable(place: int) -> None:
    claimed, low, base = (math.nan if place == at else 0.5 for at in range(3))
    assert evaluate_rate(claimed, (low, 0.9), base) == UNTESTED


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.one_of(st.none(), st.floats(0, 1)))
def test_an_interval_that_includes_the_base_rate_proves_nothing(
    a: float, b: float, base: float, claimed: float | None
) -> None:
    low, high = min(a, b), max(a, b)
    found = evaluate_rate(claimed, (low, high), base).verdict
    assert (found is Verdict.UNPROVEN) == (at_most(low, base) and at_most(base, high))
    assert was_tested(found)
