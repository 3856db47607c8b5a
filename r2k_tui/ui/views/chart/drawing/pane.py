"""A pane: a canvas with labels at its left and tags at its right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas


class Pane(NamedTuple):
    """What is drawn, and by row: the labels of the scale, and tags with their styles."""

    canvas: Canvas
    labels: Mapping[int, str] = {}
    tags: Mapping[int, Run] = {}


def pane_lines(pane: Pane, margin: int) -> list[Line]:
    """The pane with its scale `margin` cells wide at the left; a label without room is `…`."""
    lines = []
    for row, runs in enumerate(pane.canvas.lines()):
        label = pane.labels.get(row, "")
        head: Run = (numbers.right(label, margin) + ("┤" if label else "│"), "dim")
        tag = pane.tags.get(row)
        lines.append((head, *runs, *((tag,) if tag else ())))
    return lines
