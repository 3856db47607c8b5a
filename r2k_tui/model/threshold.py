"""Comparison of values with thresholds, the same for readings, scores, studies, alerts, claims and limits.

A value that differs from the threshold by less than a billionth of it meets it: 20.10 to 22.11 is a rise of 10 %,
though the quotient of the two floats is a little less. Values and thresholds may be floats or arrays of them; a
missing value (NaN) meets nothing.
"""

from __future__ import annotations

from typing import Any

RELATIVE_TOLERANCE = 1e-9


def at_least(value: Any, threshold: Any) -> Any:
    """Whether the value is at or above the threshold."""
    return value >= threshold - RELATIVE_TOLERANCE * abs(threshold)


def at_most(value: Any, threshold: Any) -> Any:
    """Whether the value is at or below the threshold."""
    return value <= threshold + RELATIVE_TOLERANCE * abs(threshold)


def above(value: Any, threshold: Any) -> Any:
    """Whether the value is strictly above the threshold."""
    return value > threshold + RELATIVE_TOLERANCE * abs(threshold)


def below(value: Any, threshold: Any) -> Any:
    """Whether the value is strictly below the threshold."""
    return value < threshold - RELATIVE_TOLERANCE * abs(threshold)
