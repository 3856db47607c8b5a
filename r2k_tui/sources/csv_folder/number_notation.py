"""Number notation of a file: its decimal mark and its thousands separator."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData

# Cells of an unknown volume.
MISSING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "nan", "null", "none"})
_SUFFIXES = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_CURRENCIES = "$€£¥"
_DROPPED = str.maketrans("", "", " \u00a0\u2007\u2009\u202f'\u2019")
_PLAIN = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
# A cell with one mark and three digits behind it is ambiguous; all others prove the mark.
_OPEN = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_TIMES_AS_MANY = 10


class NumberNotation(NamedTuple):
    """`decimal`: the mark before fractions."""

    decimal: str = "."

    def number(self, cell: str, *, scaled: bool = False) -> float:
        """Number in a cell, or NaN without one; with `scaled`, 1.23M is 1,230,000."""
        text, sign = _bare(cell)
        factor = _SUFFIXES.get(text[-1:].upper()) if scaled else None
        if factor is not None:
            text = text[:-1]
        if self.decimal == ",":
            text = text.translate({ord("."): ",", ord(","): "."})
        if not text.isascii() or not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
            return math.nan
        value = sign * float(text.replace(",", "")) * (factor or 1.0)
        return value if math.isfinite(value) else math.nan


def _bare(cell: str) -> tuple[str, float]:
    """Digits and marks of a cell without currency, blanks and brackets, and its sign."""
    text, sign = cell.strip().translate(_DROPPED).replace("\u2212", "-"), 1.0
    if text.startswith("(") and text.endswith(")"):
        text, sign = text[1:-1], -1.0
    for _ in range(2):
        if text[:1] in ("-", "+"):
            text, sign = text[1:], -sign if text[0] == "-" else sign
        elif text[:1] in _CURRENCIES and text:
            text = text[1:]
    return text[:-1] if text[-1:] in _CURRENCIES and text else text, sign


def survey(prices: Iterable[str], volumes: Iterable[str], separator: str, name: str) -> NumberNotation:
    """Notation that the cells of a file prove. Raises BadData when they prove none or both."""
    proofs: dict[str, list[str]] = {".": [], ",": []}
    unsure: dict[str, list[str]] = {".": [], ",": []}
    for cells, counted in ((prices, False), (volumes, True)):
        for cell in cells:
            mark, proved = _decimal(cell)
            if proved:
                proofs[mark].append(cell)
            elif mark and not counted:
                unsure[mark].append(cell)
    point, comma = len(proofs["."]), len(proofs[","])
    if point and comma and max(point, comma) < _TIMES_AS_MANY * min(point, comma):
        seen = f"{clean(proofs['.'][0], 24)!r} has a decimal point, {clean(proofs[','][0], 24)!r} a decimal comma"
        raise BadData(f"{name}: {seen}; write all numbers with a decimal point")
    if point or comma:
        return NumberNotation("." if point >= comma else ",")
    doubt = unsure[","] or (unsure["."] if separator == ";" else [])
    if doubt:
        seen = clean(doubt[0], 24)
        either = f"{re.sub('[.,]', '', seen)} or {seen.replace(',', '.')}"
        raise BadData(
            f"{name}: {seen!r} may be {either}, and no number tells which; "
            "write numbers with a decimal point and without separators of thousands"
        )
    return NumberNotation()


def _decimal(cell: str) -> tuple[str, bool]:
    """Decimal mark that a cell proves, or its only mark and False where it is ambiguous; "" without any."""
    text = _bare(cell)[0]
    if text[-1:].upper() in _SUFFIXES:
        text = text[:-1]
    marks = [mark for mark in text if mark in ".,"]
    if not marks or not text.replace(".", "").replace(",", "").isdigit():
        return "", False
    if _OPEN.fullmatch(text):
        return marks[0], False
    if marks.count(marks[-1]) > 1:
        # 1,234,567: a repeated mark separates thousands.
        return "." if marks[-1] == "," else ",", True
    return marks[-1], True
