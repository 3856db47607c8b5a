"""A view as text and as a table."""

from __future__ import annotations

import csv

from r2k_tui.ui.drawing.table_export import ExportTable, Piece, csv_text, screen_text
from tests.cases import cases


@cases("text", ["=1+1", "+A1", "-cmd", "@x", "\tx"])
def test_text_is_never_a_formula(text: str) -> None:
    (row,) = list(csv.reader(csv_text(ExportTable(("a",), [(text,)])).splitlines()[1:]))
    assert row == [f"'{text}"]


def test_a_missing_value_is_empty_and_a_number_is_whole() -> None:
    text = csv_text(ExportTable(("a", "b", "c", "d"), [(None, float("nan"), 1234567.891, True)]))
    assert text.splitlines()[1] == ",,1234567.891,true"


def test_panels_lie_where_they_lie_on_the_screen() -> None:
    text = screen_text([Piece(0, 0, ["head"]), Piece(3, 2, ["cd"]), Piece(0, 2, ["ab "])])
    assert text == "head\n\nab cd\n"
