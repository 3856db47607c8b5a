"""The keys and what they do, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from rich.cells import cell_len

_GAP = "   "
_Entry = tuple[str, str]


def key_lines(entries: Sequence[_Entry], width: int) -> list[str]:
    """Lines of at most `width` cells, unless an entry is wider; read down the first column, then the next.

    Each column is as wide as its own entries: one long entry costs no other column its room.
    """
    lines = _lines(entries, 1)
    for count in range(2, len(entries) + 1):
        found = _lines(entries, count)
        if max(map(cell_len, found)) > width:
            break
        lines = found
    return lines


def _lines(entries: Sequence[_Entry], count: int) -> list[str]:
    rows = max(1, ceil(len(entries) / count))
    columns = [_column(entries[start : start + rows]) for start in range(0, len(entries), rows)]
    blanks = [" " * cell_len(column[0]) for column in columns]
    return [
        _GAP.join(cell or blank for cell, blank in zip(row, blanks, strict=True)).rstrip()
        for row in zip_longest(*columns, fillvalue="")
    ]


def _column(entries: Sequence[_Entry]) -> list[str]:
    """Cells of equal width, keys to the right."""
    keys = max(cell_len(key) for key, _ in entries)
    cells = [f"{' ' * (keys - cell_len(key))}{key}  {title}" for key, title in entries]
    widest = max(map(cell_len, cells))
    return [cell + " " * (widest - cell_len(cell)) for cell in cells]
