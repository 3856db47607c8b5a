"""Numbers out of whatever stands in a field of Yahoo's. Pure."""

from __future__ import annotations

import math
import re
from typing import Any

_NUMBER = re.compile(r"\s*[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d{1,3})?\s*")


def number(value: Any) -> float | None:
    """A finite number from whatever stands in a field, else None; never a stand-in 0.

    Takes numbers, strings that are nothing but a number (commas only between thousands), and Yahoo's `{"raw": …}`.
    """
    if isinstance(value, dict):
        value = value.get("raw")
    if isinstance(value, str) and len(value) <= 40 and _NUMBER.fullmatch(value):
        value = float(value.replace(",", ""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        result = float(value)
    except OverflowError:
        return None
    return result if math.isfinite(result) else None


def positive(value: Any) -> float | None:
    """A number above zero, else None: no price is zero, and a bid of 0 means that there is none."""
    result = number(value)
    return result if result is not None and result > 0 else None
