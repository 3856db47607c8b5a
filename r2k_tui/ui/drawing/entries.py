"""Lines some of whose figures are readings, so that a cursor can stand on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run

# Text, style, and the key of the reading that it shows.
EntryCell = tuple[str, str, str]
_CURSOR = "▸"


class Entry(NamedTuple):
    """A line, and beside each of its runs the key of the reading that it shows, "" for none."""

    line: Line
    keys: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The keys of the line from left to right."""
        return tuple(key for key in self.keys if key)


def plain(lines: Iterable[Line]) -> list[Entry]:
    """Lines without a reading."""
    return [Entry(line) for line in lines]


def keyed(key: str, line: Line) -> Entry:
    """A line that shows one reading."""
    return Entry(line, (key, *("" for _ in line[1:])))


def joined(*cells: EntryCell) -> Entry:
    """A line of cells."""
    return Entry(tuple((text, style) for text, style, _ in cells), tuple(key for _, _, key in cells))


def with_cursor(entry: Entry, key: str) -> Line:
    """The line with the cursor on the run of `key`; on all of it where there is no other reading."""
    if len(entry.cells) == 1:
        first, *rest = entry.line
        return (_marked(first), *((text, f"{style}+cursor") for text, style in rest))
    return tuple(
        _marked(run) if own == key else run
        for run, own in zip(entry.line, (*entry.keys, *[""] * len(entry.line)), strict=False)
    )


def _marked(run: Run) -> Run:
    """The run on the ground of the cursor, with its glyph in the last blank before the words."""
    text, style = run
    lead = len(text) - len(text.lstrip(" "))
    words = f"{text[: lead - 1]}{_CURSOR}{text[lead:]}" if lead else text
    return words, f"{style}+cursor"
