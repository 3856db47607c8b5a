"""The rules by which a claim is judged: numbers in, a verdict out. Nothing else in R2K chooses a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from r2k_tui.model.thesis import Verdict
from r2k_tui.model.threshold import at_least, at_most

Sense = Literal["equals", "at_least", "at_most"]
Interval = tuple[float, float]
# A number that would be right with another level of the index, one off by this share of it, is near.
NEAR = 0.0015


class Judgement(NamedTuple):
    """A verdict. `other`: the place of the other measure that it holds for; `near`: off by little."""

    verdict: Verdict
    other: int | None = None
    near: bool = False


# There is nothing to judge by.
UNTESTED = Judgement(Verdict.NOT_TESTABLE)


def judge_number(
    claimed: float,
    measured: float | None,
    others: Sequence[float | None] = (),
    *,
    tolerance: float,
    near: float,
    sense: Sense = "equals",
) -> Judgement:
    """Whether a number is what was claimed, within `tolerance`; `near` is how far off still counts as near.

    A claim whose own measure is near is wrong by a little and is not excused by another measure. One that is farther
    off, or cannot be measured, may hold for the first of the others that comes near.
    """
    if _meets(claimed, measured, tolerance, sense):
        return Judgement(Verdict.HOLDS)
    if _meets(claimed, measured, near, sense):
        return Judgement(Verdict.DOES_NOT_HOLD, near=True)
    for place, other in enumerate(others):
        if _meets(claimed, other, max(near, tolerance), sense):
            return Judgement(Verdict.HOLDS_OTHER_MEASURE, place)
    return UNTESTED if measured is None else Judgement(Verdict.DOES_NOT_HOLD)


def _meets(claimed: float, value: float | None, tolerance: float, sense: Sense) -> bool:
    if value is None or not math.isfinite(value):
        return False
    if sense == "at_least":
        return bool(at_least(value, claimed - tolerance))
    if sense == "at_most":
        return bool(at_most(value, claimed + tolerance))
    return bool(at_least(value, claimed - tolerance) and at_most(value, claimed + tolerance))


def judge_flag(claimed: bool, measured: bool | None, others: Sequence[bool | None] = ()) -> Judgement:
    """Whether something is so; else the first of the others of which it is true."""
    if measured is claimed:
        return Judgement(Verdict.HOLDS)
    for place, other in enumerate(others):
        if other is claimed:
            return Judgement(Verdict.HOLDS_OTHER_MEASURE, place)
    return UNTESTED if measured is None else Judgement(Verdict.DOES_NOT_HOLD)


def judge_rate(claimed: float | None, interval: Interval | None, base: float | None) -> Judgement:
    """Whether events are followed by something as often as claimed, and oftener than any day is.

    An interval that includes the base rate proves nothing. Without a claimed rate, the claim is that events help.
    """
    if interval is None or base is None:
        return UNTESTED
    low, high = interval
    if at_most(low, base) and at_most(base, high):
        return Judgement(Verdict.UNPROVEN)
    if claimed is None:
        return Judgement(Verdict.HOLDS if low > base else Verdict.DOES_NOT_HOLD)
    return Judgement(
        Verdict.HOLDS if at_most(low, claimed) and at_most(claimed, high) and low > base else Verdict.DOES_NOT_HOLD
    )


def judge_no_worse(with_it: Sequence[float | None], without: Sequence[float | None]) -> Judgement:
    """Whether every figure of the first is at least that of the second; greater is better."""
    pairs = list(zip(with_it, without, strict=True))
    if not pairs or any(a is None or b is None for a, b in pairs):
        return UNTESTED
    fine = all(at_least(a, b) for a, b in pairs if a is not None and b is not None)
    return Judgement(Verdict.HOLDS if fine else Verdict.DOES_NOT_HOLD)


def says_something(verdict: Verdict) -> bool:
    """Whether there were data behind a verdict."""
    return verdict is not UNTESTED.verdict
