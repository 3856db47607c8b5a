"""Numbers and days as brokers write them: `$1,234.56`, `(12.5)`, `--`, `04/08/2025`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from math import isfinite

_ABSENT = frozenset({"", "-", "--", "–", "n/a", "na", "none", "null", "incomplete", "not available", "unknown"})
_SIGNS = re.compile(r"[\s$€£¥'\u00a0]|USD|EUR|GBP|CAD|CHF")
_POINT = re.compile(r"(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE)
_COMMA = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)?(,\d*)?")
# Only with a decimal comma: its digits are not three, or points group the thousands before it.
_SURELY_COMMA = re.compile(r"(\d+,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d*|0,\d+|\d{4,},\d+)")
_SURELY_POINT = re.compile(r"(\d+\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3})+\.\d*|0\.\d+)")
_DAYS = ("%Y-%m-%d", "%Y%m%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%b-%d-%Y", "%b %d, %Y", "%d-%b-%Y", "%d.%m.%Y")
_FIRST_YEAR = 1900


class NotAnAmount(ValueError):
    """Text that is not a number; the message is for people."""


def uses_comma(texts: Iterable[str]) -> bool | None:
    """Whether numbers are written with a decimal comma; None where they do not tell."""
    seen = [_bare(text) for text in texts]
    if any(_SURELY_COMMA.fullmatch(text) for text in seen):
        return True
    if any(_SURELY_POINT.fullmatch(text) for text in seen):
        return False
    return None if any("," in text for text in seen) else False


def amount(text: str, *, comma: bool = False) -> float | None:
    """Number in a cell; None where it is empty or says that there is none. Raises NotAnAmount."""
    if text.strip().casefold() in _ABSENT:
        return None
    bare = _bare(text)
    negative = _is_negative(text)
    whole = (_COMMA if comma else _POINT).fullmatch(bare)
    if not bare or whole is None or not any(character.isdigit() for character in bare):
        if not comma and _SURELY_COMMA.fullmatch(bare):
            raise NotAnAmount(f'"{text}" has a decimal comma; write a decimal point')
        raise NotAnAmount(f'"{text}" is not a number')
    plain = bare.replace(".", "").replace(",", ".") if comma else bare.replace(",", "")
    value = float(plain)
    if not isfinite(value):
        raise NotAnAmount(f'"{text}" is not a number of this world')
    return -value if negative and value else value


def _is_negative(text: str) -> bool:
    bare = _SIGNS.sub("", text)
    return bare.startswith(("-", "−", "(")) or bare.endswith("-")


def _bare(text: str) -> str:
    """The digits and marks of a number, without currency and sign."""
    bare = _SIGNS.sub("", text)
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    bare = bare.lstrip("+-−")
    return bare.removesuffix("-")


def day(text: str) -> date | None:
    """Day in a cell, a time behind it ignored; None where it is empty. Raises NotAnAmount."""
    if text.strip().casefold() in _ABSENT:
        return None
    trials = (text, re.split(r"[;T]|,?\s+\d{1,2}:", text, maxsplit=1)[0])
    for trial in trials:
        for form in _DAYS:
            try:
                found = datetime.strptime(trial.strip(" ,"), form).date()
            except ValueError:
                continue
            if found.year >= _FIRST_YEAR:
                return found
    raise NotAnAmount(f'"{text}" is not a day; write YYYY-MM-DD')
