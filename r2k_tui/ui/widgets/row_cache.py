"""Caches the drawn line of every row: a tick costs the drawing of its own row only."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line


class RowCache:
    """Lines by symbol, each with what it depends on; a new layout clears them all."""

    def __init__(self) -> None:
        self._layout: object = None
        self._lines: dict[str, tuple[object, Line]] = {}

    def begin(self, layout: object) -> None:
        """Set what all rows depend on: columns, width, focus."""
        if layout != self._layout:
            self._layout = layout
            self._lines.clear()

    def line(self, symbol: str, made_of: object, draw: Callable[[], Line]) -> Line:
        """The cached line, or a new one where `made_of` differs."""
        kept = self._lines.get(symbol)
        if kept is None or kept[0] != made_of:
            kept = self._lines[symbol] = made_of, draw()
        return kept[1]
