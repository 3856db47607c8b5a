"""Groups of keys and what they do, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import BLANK, Line, cells, length

_GAP, _MOST_COLUMNS = 3, 4
_Entry = tuple[str, str]


class KeyGroup(NamedTuple):
    """A group of the help: its title, and keys and title of each action."""

    title: str
    entries: tuple[_Entry, ...]


class _Row(NamedTuple):
    """A heading (no keys), an entry, or the blank between two groups (neither)."""

    keys: str
    title: str


def matching(groups: Sequence[KeyGroup], text: str) -> list[KeyGroup]:
    """The groups with the entries that have every word of `text` in keys or title; keys count with their case."""
    words = text.split()
    found = [
        KeyGroup(group.title, tuple(entry for entry in group.entries if all(_has(entry, word) for word in words)))
        for group in groups
    ]
    return [group for group in found if group.entries]


def _has(entry: _Entry, word: str) -> bool:
    keys, title = entry
    return word in keys.split(" ") or word.casefold() in title.casefold()


def key_lines(groups: Sequence[KeyGroup], width: int, height: int) -> list[Line]:
    """Lines of at most `width` cells, unless an entry is wider; read down the first column, then the next.

    As few columns as fit `height`; where none do, as many as fit `width`. Each column is as wide as its own entries:
    one long entry costs no other column its room.
    """
    lines = _fitted(_rows(groups, spaced=True), width, height)
    # Where not all fit, the blanks between the groups go first.
    return lines if len(lines) <= height else _fitted(_rows(groups, spaced=False), width, height)


def _fitted(rows: Sequence[_Row], width: int, height: int) -> list[Line]:
    lines = _lines([rows])
    for count in range(2, _MOST_COLUMNS + 1):
        if len(lines) <= height:
            break
        columns = _columns(rows, count)
        if len(columns) < count or sum(_widths(column).whole for column in columns) + _GAP * (count - 1) > width:
            break
        lines = _lines(columns)
    return lines


def _rows(groups: Sequence[KeyGroup], *, spaced: bool) -> list[_Row]:
    rows: list[_Row] = []
    for group in groups:
        rows += [_Row("", "")] if rows and spaced else []
        rows += [_Row("", group.title), *(_Row(*entry) for entry in group.entries)]
    return rows


def _columns(rows: Sequence[_Row], count: int) -> list[list[_Row]]:
    """The rows in at most `count` columns, as low as possible; no heading is the last of a column."""
    height = -(-len(rows) // count)
    while len(columns := _filled(rows, height)) > count:
        height += 1
    return columns


def _filled(rows: Sequence[_Row], height: int) -> list[list[_Row]]:
    columns: list[list[_Row]] = [[]]
    for place, row in enumerate(rows):
        column = columns[-1]
        heading = bool(row.title and not row.keys)
        if len(column) >= height or (heading and len(column) >= height - 1 and column and place + 1 < len(rows)):
            columns.append(column := [])
        if column or row.title:
            column.append(row)
    return columns


class _Widths(NamedTuple):
    """How wide the keys of a column are, and all of it."""

    keys: int
    whole: int


def _widths(column: Sequence[_Row]) -> _Widths:
    keys = max((cells(row.keys) for row in column), default=0)
    return _Widths(keys, max((cells(row.title) + (keys + 2 if row.keys else 0) for row in column), default=0))


def _lines(columns: Sequence[Sequence[_Row]]) -> list[Line]:
    lines: list[Line] = []
    measured = [(column, _widths(column)) for column in columns]
    for at in range(max(map(len, columns), default=0)):
        line: Line = ()
        for place, (column, widths) in enumerate(measured):
            cell = _cell(column, at, widths.keys)
            blanks = widths.whole - length(cell) + _GAP
            line += (*cell, (" " * blanks, "text")) if place + 1 < len(columns) else cell
        lines.append(line)
    return lines


def _cell(column: Sequence[_Row], at: int, room: int) -> Line:
    if at >= len(column) or not column[at].title:
        return BLANK
    keys, title = column[at]
    if not keys:
        return ((title, "accent"),)
    return ((f"{' ' * (room - cells(keys))}{keys}  {title}", "text"),)
