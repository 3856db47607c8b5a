"""The ranges of a chart, as tabs in its frame."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.market.ranges import RANGES
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.targets import aimed


def tabs(name: str, usable: Sequence[str]) -> Line:
    """The ranges with the current one marked; ranges without bars from the source are faint."""
    runs: list[Run] = []
    for chart_range in RANGES:
        style = "accent" if chart_range.name == name else "dim" if chart_range.name in usable else "frame"
        runs += [aimed((chart_range.name, style), "range", chart_range.name), (" ", "dim")]
    return tuple(runs[:-1])
