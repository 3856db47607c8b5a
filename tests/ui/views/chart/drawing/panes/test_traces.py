"""Lines, areas and pillars over the slots of a chart."""

from __future__ import annotations

from math import nan

from r2k_tui.model.market.bars import pack_floats
from r2k_tui.model.readings.chart import Plot
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.panes.traces import (
    at_slots,
    by_slot,
    closes_line,
    draw_area,
    draw_line,
    draw_pillars,
)
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import Slots, in_view, slots_of
from tests.ui.views.chart.drawn import closes, text

SCALE = Scale(0.0, 10.0, 2)


def slots(*values: float, width: int = 4) -> Slots:
    return slots_of(in_view(closes(values), ChartOptions(), None), width, 0)


def test_a_line_has_the_value_of_the_last_bar_of_each_slot() -> None:
    made = slots(1.0, 2.0, 3.0, 4.0, width=2)
    plot = Plot("sma50", "50", pack_floats([10.0, 20.0, 30.0, 40.0]))
    assert at_slots(made, plot) == [20.0, 40.0]


def test_a_missing_value_breaks_the_line_of_slots() -> None:
    made = slots(1.0, 2.0, 3.0)
    spans = by_slot(made, [1.0, nan, 3.0])
    known = [place for place, span in enumerate(spans) if span is not None]
    assert known == [2 * made.columns[0], 2 * made.columns[2]]


def test_every_close_counts_where_several_bars_share_a_slot() -> None:
    spans = [span for span in closes_line(slots(1.0, 9.0, 2.0, 3.0, width=2)) if span is not None]
    assert max(high for _, high in spans) == 9.0


def test_a_line_breaks_off_where_it_leaves_the_scale() -> None:
    canvas = Canvas(2, 2)
    draw_line(canvas, [(5.0, 5.0), (5.0, 5.0), (50.0, 50.0), None], SCALE, "accent")
    assert [row[1:] for row in text(canvas.lines()).splitlines()] == [" ", " "]
    assert text(canvas.lines()).strip()


def test_an_area_is_filled_from_below_with_an_edge_of_its_own() -> None:
    canvas = Canvas(2, 2)
    draw_area(canvas, [(10.0, 10.0), None, None, None], SCALE, "area", "edge")
    top, bottom = canvas.lines()
    assert (top[0], bottom[0]) == (("█", "edge"), ("█", "area"))
    assert text([bottom]) == "█ "


def test_pillars_go_from_zero_up_and_down() -> None:
    made, scale = slots(1.0, 2.0), Scale(-10.0, 10.0, 2)
    up, down = Canvas(made.width, 2), Canvas(made.width, 2)
    draw_pillars(up, made, [10.0, nan], scale, "dim")
    draw_pillars(down, made, [-10.0, nan], scale, "dim")
    column = made.columns[0]
    assert (text(up.lines()).splitlines()[0][column] != " ", text(down.lines()).splitlines()[1][column] != " ") == (
        True,
        True,
    )
    assert text(up.lines()) != text(down.lines())
