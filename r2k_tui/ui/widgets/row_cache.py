"""Keeps the drawn line of every row until something in it is another: a tick costs the drawing of its own row."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line


class RowCache:
    """Lines by symbol, each with what it was made of; all of them are made anew for another layout."""

    def __init__(self) -> None:
        self._layout: object = None
        self._lines: dict[str, tuple[object, Line]] = {}

    def begin(self, layout: object) -> None:
        """What all rows depend on: columns, width, focus."""
        if layout != self._layout:
            self._layout = layout
            self._lines.clear()

    def line(self, symbol: str, made_of: object, draw: Callable[[], Line]) -> Line:
        """The kept line, or a new one where `made_of` is another."""
        kept = self._lines.get(symbol)
        if kept is None or kept[0] != made_of:
            kept = self._lines[symbol] = made_of, draw()
        return kept[1]
