"""The rules that choose a verdict, one by one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.verdicts import (
    UNTESTED,
    Judgement,
    judge_flag,
    judge_no_worse,
    judge_number,
    judge_rate,
    says_something,
)
from r2k_tui.model.thesis import Verdict
from r2k_tui.model.threshold import at_most

NUMBER = {"tolerance": 0.0005, "near": 0.0015}


@pytest.mark.parametrize(
    ("measured", "others", "expected"),
    [
        (0.1174, (), Judgement(Verdict.HOLDS)),
        (0.1185, (), Judgement(Verdict.DOES_NOT_HOLD, near=True)),
        # Wrong by a little is wrong, whatever else there is.
        (0.1185, (0.1175,), Judgement(Verdict.DOES_NOT_HOLD, near=True)),
        (0.1065, (0.15, 0.1185, 0.1175), Judgement(Verdict.HOLDS_OTHER_MEASURE, 1)),
        (0.1065, (0.15, None), Judgement(Verdict.DOES_NOT_HOLD)),
        (None, (0.1175,), Judgement(Verdict.HOLDS_OTHER_MEASURE, 0)),
        (None, (None,), UNTESTED),
        (math.nan, (), Judgement(Verdict.DOES_NOT_HOLD)),
    ],
)
def test_numbers(measured: float | None, others: tuple[float | None, ...], expected: Judgement) -> None:
    assert judge_number(0.1175, measured, others, **NUMBER) == expected


@pytest.mark.parametrize(
    ("sense", "measured", "verdict"),
    [
        ("at_least", 0.2, Verdict.HOLDS),
        ("at_least", 0.1, Verdict.DOES_NOT_HOLD),
        ("at_most", 0.1, Verdict.HOLDS),
        ("at_most", 0.2, Verdict.DOES_NOT_HOLD),
    ],
)
def test_senses(sense: str, measured: float, verdict: Verdict) -> None:
    assert judge_number(0.15, measured, sense=sense, **NUMBER).verdict is verdict  # type: ignore[arg-type]


def test_flags() -> None:
    assert judge_flag(True, True).verdict is Verdict.HOLDS
    assert judge_flag(True, False, (None, True)) == Judgement(Verdict.HOLDS_OTHER_MEASURE, 1)
    assert judge_flag(True, False).verdict is Verdict.DOES_NOT_HOLD
    assert judge_flag(True, None) == UNTESTED


@pytest.mark.parametrize(
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
    assert judge_rate(claimed, interval, base).verdict is verdict


def test_no_worse_than_without() -> None:
    assert judge_no_worse((1.0, -0.1), (0.9, -0.1)).verdict is Verdict.HOLDS
    assert judge_no_worse((1.0, -0.12), (0.9, -0.1)).verdict is Verdict.DOES_NOT_HOLD
    assert judge_no_worse((1.0, None), (0.9, -0.1)) == UNTESTED
    assert judge_no_worse((), ()) == UNTESTED


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.one_of(st.none(), st.floats(0, 1)))
def test_an_interval_that_includes_the_base_rate_proves_nothing(
    a: float, b: float, base: float, claimed: float | None
) -> None:
    low, high = min(a, b), max(a, b)
    found = judge_rate(claimed, (low, high), base).verdict
    assert (found is Verdict.UNPROVEN) == (at_most(low, base) and at_most(base, high))
    assert says_something(found)
