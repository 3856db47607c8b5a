"""Notices stand where they cover least."""

from __future__ import annotations

from textual.geometry import Region, Size

from r2k_tui.ui.terminal.notice_place import Attention, best_corner, size_of
from tests.cases import cases

WINDOW = Size(80, 24)
NO_PANEL = Region()


def corner(*rows: Region, panel: Region = NO_PANEL) -> str:
    """The corner of a notice of four lines."""
    return " ".join(best_corner(WINDOW, [Size(40, 4)], Attention(rows, panel, top=2, bottom=1)))


def test_where_nothing_is_looked_at_they_stand_at_the_bottom_right() -> None:
    assert corner() == "bottom right"


@cases(("y", "expected"), [(5, "bottom right"), (18, "bottom right"), (19, "top right"), (22, "top right")])
def test_a_row_of_the_full_width_is_never_under_them(y: int, expected: str) -> None:
    assert corner(Region(0, y, 80, 1), panel=Region(0, 2, 80, 21)) == expected


def test_rows_at_the_top_and_at_the_bottom_leave_the_other_side() -> None:
    rows = Region(40, 4, 40, 1), Region(40, 21, 40, 1)
    assert corner(*rows) == "bottom left"
    assert corner(*rows, Region(0, 20, 40, 1)) == "top left"


def test_a_panel_weighs_less_than_a_row() -> None:
    assert corner(panel=Region(0, 12, 80, 11)) == "top right"
    assert corner(Region(0, 4, 80, 1), panel=Region(0, 12, 80, 11)) == "bottom right"


def test_header_and_footer_are_kept_free() -> None:
    assert corner(Region(0, 2, 80, 2)) == "bottom right" and corner(Region(0, 19, 80, 4)) == "top right"


@cases(("width", "cells"), [(200, 60), (120, 60), (80, 40), (79, 60), (62, 60), (30, 30)])
def test_words_are_wrapped_between_words(width: int, cells: int) -> None:
    (size,) = size_of(["a title\n" + "word " * 30], Size(width, 24))
    assert size.width == cells
    assert size.height == 1 + 1 + -(-30 // ((cells - 3 + 1) // 5))
