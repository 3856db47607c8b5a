"""Lines of braille: two dots across and four down in every cell."""

from __future__ import annotations

from math import nan

from r2k_tui.ui.drawing.plots.braille import columns, dot, draw, pillars, spans_at


def test_dots_are_those_of_the_unicode_block() -> None:
    assert [dot(row, column) for row in range(4) for column in range(2)] == [1, 8, 2, 16, 4, 32, 64, 128]


def test_points_are_joined_by_a_straight_line_and_nothing_lies_beyond_them() -> None:
    assert spans_at([1, 4], [1.0, 4.0], 6) == [None, (1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0), None]


def test_a_missing_value_breaks_the_line() -> None:
    assert spans_at([0, 1, 3], [1.0, nan, 2.0], 4) == [(1.0, 1.0), None, None, (2.0, 2.0)]


def test_several_values_of_one_column_are_its_extremes() -> None:
    assert spans_at([0, 0, 0], [2.0, 1.0, 3.0], 1) == [(1.0, 3.0)]


def test_places_go_from_the_first_dot_to_the_last() -> None:
    assert columns([0.0, 1.0], [1.0, 1.0], 2) == [(1.0, 1.0)] * 4


def test_a_rising_line_has_no_gaps() -> None:
    rows = draw(spans_at([0, 3], [0.0, 7.0], 4), 0.0, 7.0, 2)
    dots = {
        (2 * x + c, 4 * y + r)
        for y, row in enumerate(rows)
        for x, char in enumerate(row)
        for r in range(4)
        for c in range(2)
        if char != " " and (ord(char) - 0x2800) & dot(r, c)
    }
    assert {y for _, y in dots} == set(range(8)), "every level between the ends is there"
    assert min(y for x, y in dots if x == 3) == 0
    assert max(y for x, y in dots if x == 0) == 7


def test_what_lies_outside_the_scale_stays_at_its_edge() -> None:
    assert draw([(99.0, 99.0), None], 0.0, 1.0, 1) == ["⠁"]
    assert draw([(-99.0, -99.0), None], 0.0, 1.0, 1) == ["⡀"]


def test_pillars_stand_on_nothing_and_the_greatest_fills_the_height() -> None:
    assert pillars([0.0, 0.5, 1.0], [8.0, 4.0, 0.0], 3, 1) == ["█▄ "]
    assert pillars([0.0, 1.0], [4.0, 8.0], 2, 2) == [" █", "██"]
    assert pillars([0.0], [nan], 2, 1) == ["  "]
