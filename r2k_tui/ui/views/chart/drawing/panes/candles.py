"""Candles of box characters, two steps per cell: rising ones hollow or thin, falling ones filled, so that they need
no color.
"""

from __future__ import annotations

from math import isfinite

from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import Slot, Slots

# The contents of the upper and the lower half of a cell: nothing, wick, body.
_HOLLOW = {"bb": "┃", "b ": "╹", " b": "╻", "ww": "│", "w ": "╵", " w": "╷", "wb": "╽", "bw": "╿"}
_FILLED = {"bb": "█", "b ": "▀", " b": "▄", "ww": "│", "w ": "╵", " w": "╷", "wb": "▄", "bw": "▀"}
# Open equals close: a horizontal bar with the wicks above and below.
_LEVEL = {(False, False): "─", (True, False): "┴", (False, True): "┬", (True, True): "┼"}
# In slots at least this many columns wide, the body is wider than one column.
_WIDE, _WIDEST = 4.0, 8.0


def draw_candles(canvas: Canvas, slots: Slots, scale: Scale) -> None:
    """One candle per slot; a slot without a close stays empty."""
    reach = 2 if slots.step >= _WIDEST else 1 if slots.step >= _WIDE else 0
    for slot, column in zip(slots.slots, slots.columns, strict=True):
        if isfinite(slot.close):
            _draw(canvas, column, reach, _whole(slot), scale)


def _whole(slot: Slot) -> Slot:
    """The slot with missing prices replaced by its close."""
    opened = slot.open if isfinite(slot.open) else slot.close
    high = slot.high if isfinite(slot.high) else max(opened, slot.close)
    low = slot.low if isfinite(slot.low) else min(opened, slot.close)
    return slot._replace(open=opened, high=high, low=low)


def _draw(canvas: Canvas, x: int, reach: int, slot: Slot, scale: Scale) -> None:
    style = numbers.direction(slot.rose)
    steps = scale.rows * 2
    high, low = scale.step(slot.high, steps), scale.step(slot.low, steps)
    top, bottom = scale.step(max(slot.open, slot.close), steps), scale.step(min(slot.open, slot.close), steps)
    for y in range(high // 2, low // 2 + 1):
        halves = "".join(_part(step, high, top, bottom, low) for step in (2 * y, 2 * y + 1))
        if style == "flat" and "b" in halves:
            canvas.put(x, y, _LEVEL[high < 2 * y, low > 2 * y + 1], style)
        else:
            canvas.put(x, y, (_FILLED if style == "down" else _HOLLOW)[halves], style)
    if reach:
        _widen(canvas, x, reach, (top, bottom), (high, low), style)


def _part(step: int, high: int, top: int, bottom: int, low: int) -> str:
    if top <= step <= bottom:
        return "b"
    return "w" if high <= step <= low else " "


def _widen(canvas: Canvas, x: int, reach: int, body: tuple[int, int], wick: tuple[int, int], style: str) -> None:
    """Widen the body of a candle by `reach` cells to either side."""
    top, bottom = body
    first, last = top // 2, bottom // 2
    for y in range(first, last + 1):
        if style == "down":
            halves = "".join("b" if top <= step <= bottom else " " for step in (2 * y, 2 * y + 1))
            row = _FILLED[halves] * (2 * reach + 1)
        elif style == "flat":
            row = "─" * reach + _LEVEL[wick[0] < 2 * y, wick[1] > 2 * y + 1] + "─" * reach
        else:
            row = _box_row(y, first, last, reach, above=wick[0] // 2 < y, below=wick[1] // 2 > y)
        canvas.word(x - reach, y, row, style)


def _box_row(y: int, first: int, last: int, reach: int, *, above: bool, below: bool) -> str:
    """One row of a hollow body: its top, its bottom, or between."""
    if first == last:
        return "╞" + "═" * (2 * reach - 1) + "╡"
    edge = "─" * (reach - 1)
    if y == first:
        return f"┌{edge}{'┴' if above else '─'}{edge}┐"
    if y == last:
        return f"└{edge}{'┬' if below else '─'}{edge}┘"
    return "│" + " " * (2 * reach - 1) + "│"
