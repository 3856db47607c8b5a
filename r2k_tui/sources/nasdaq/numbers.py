"""Numbers from Nasdaq's strings. Pure."""

from __future__ import annotations

import math
import re
from typing import Any

# $241.15, 12,082,101, -0.75, +1, ($0.12) for less than zero; any other currency sign is not a price in dollars.
_AMOUNT = re.compile(r"([+-]?)\$?(\d{1,15}|\d{1,3}(?:,\d{3}){1,5})(\.\d{1,12})?", re.ASCII)


def amount(value: Any) -> float | None:
    """Number in a field, else None: `N/A`, `--`, empty, a percentage, anything with another sign."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e18 and math.isfinite(value) else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    text = "".join(value.split()).replace("−", "-")
    if text.startswith("(") and text.endswith(")") and text[1:2] not in ("-", "+"):
        text = f"-{text[1:-1]}"
    found = _AMOUNT.fullmatch(text)
    return None if found is None else float(found[1] + found[2].replace(",", "") + (found[3] or ""))


def positive_amount(value: Any) -> float | None:
    """Number above zero, else None: no price is zero."""
    found = amount(value)
    return found if found is not None and found > 0 else None
