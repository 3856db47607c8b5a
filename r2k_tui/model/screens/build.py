"""Parts of a screen from the tree of the parser, with its names and kinds checked."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Any

from r2k_tui.model.screens.columns import COLUMNS, ColumnKind
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
    Place,
    ScreenFault,
    Within,
)

if TYPE_CHECKING:
    from lark import Token, Tree

_EQUAL = ("=", "==", "!=")
_KIND_WORDS = {
    ColumnKind.NUMBER: "a number",
    ColumnKind.TEXT: "a text",
    ColumnKind.FLAG: "yes or no",
    ColumnKind.DAY: "a day",
}


def condition_of(tree: Tree[Token]) -> Condition:
    """Condition of a tree. Raises ScreenFault for an unknown name or operands that cannot be compared."""
    name, parts = tree.data, tree.children
    if name in ("start", "group"):
        return condition_of(_tree(parts[0]))
    if name in ("disjunction", "conjunction"):
        found = tuple(condition_of(_tree(part)) for part in parts)
        return found[0] if len(found) == 1 else Junction(found, any_of=name == "disjunction")
    if name == "negated":
        return Negation(condition_of(_tree(parts[0])))
    if name == "comparison":
        return _comparison(parts)
    return _named(str(name), [_token(part) for part in parts])


def _named(kind: str, tokens: list[Token]) -> Condition:
    name, rest = _name(tokens[0]), tokens[1:]
    if kind == "flag":
        return Flag(_of_kind(name, ColumnKind.FLAG))
    if kind == "within":
        return Within(_of_kind(name, ColumnKind.DAY), int(rest[0][:-1]))
    texts = tuple(str(token)[1:-1].casefold() for token in rest)
    return Membership(_of_kind(name, ColumnKind.TEXT), texts, contains=kind == "contains")


def _comparison(parts: list[Any]) -> Comparison:
    operands, operators = tuple(map(_operand, parts[::2])), tuple(map(str, parts[1::2]))
    for left, operator, right in zip(operands, operators, operands[1:], strict=False):
        _comparable(left, operator, right)
    return Comparison(operands, tuple("=" if operator == "==" else operator for operator in operators))


def _comparable(left: Operand, operator: str, right: Operand) -> None:
    first, second = _kind(left), _kind(right)
    if ColumnKind.FLAG in (first, second):
        flag = left if first is ColumnKind.FLAG else right
        raise _fault(flag, "is yes or no: write it alone, or with not")
    if first is not second:
        raise _fault(right, f"is {_KIND_WORDS[second]}, and {_words(left)} is {_KIND_WORDS[first]}")
    if first is ColumnKind.TEXT and operator not in _EQUAL:
        raise _fault(right, f"is a text: = and != compare texts, not {operator}")


def _operand(part: Any) -> Operand:
    if part.data in ("sum", "product"):
        operands = tuple(map(_operand, part.children[::2]))
        for operand in operands:
            if _kind(operand) is not ColumnKind.NUMBER:
                raise _fault(operand, "is no number to compute with")
        return Arithmetic(operands, tuple(map(str, part.children[1::2])), _between(operands))
    first, last = part.children[0], part.children[-1]
    place = Place(first.start_pos, last.end_pos)
    if part.data == "name":
        return _name(first)
    if part.data == "text":
        return Literal(str(first)[1:-1], place)
    sign = -1.0 if part.data == "signed" and first == "-" else 1.0
    return Literal(sign * _number(last), place)


def _between(operands: tuple[Operand, ...]) -> Place:
    return Place(operands[0].place.start, operands[-1].place.stop)


def _number(token: Token) -> float:
    text = str(token)
    value = float(text.rstrip("%")) / (100.0 if text.endswith("%") else 1.0)
    if not math.isfinite(value):
        raise ScreenFault(f"{text} is too large", token.start_pos or 0, token.end_pos or 0)
    return value


def _name(token: Token) -> NamedColumn:
    name, place = str(token).lower(), Place(token.start_pos or 0, token.end_pos or 0)
    column = COLUMNS.get(name)
    if column is None:
        near = difflib.get_close_matches(name, COLUMNS, 1, 0.4)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ScreenFault(f"no column {token}{hint} (put text in quotes)", place.start, place.stop)
    if column.unavailable:
        raise ScreenFault(f"the column {name} is unknown: {column.unavailable}", place.start, place.stop)
    return NamedColumn(name, place)


def _of_kind(name: NamedColumn, kind: ColumnKind) -> NamedColumn:
    found = COLUMNS[name.column].kind
    if found is not kind:
        raise _fault(name, f"is {_KIND_WORDS[found]}, not {_KIND_WORDS[kind]}")
    return name


def _kind(operand: Operand) -> ColumnKind:
    if isinstance(operand, NamedColumn):
        return COLUMNS[operand.column].kind
    if isinstance(operand, Literal) and isinstance(operand.value, str):
        return ColumnKind.TEXT
    return ColumnKind.NUMBER


def _words(operand: Operand) -> str:
    return operand.column if isinstance(operand, NamedColumn) else "what it is compared with"


def _fault(operand: Operand, message: str) -> ScreenFault:
    shown = operand.column if isinstance(operand, NamedColumn) else "this"
    return ScreenFault(f"{shown} {message}", operand.place.start, operand.place.stop)


def _tree(part: Tree[Token] | Token) -> Tree[Token]:
    from lark import Tree

    assert isinstance(part, Tree)
    return part


def _token(part: Tree[Token] | Token) -> Token:
    from lark import Token

    assert isinstance(part, Token)
    return part
