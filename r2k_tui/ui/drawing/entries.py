"""Lines with readings in them, on which a cursor can stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run

# Text, style, and the key of the reading shown.
EntryCell = tuple[str, str, str]
_CURSOR = "▸"


class Entry(NamedTuple):
    """A line, and for each of its runs the key of the reading it shows, "" for none."""

    line: Line
    keys: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The keys in the line, left to right."""
        return tuple(key for key in self.keys if key)


def plain(lines: Iterable[Line]) -> list[Entry]:
    """Entries without a reading."""
    return [Entry(line) for line in lines]


def keyed(key: str, line: Line) -> Entry:
    """An entry that shows one reading."""
    return Entry(line, (key, *("" for _ in line[1:])))


def joined(*cells: EntryCell) -> Entry:
    """An entry made of cells."""
    return Entry(tuple((text, style) for text, style, _ in cells), tuple(key for _, _, key in cells))


def with_cursor(entry: Entry, key: str) -> Line:
    """The line with the cursor on the run of `key`; on the whole line where it holds no other reading."""
    if len(entry.cells) == 1:
        first, *rest = entry.line
        return (_marked(first), *((text, f"{style}+cursor") for text, style in rest))
    return tuple(
        _marked(run) if own == key else run
        for run, own in zip(entry.line, (*entry.keys, *[""] * len(entry.line)), strict=False)
    )


def _marked(run: Run) -> Run:
    """The run in the cursor's style, with the cursor glyph in the last blank before the text."""
    text, style = run
    lead = len(text) - len(text.lstrip(" "))
    words = f"{text[: lead - 1]}{_CURSOR}{text[lead:]}" if lead else text
    return words, f"{style}+cursor"
