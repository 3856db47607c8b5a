"""Parts of a parsed screen. Every part knows its place in the text, so that a fault can point at the word."""

from __future__ import annotations

from dataclasses import dataclass


class ScreenFault(Exception):
    """Fault of an expression: what is wrong, and the characters from `start` to `stop` that are."""

    def __init__(self, message: str, start: int, stop: int) -> None:
        super().__init__(message)
        self.message, self.start, self.stop = message, start, stop


@dataclass(frozen=True)
class Place:
    """Characters of the text that a part was made from."""

    start: int
    stop: int


@dataclass(frozen=True)
class Literal:
    """A number or a text."""

    value: float | str
    place: Place


@dataclass(frozen=True)
class NamedColumn:
    """A column."""

    column: str
    place: Place


@dataclass(frozen=True)
class Arithmetic:
    """Operands joined by `+ -` or by `* /`, from left to right; `operators` has one fewer."""

    operands: tuple[Operand, ...]
    operators: tuple[str, ...]
    place: Place


Operand = Literal | NamedColumn | Arithmetic


@dataclass(frozen=True)
class Comparison:
    """A chain such as `5 < fwd_pe < 15`: every neighboring pair must compare so."""

    operands: tuple[Operand, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """A text column that is one of some texts, or (`contains`) holds one as a part."""

    name: NamedColumn
    texts: tuple[str, ...]
    contains: bool


@dataclass(frozen=True)
class Within:
    """A column of days that lies within some days from today."""

    name: NamedColumn
    days: int


@dataclass(frozen=True)
class Flag:
    """A column that is yes or no."""

    name: NamedColumn


@dataclass(frozen=True)
class Negation:
    """What does not hold; a missing value neither holds nor does not."""

    part: Condition


@dataclass(frozen=True)
class Junction:
    """Conditions of which all hold, or (`any_of`) at least one."""

    parts: tuple[Condition, ...]
    any_of: bool


Condition = Comparison | Membership | Within | Flag | Negation | Junction
