"""Comparison with a threshold: met exactly is met, whatever the rounding of the arithmetic before it."""

from __future__ import annotations

import ast
import math
import re
from decimal import Decimal
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import r2k_tui
from r2k_tui.model.threshold import above, at_least, at_most, below
from tests.cases import cases

CENTS = st.integers(min_value=100, max_value=10_000_000)


@given(start=CENTS, percent=st.integers(min_value=-90, max_value=200).filter(bool))
def test_a_move_of_exactly_so_many_percent_meets_it(start: int, percent: int) -> None:
    first, last = start / 100, float(Decimal(start) * (100 + percent) / 10_000)
    change, threshold = last / first - 1, percent / 100
    assert at_least(change, threshold) and at_most(change, threshold)
    assert not above(change, threshold) and not below(change, threshold)


def test_the_month_of_the_audit() -> None:
    assert 22.11 / 20.10 - 1 < 0.10, "the floats alone miss it"
    assert at_least(22.11 / 20.10 - 1, 0.10)


@cases("threshold", [0.1, -0.25, 25.0, 250.0])
def test_a_cent_beside_it_is_beside_it(threshold: float) -> None:
    step = 1e-6 * abs(threshold)
    assert above(threshold + step, threshold) and not at_most(threshold + step, threshold)
    assert below(threshold - step, threshold) and not at_least(threshold - step, threshold)


def test_a_missing_value_meets_nothing() -> None:
    assert not any(compare(math.nan, 0.1) for compare in (at_least, at_most, above, below))
    assert not at_least(np.array([math.nan]), 0.1).any()


def test_arrays_are_compared_value_by_value() -> None:
    assert at_least(np.array([22.11 / 20.10 - 1, 0.2, 0.05]), 0.10).tolist() == [True, True, False]


def _tolerances(tree: ast.Module) -> list[int]:
    """Lines of comparisons of which a side is changed by a literal too small to be meant."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for part in ast.walk(node)
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub)
        for side in (part.left, part.right)
        if isinstance(side, ast.Constant) and isinstance(side.value, float) and 0 < abs(side.value) < 1e-5
    ]


# How a literal that small is written.
_TINY = re.compile(r"[eE]-|\.[0_]{4}")


def test_no_comparison_has_a_tolerance_of_its_own() -> None:
    package = Path(r2k_tui.__file__).parent
    found = {
        f"{path.relative_to(package)}:{line}"
        for folder in ("analytics", "engine", "model")
        for path in (package / folder).rglob("*.py")
        if _TINY.search(text := path.read_text())
        for line in _tolerances(ast.parse(text))
    }
    assert found == set()
