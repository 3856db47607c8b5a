"""A tick costs the drawing of its own row."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.widgets.row_cache import RowCache


class Pen:
    """Draws lines, and counts them."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self) -> Line:
        self.drawn += 1
        return ((f"line {self.drawn}", "text"),)


def test_a_row_is_drawn_again_only_when_what_it_is_made_of_is_another() -> None:
    rows, pen = RowCache(), Pen()
    rows.begin("wide")
    first = rows.line("IWM", 1.0, pen)
    assert rows.line("IWM", 1.0, pen) is first
    assert rows.line("SPY", 1.0, pen) != first
    assert rows.line("IWM", 2.0, pen) == (("line 3", "text"),)


def test_another_layout_draws_every_row_again() -> None:
    rows, pen = RowCache(), Pen()
    for layout, drawn in (("wide", 1), ("wide", 1), ("narrow", 2)):
        rows.begin(layout)
        rows.line("IWM", 1.0, pen)
        assert pen.drawn == drawn
