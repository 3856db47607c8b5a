"""Comparison of a value with a threshold, the same for readings, scores, studies, alerts, claims and limits.

A value that differs from the threshold by less than a billionth of it meets it: 20.10 to 22.11 is a rise of 10 %,
though the quotient of the two floats is a little less. Values and thresholds may be floats or arrays of them; a
missing value (NaN) meets nothing.
"""

from __future__ import annotations

from typing import Any

RELATIVE_TOLERANCE = 1e-9


def at_least(value: Any, threshold: Any) -> Any:
    """Whether the value is the threshold or above it."""
    return value >= threshold - RELATIVE_TOLERANCE * abs(threshold)


def at_most(value: Any, threshold: Any) -> Any:
    """Whether the value is the threshold or below it."""
    return value <= threshold + RELATIVE_TOLERANCE * abs(threshold)


def above(value: Any, threshold: Any) -> Any:
    """Whether the value is above the threshold, and not the threshold itself."""
    return value > threshold + RELATIVE_TOLERANCE * abs(threshold)


def below(value: Any, threshold: Any) -> Any:
    """Whether the value is below the threshold, and not the threshold itself."""
    return value < threshold - RELATIVE_TOLERANCE * abs(threshold)
