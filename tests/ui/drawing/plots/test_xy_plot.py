"""Curves on two axes."""

from __future__ import annotations

from math import log, nan, sin
from random import Random

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.drawing.plots.axes import fraction_label, log_ticks, tick_label
from r2k_tui.ui.drawing.plots.xy_plot import Area, Axes, Mark, PlottedBand, PlottedCurve, _dots, drawn, xy_plot

AXES = Axes(tick_label, tick_label)


def text(
    curves: list[PlottedCurve], marks: list[Mark], width: int = 40, height: int = 9, axes: Axes = AXES
) -> list[str]:
    lines = xy_plot(curves, marks, axes, width, height)
    assert all(length(line) == width for line in lines) and len(lines) == height
    return ["".join(run for run, _ in line) for line in lines]


def test_a_rising_line_goes_from_corner_to_corner() -> None:
    rows = text([PlottedCurve([0, 10], [0, 100])], [])
    assert rows[0].rstrip()[-1] not in " │" and rows[0].startswith("100┤")
    assert rows[7][4] not in " │" and rows[7].startswith("  0┤")
    assert rows[8].lstrip(" ").startswith("└0") and rows[8].endswith("10")
    drawn = [row.index(next(c for c in row[4:] if c != " "), 4) for row in rows[:8]]
    assert drawn == sorted(drawn, reverse=True)


def test_a_mark_lies_on_its_point() -> None:
    rows = text([PlottedCurve([0, 10], [0, 100])], [Mark(10, 0, "S"), Mark(0, 100, "V")])
    assert rows[7].rstrip()[-1] == "S" and rows[0][4] == "V"


def test_two_marks_of_one_point_stand_beside_each_other() -> None:
    rows = text([], [Mark(0, 0, "V"), Mark(0, 0, "C"), Mark(9, 9, "E")])
    assert "VC" in rows[7]


def test_words_at_the_end_of_two_curves_are_both_whole() -> None:
    rows = text([], [Mark(0, 0, "·"), Mark(9, 9, "200"), Mark(9, 9, "50"), Mark(9, nan, "none")])
    assert rows[0].endswith(" 200") and rows[1].endswith("50")


def test_what_is_no_number_breaks_the_line() -> None:
    rows = text([PlottedCurve([0, 1, 2, 3, 4], [1, 1, nan, 1, 1]), PlottedCurve([0, 4], [0, 0])], [])
    assert "    " in rows[0][4:].strip()


def test_levels_of_a_logarithmic_axis_are_round() -> None:
    axes = Axes(tick_label, tick_label, logarithmic=True)
    rows = text([PlottedCurve([0, 1], [log(0.9), log(21)])], [], axes=axes)
    assert [row.split("┤")[0].strip() for row in rows if "┤" in row] == ["10", "3", "1"]


def test_an_axis_in_steps_of_two_and_a_half_says_so() -> None:
    rows = text([PlottedCurve([0.0, 7.5], [0.0, 0.09])], [], 40, 9, Axes(fraction_label, tick_label))
    assert [row.split("┤")[0].strip() for row in rows if "┤" in row] == ["7.5%", "5.0%", "2.5%", "0.0%"]


def test_log_ticks() -> None:
    assert log_ticks(0.9, 21, 9) == [1, 2, 5, 10, 20]
    assert log_ticks(0.9, 2100, 6) == [1, 10, 100, 1000]
    assert len(log_ticks(1e-9, 1e9, 4)) <= 4


def test_nothing_and_no_room() -> None:
    assert xy_plot([PlottedCurve([], [])], [], AXES, 40, 9) == [((" nothing to draw", "dim"),)]
    assert xy_plot([PlottedCurve([0, 1], [0, 1])], [], AXES, 10, 9) == [((" …", "dim"),)]


def test_a_glyph_stands_at_each_point_and_hides_the_line_there() -> None:
    rows = text([PlottedCurve([0, 10], [0, 0]), PlottedCurve([0, 5, 10], [0, nan, 0], glyph="o")], [])
    assert sum(row.count("o") for row in rows) == 2


def test_a_band_is_shaded_behind_the_curves_from_its_lower_to_its_upper_level() -> None:
    area = Area(0.0, 10.0, 0.0, 8.0, 10, 8)
    band = PlottedBand(lambda x: (2.0, 5.0) if x > 5 else None, "░", "dim")
    rows = ["".join(run for run, _ in row) for row in drawn([], [], area, band)]
    assert all(row[:5] == "     " for row in rows)
    shaded = [place for place, row in enumerate(rows) if row[9] == "░"]
    assert shaded == list(range(area.cell(9.5, 5.0)[1], area.cell(9.5, 2.0)[1] + 1)) and len(shaded) > 2
    crossed = drawn([PlottedCurve([0.0, 10.0], [3.0, 3.0])], [], area, band)
    assert sum(run[0] == "░" for row in crossed for run in row) == sum(row.count("░") for row in rows) - 5


def test_a_band_thinner_than_a_cell_is_still_seen() -> None:
    area = Area(0.0, 10.0, 0.0, 8.0, 10, 8)
    rows = drawn([], [], area, PlottedBand(lambda _: (4.0, 4.0)))
    assert sum(run[0] == "·" for row in rows for run in row) == 10


def test_a_curve_of_many_points_has_every_dot_between_them() -> None:
    # Far more points than columns, with a break: each pair of neighbors on its own is the definition of the line.
    rng = Random(3)
    xs = [place / 7 for place in range(3000)]
    ys = [sin(x / 20) + rng.gauss(0, 0.3) for x in xs]
    ys[700] = ys[1999] = nan
    area = Area(xs[0], xs[-1], min(y for y in ys if y == y), max(y for y in ys if y == y), 50, 12)
    pairs = [PlottedCurve(xs[i : i + 2], ys[i : i + 2]) for i in range(len(xs) - 1)]
    whole = pairs[:699] + pairs[701:1998] + pairs[2000:]
    assert drawn([PlottedCurve(xs, ys)], [], area) == drawn(whole, [], area)


def test_points_in_one_dot_are_one_dot() -> None:
    area = Area(0, 9999, 0, 1, 40, 8)
    assert len(list(_dots(PlottedCurve(range(10_000), [0.5] * 10_000), area))) == 80
