"""Numbers from fields of JSON responses. Pure."""

from __future__ import annotations

import math
import re
from typing import Any

_NUMBER = re.compile(r"\s*[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d{1,3})?\s*")


def number(value: Any) -> float | None:
    """Finite number in a field, else None; never a placeholder 0.

    Accepts numbers, strings that are a number (commas only between thousands), and Yahoo's `{"raw": …}`.
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
    """Number above zero, else None: no price is zero, and a bid of 0 means no bid."""
    result = number(value)
    return result if result is not None and result > 0 else None
