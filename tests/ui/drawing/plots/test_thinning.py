"""Long curves are drawn from few points, and look the same."""

from __future__ import annotations

import math
import random
from itertools import accumulate

from r2k_tui.ui.drawing.plots.thinning import thinned
from r2k_tui.ui.drawing.plots.xy_plot import Axes, PlottedCurve, xy_plot
from tests.ui.views.chart.drawn import text

DRAW = random.Random(7)
WALK = list(accumulate(DRAW.gauss(0, 1) for _ in range(5000)))


def picture(xs: list[int], ys: list[float]) -> str:
    return text(xy_plot([PlottedCurve(xs, ys)], [], Axes(lambda v, _: f"{v:g}"), 98, 30))


def test_few_points_remain_with_every_extreme_and_both_ends() -> None:
    xs, ys = thinned(WALK, 98)
    assert len(xs) <= 4 * 2 * 98 + 8 and xs == sorted(set(xs))
    assert (ys[0], ys[-1], min(ys), max(ys)) == (WALK[0], WALK[-1], min(WALK), max(WALK))


def test_each_column_of_the_picture_reaches_about_as_high_and_as_low_as_with_every_point() -> None:
    whole, thin = (picture(*points).splitlines() for points in ((list(range(5000)), WALK), thinned(WALK, 98)))
    for column in range(8, 98):
        rows = [[row for row, line in enumerate(found) if line[column : column + 1].strip()] for found in (whole, thin)]
        for end in (min, max):
            assert abs(end(rows[0]) - end(rows[1])) <= 2, column


def test_short_curves_and_parts_with_gaps_keep_every_point() -> None:
    assert thinned([1.0, 3.0, 2.0], 98) == ([0, 1, 2], [1.0, 3.0, 2.0])
    xs, _ = thinned([math.nan] * 251 + WALK, 98)
    assert xs[:251] == list(range(251)), "a gap is where it was"
