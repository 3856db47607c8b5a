"""How the height of a chart is shared out among its panes."""

from __future__ import annotations

from typing import NamedTuple


class PaneHeights(NamedTuple):
    """Rows of each part; 0 is not shown. The time axis has one more."""

    words: int
    prices: int
    marks: int = 0
    volume: int = 0
    pane: int = 0


def rows_for(height: int, words: int, *, marks: bool, volume: bool, pane: bool) -> PaneHeights:
    """Share out `height` rows, of which the numbers want `words`: what is small goes first where room is short."""
    words = min(words, max(1, height // 5))
    left = height - words - 1
    pane_rows = min(12, max(3, left // 4)) if pane and left >= 9 else 0
    volume_rows = min(6, max(2, left // 7)) if volume and left >= 7 else 0
    left -= pane_rows + volume_rows
    mark_rows = 1 if marks and left >= 5 else 0
    return PaneHeights(words, left - mark_rows, mark_rows, volume_rows, pane_rows)
