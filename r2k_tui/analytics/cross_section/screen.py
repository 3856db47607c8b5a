"""Evaluation of a screen over columns of the members: vectorized, and true only where every value is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.screens.syntax import (
    Arithmetic,
    Comparison,
    Condition,
    Flag,
    Junction,
    Literal,
    Membership,
    NamedColumn,
    Negation,
    Operand,
    Within,
)
from r2k_tui.model.threshold import RELATIVE_TOLERANCE

Texts = np.ndarray[tuple[int], np.dtype[np.str_]]
FlagValues = np.ndarray[tuple[int], np.dtype[np.int8]]
UNKNOWN, NO, YES = -1, 0, 1


@dataclass(frozen=True)
class ScreenTable:
    """Columns of the members by name: NaN, "" or -1 where a value is missing. `texts` are casefolded.

    `days`: whole days from today to the day of an event, negative for a past one.
    """

    numbers: Mapping[str, Floats]
    texts: Mapping[str, Texts]
    flags: Mapping[str, FlagValues]
    days: Mapping[str, Floats] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """Number of members."""
        columns = (*self.numbers.values(), *self.texts.values(), *self.flags.values())
        return len(columns[0]) if columns else 0

    def missing(self, column: str) -> int:
        """Number of members that lack a value."""
        for columns in (self.numbers, self.days):
            if column in columns:
                return int(np.count_nonzero(~np.isfinite(columns[column])))
        if column in self.texts:
            return int(np.count_nonzero(self.texts[column] == ""))
        return int(np.count_nonzero(self.flags[column] == UNKNOWN))


class ScreenAnswer(NamedTuple):
    """Members for which a condition holds, and those for which it does not; neither where a value is missing."""

    yes: Flags
    no: Flags


_Pair = Callable[[Floats, Floats, Floats], Flags]
# Both sides, and the slack within which they count as equal.
_COMPARE: dict[str, _Pair] = {
    "<": lambda a, b, slack: a < b - slack,
    "<=": lambda a, b, slack: a <= b + slack,
    ">": lambda a, b, slack: a > b + slack,
    ">=": lambda a, b, slack: a >= b - slack,
    "=": lambda a, b, slack: np.abs(a - b) <= slack,
    "!=": lambda a, b, slack: np.abs(a - b) > slack,
}


def evaluate(condition: Condition, table: ScreenTable) -> ScreenAnswer:
    """ScreenAnswer of a condition for every member."""
    match condition:
        case Junction(parts, any_of):
            return _junction([evaluate(part, table) for part in parts], any_of=any_of)
        case Negation(part):
            inner = evaluate(part, table)
            return ScreenAnswer(inner.no, inner.yes)
        case Comparison():
            return _comparison(condition, table)
        case Membership(name, texts, contains):
            return _membership(table.texts[name.column], texts, contains=contains)
        case Flag(name):
            column = table.flags[name.column]
            return ScreenAnswer(column == YES, column == NO)
        case Within(name, limit):
            days = table.days[name.column]
            held = (days >= 0) & (days <= limit)
            return ScreenAnswer(held, np.isfinite(days) & ~held)


def _junction(answers: list[ScreenAnswer], *, any_of: bool) -> ScreenAnswer:
    yes, no = np.stack([answer.yes for answer in answers]), np.stack([answer.no for answer in answers])
    if any_of:
        return ScreenAnswer(np.any(yes, axis=0), np.all(no, axis=0))
    return ScreenAnswer(np.all(yes, axis=0), np.any(no, axis=0))


def _comparison(chain: Comparison, table: ScreenTable) -> ScreenAnswer:
    pairs = zip(chain.operands, chain.operators, chain.operands[1:], strict=False)
    return _junction([_pair(left, operator, right, table) for left, operator, right in pairs], any_of=False)


def _pair(left: Operand, operator: str, right: Operand, table: ScreenTable) -> ScreenAnswer:
    if _is_text(left, table):
        first, second = _text(left, table), _text(right, table)
        known, same = (first != "") & (second != ""), first == second
        held = same if operator == "=" else ~same
    else:
        a, b = np.broadcast_arrays(_number(left, table), _number(right, table), np.empty(table.count))[:2]
        known = np.isfinite(a) & np.isfinite(b)
        # Two enormous numbers may lie further apart than a number can say: infinitely far, which compares rightly.
        with np.errstate(over="ignore"):
            held = _COMPARE[operator](a, b, RELATIVE_TOLERANCE * np.abs(b))
    return ScreenAnswer(known & held, known & ~held)


def _membership(column: Texts, texts: tuple[str, ...], *, contains: bool) -> ScreenAnswer:
    known = column != ""
    held = np.char.find(column, texts[0]) >= 0 if contains else np.isin(column, np.array(texts, dtype=np.str_))
    return ScreenAnswer(known & held, known & ~held)


def _is_text(operand: Operand, table: ScreenTable) -> bool:
    if isinstance(operand, Literal):
        return isinstance(operand.value, str)
    return isinstance(operand, NamedColumn) and operand.column in table.texts


def _text(operand: Operand, table: ScreenTable) -> Texts:
    if isinstance(operand, NamedColumn):
        return table.texts[operand.column]
    assert isinstance(operand, Literal)
    return np.full(table.count, str(operand.value).casefold())


def _number(operand: Operand, table: ScreenTable) -> Floats:
    if isinstance(operand, Literal):
        return np.array([float(operand.value)])
    if isinstance(operand, NamedColumn):
        return table.numbers[operand.column]
    return _computed(operand, table)


def _computed(operand: Arithmetic, table: ScreenTable) -> Floats:
    total = _number(operand.operands[0], table)
    for operator, other in zip(operand.operators, operand.operands[1:], strict=True):
        value = _number(other, table)
        # A division by zero is no number, and so unknown.
        with np.errstate(all="ignore"):
            total = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[operator](total, value)
    return np.where(np.isfinite(total), total, np.nan)


def columns_of(condition: Condition) -> tuple[str, ...]:
    """Columns that a condition uses, in the order of the text, each once."""
    return tuple(dict.fromkeys(_columns(condition)))


def _columns(part: Condition | Operand) -> list[str]:
    match part:
        case NamedColumn(column, _):
            return [column]
        case Literal():
            return []
        case Arithmetic(operands) | Comparison(operands):
            return [name for operand in operands for name in _columns(operand)]
        case Junction(parts):
            return [name for inner in parts for name in _columns(inner)]
        case Negation(inner):
            return _columns(inner)
        case Membership(name) | Within(name) | Flag(name):
            return [name.column]
