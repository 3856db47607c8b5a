"""Spans on a horizontal axis: an interval, an inner interval, and a mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run


class IntervalMark(NamedTuple):
    """Thin from `low` to `high`, thick from `inner_low` to `inner_high`, `middle` across it, `mark` on top."""

    low: float
    inner_low: float
    middle: float
    inner_high: float
    high: float
    mark: float | None


class Axis(NamedTuple):
    """Maps values to cells: `place` maps a value to [0, 1]."""

    width: int
    place: Callable[[float], float]

    def cell(self, value: float) -> int:
        """The cell of a value, clamped to the axis."""
        return min(self.width - 1, max(0, round(self.place(value) * (self.width - 1))))


def span_runs(span: IntervalMark, axis: Axis, mark_style: str) -> list[Run]:
    """The span in `axis.width` cells."""
    cells: list[Run] = [(" ", "text")] * axis.width
    low, inner_low, middle, inner_high, high = (axis.cell(value) for value in span[:5])
    for at in range(low, high + 1):
        cells[at] = ("─", "frame")
    for at in range(inner_low, inner_high + 1):
        cells[at] = ("━", "accent")
    cells[middle] = ("┿", "bright")
    if span.mark is not None:
        cells[axis.cell(span.mark)] = ("●", mark_style)
    return _merged(cells)


def tick_line(axis: Axis, ticks: Sequence[float], label: Callable[[float], str], lead: int) -> Line:
    """Labels under the axis, each centered on its tick; labels that would touch are left out."""
    cells = [" "] * (axis.width + lead)
    free = 0
    for tick in ticks:
        text = label(tick)
        start = min(max(lead + axis.cell(tick) - len(text) // 2, free), len(cells) - len(text))
        if start >= free:
            cells[start : start + len(text)] = text
            free = start + len(text) + 1
    return (("".join(cells), "dim"),)


def _merged(cells: Sequence[Run]) -> list[Run]:
    runs: list[Run] = []
    for text, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
