"""Numbers of a simulation that cannot be."""

from __future__ import annotations

import math

from r2k_tui.model.allocation.assumptions import LIMITS, limits_fault
from tests.cases import cases


@cases(
    ("name", "value", "words"),
    [
        ("years", -1, "-1: expected 1 to 100"),
        ("withdrawal_percent", 101.0, "101: expected 0 to 100"),
        ("inflation", -1.0, "-1: expected -0.99 to 1, a fraction: 0.06 is 6 %"),
        ("mean", 6.0, "6: expected -0.9 to 1, a fraction: 0.06 is 6 %"),
        ("volatility", -0.1, "-0.1: expected 0 to 2, a fraction"),
        ("start", math.nan, "nan: expected 0.01"),
        ("contribution", math.inf, "inf: expected 0 to"),
    ],
)
def test_a_number_outside_its_limits(name: str, value: float, words: str) -> None:
    found = limits_fault({name: value})
    assert found is not None
    assert found[0] == name and words in found[1]


def test_both_ends_and_what_is_not_given_are_allowed() -> None:
    for end in (0, 1):
        assert limits_fault({name: limits[end] for name, limits in LIMITS.items()}) is None
    assert limits_fault(dict.fromkeys(LIMITS)) is None
    assert limits_fault({"portfolio": "own", "linked": True}) is None
