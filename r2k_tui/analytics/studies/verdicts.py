"""Rules that evaluate a claim: numbers in, a verdict out. Nothing else in R2K chooses a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from r2k_tui.model.readings.study import ConfidenceInterval
from r2k_tui.model.thesis import Verdict
from r2k_tui.model.threshold import at_least, at_most

Sense = Literal["equals", "at_least", "at_most"]


class VerdictResult(NamedTuple):
    """Verdict on a claim. `other`: index of the alternative measure that meets it.

    `nearest`: index of the nearest measure, 0 for the named one, and `distance` its distance; both None without a known
    measure.
    """

    verdict: Verdict
    other: int | None = None
    nearest: int | None = None
    distance: float | None = None


# Verdict without data.
UNTESTED = VerdictResult(Verdict.NOT_TESTABLE)


def evaluate_number(
    claimed: float,
    measured: float | None,
    others: Sequence[float | None] = (),
    *,
    tolerance: float,
    sense: Sense = "equals",
) -> VerdictResult:
    """Verdict on a claimed number, within one `tolerance` for the named measure and for all others.

    A claim whose own measure fails or is missing may hold for the first of the others that meets it. A missing number
    (None or NaN) refutes nothing: without its own measure a claim is not testable.
    """
    values = (measured, *others)
    if not math.isfinite(claimed):
        return UNTESTED
    known = [(abs(v - claimed), place) for place, v in enumerate(values) if v is not None and math.isfinite(v)]
    _, nearest = min(known, default=(0.0, None))
    distance = None if nearest is None else (values[nearest] or 0.0) - claimed
    met = [place for place, value in enumerate(values) if _meets(claimed, value, tolerance, sense)]
    if met:
        verdict = Verdict.HOLDS_OTHER_MEASURE if met[0] else Verdict.HOLDS
        return VerdictResult(verdict, met[0] - 1 if met[0] else None, nearest, distance)
    missing = measured is None or not math.isfinite(measured)
    return VerdictResult(UNTESTED.verdict if missing else Verdict.DOES_NOT_HOLD, None, nearest, distance)


def _meets(claimed: float, value: float | None, tolerance: float, sense: Sense) -> bool:
    if value is None or not math.isfinite(value):
        return False
    if sense == "at_least":
        return bool(at_least(value, claimed - tolerance))
    if sense == "at_most":
        return bool(at_most(value, claimed + tolerance))
    return bool(at_least(value, claimed - tolerance) and at_most(value, claimed + tolerance))


def evaluate_flag(claimed: bool, measured: bool | None, others: Sequence[bool | None] = ()) -> VerdictResult:
    """Verdict on a yes-or-no claim, else for the first of the others that meets it."""
    if measured is claimed:
        return VerdictResult(Verdict.HOLDS)
    for place, other in enumerate(others):
        if other is claimed:
            return VerdictResult(Verdict.HOLDS_OTHER_MEASURE, place)
    return UNTESTED if measured is None else VerdictResult(Verdict.DOES_NOT_HOLD)


def evaluate_rate(claimed: float | None, interval: ConfidenceInterval | None, base: float | None) -> VerdictResult:
    """Verdict on a claimed rate after events, which must also exceed the base rate.

    An interval that includes the base rate proves nothing. Without a claimed rate, the claim is a rate above the base.
    """
    if interval is None or base is None or not all(map(math.isfinite, (*interval, base, claimed or 0.0))):
        return UNTESTED
    low, high = interval
    if at_most(low, base) and at_most(base, high):
        return VerdictResult(Verdict.UNPROVEN)
    if claimed is None:
        return VerdictResult(Verdict.HOLDS if low > base else Verdict.DOES_NOT_HOLD)
    fits = at_most(low, claimed) and at_most(claimed, high) and low > base
    return VerdictResult(Verdict.HOLDS if fits else Verdict.DOES_NOT_HOLD)


def evaluate_better(differences: Sequence[ConfidenceInterval | None]) -> VerdictResult:
    """Verdict on the claim to be better by every measure: intervals of the differences, above 0 is better.

    An interval entirely below 0 refutes it; one that includes 0 leaves it unproven.
    """
    known = [interval for interval in differences if interval is not None and all(map(math.isfinite, interval))]
    if not known or len(known) < len(differences):
        return UNTESTED
    if any(high < 0 for _, high in known):
        return VerdictResult(Verdict.DOES_NOT_HOLD)
    return VerdictResult(Verdict.HOLDS if all(low > 0 for low, _ in known) else Verdict.UNPROVEN)


def was_tested(verdict: Verdict) -> bool:
    """Whether data were available for a verdict."""
    return verdict is not UNTESTED.verdict


def proves(verdict: Verdict) -> bool:
    """Whether a verdict confirms the claim as stated."""
    return verdict is Verdict.HOLDS


def last_digit(claimed: float, coarsest: float) -> float:
    """Unit of the last digit of a figure, at most `coarsest`: 0.0001 for 0.1175, 1 for 2500.

    Trailing zeros are lost: 0.10 has one digit, so `coarsest` bounds the precision of a bare figure.
    """
    if not claimed or not math.isfinite(claimed):
        return coarsest
    digits = Decimal(repr(claimed)).normalize().as_tuple().exponent
    return min(10.0**digits, coarsest) if isinstance(digits, int) else coarsest
