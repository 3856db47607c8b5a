"""The keys and what they do, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from rich.cells import cell_len

_GAP = "   "


def key_lines(entries: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Lines of at most `width` cells, unless an entry is wider; read down the first column, then the next."""
    keys = max((cell_len(key) for key, _ in entries), default=0)
    cells = [f"{' ' * (keys - cell_len(key))}{key}  {title}" for key, title in entries]
    widest = max((cell_len(cell) for cell in cells), default=0)
    count = max(1, (width + len(_GAP)) // (widest + len(_GAP)))
    rows = max(1, ceil(len(cells) / count))
    columns = [cells[start : start + rows] for start in range(0, len(cells), rows)]
    return [
        _GAP.join(cell + " " * (widest - cell_len(cell)) for cell in row).rstrip()
        for row in zip_longest(*columns, fillvalue="")
    ]
