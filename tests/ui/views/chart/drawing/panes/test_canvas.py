"""Cells to draw on: over what is there, or under it."""

from __future__ import annotations

from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from tests.ui.views.chart.drawn import text


def test_a_cell_is_drawn_over_what_is_there_or_under_it() -> None:
    canvas = Canvas(3, 1)
    canvas.put(0, 0, "a", "up")
    canvas.put(0, 0, "b", "up")
    canvas.put_under(0, 0, "c", "down")
    canvas.put_under(1, 0, "d", "down")
    assert canvas.lines() == [(("b", "up"), ("d", "down"), (" ", "text"))]


def test_what_lies_outside_is_not_drawn() -> None:
    canvas = Canvas(2, 1)
    canvas.word(-1, 0, "abcd", "text")
    canvas.put(0, 5, "x", "text")
    canvas.ground(7, "shade")
    assert text(canvas.lines()) == "bc"


def test_neighbours_of_one_style_are_one_run() -> None:
    canvas = Canvas(4, 1)
    canvas.word(0, 0, "ab", "up")
    canvas.word(2, 0, "cd", "up")
    assert canvas.lines() == [(("abcd", "up"),)]


def test_rows_and_columns_fill_what_is_blank() -> None:
    canvas = Canvas(3, 2)
    canvas.word(0, 0, "x", "text")
    canvas.across(0, "-", "frame")
    canvas.down(2, "|", "frame")
    canvas.rows_under(["ab", "c "], "text")
    assert text(canvas.lines()) == "x--\nc |"


def test_a_ground_lies_behind_its_column_alone() -> None:
    canvas = Canvas(2, 2)
    canvas.ground(1, "shade")
    assert canvas.lines() == [((" ", "text"), (" ", "text+shade"))] * 2
