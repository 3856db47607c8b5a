"""Candles: which character says what, without any colour."""

from __future__ import annotations

from math import nan

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.chart.drawing.panes.candles import draw_candles
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import Slot, Slots
from tests.cases import cases
from tests.ui.views.chart.drawn import text

# Ten rows, 0 at the bottom and 19 at the top: every whole number is half a cell.
SCALE = Scale(0.0, 19.0, 10)


def column(prices: tuple[float, float, float, float], step: float = 1.0) -> list[str]:
    """The rows of one candle from the top."""
    width = int(step)
    slot = Slot(0, 0, *prices, nan, 0)
    canvas = Canvas(width, 10)
    draw_candles(canvas, Slots([slot], [0], [width // 2], [prices[3]], 1, step, width), SCALE)
    return text(canvas.lines()).split("\n")


def test_a_rise_is_thin_and_a_fall_is_filled() -> None:
    rise, fall = column((5, 19, 0, 14)), column((14, 19, 0, 5))
    assert rise == ["│", "│", "╽", "┃", "┃", "┃", "┃", "╿", "│", "│"]
    assert fall == ["│", "│", "▄", "█", "█", "█", "█", "▀", "│", "│"]


def test_a_bar_that_ended_where_it_began_is_a_line_across() -> None:
    assert column((9, 19, 0, 9)) == ["│"] * 5 + ["┼"] + ["│"] * 4
    assert column((9, 9, 0, 9))[5] == "┬"
    assert column((9, 19, 9, 9))[5] == "┴"
    assert column((9, 9, 9, 9))[5] == "─"


@cases(("step", "lid", "wall", "floor"), [(4.0, " ┌┴┐", " │ │", " └┬┘"), (8.0, "  ┌─┴─┐ ", "  │   │ ", "  └─┬─┘ ")])
def test_with_room_a_rise_is_a_hollow_box(step: float, lid: str, wall: str, floor: str) -> None:
    rows = column((4, 19, 0, 15), step)
    assert (rows[2], rows[4], rows[7]) == (lid, wall, floor)
    assert rows[0].strip() == rows[9].strip() == "│"


def test_with_room_a_fall_is_a_filled_box_and_a_rise_within_a_row_is_no_line() -> None:
    assert column((15, 19, 0, 4), 4.0)[4] == " ███"
    assert column((9, 9, 9, 9), 4.0)[5] == " ───"
    assert column((10, 11, 10, 11), 4.0)[4] == " ╞═╡"


def test_what_is_missing_is_the_close_and_a_bar_without_one_is_not_drawn() -> None:
    assert column((nan, nan, nan, 9))[5] == "─"
    assert "".join(column((5, 9, 1, nan))).strip() == ""


@given(st.lists(st.floats(0.0, 19.0), min_size=4, max_size=4), st.sampled_from([1.0, 2.0, 4.0, 9.0]))
def test_a_candle_reaches_from_low_to_high_without_a_gap(prices: list[float], step: float) -> None:
    low, *inner, high = sorted(prices)
    rows = column((inner[0], high, low, inner[1]), step)
    filled = [y for y, row in enumerate(rows) if row.strip()]
    assert filled == list(range(SCALE.step(high, 20) // 2, SCALE.step(low, 20) // 2 + 1))
