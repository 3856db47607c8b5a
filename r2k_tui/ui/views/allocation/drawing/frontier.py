"""The frontier with its resampled mean and equivalent region, and the bands of the resampled weights."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import ceil, log

from r2k_tui.model.allocation.frontier import FrontierPoint, RankedPortfolio, ResampledFrontier, is_equivalent
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.ui.drawing.lines import Line, length, wrapped
from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.drawing.plots.axes import fraction_label
from r2k_tui.ui.drawing.plots.xy_plot import Area, Axes, Mark, PlottedBand, PlottedCurve, drawn, xy_plot
from r2k_tui.ui.views.allocation.drawing.marks import flowed, letters
from r2k_tui.ui.views.allocation.drawing.tables import title

_LEAST_PLOT = 6
# Weights that no rank exceeds in 95 % of the samples are not drawn.
_SLIGHT = 0.005
_LEAST_BOX = (16, 4)
# Cells across for each row of a box that is easy to read.
_SHAPE = 3.5


def frontier_lines(
    study: AllocationStudy, resampled: ResampledFrontier | None, target: str, width: int, height: int
) -> list[Line]:
    """Return against volatility: frontier, resampled mean, equivalent region, and every portfolio by its letter."""
    existing = {name: p for name, p in study.portfolios.items() if p is not None}
    curves = [PlottedCurve([p.vol for p in study.frontier], [p.ret for p in study.frontier])]
    band = None
    if resampled is not None:
        points = resampled.points
        curves.append(PlottedCurve([p.vol for p in points], [p.ret for p in points], "bright", "○"))
        band = PlottedBand(lambda vol: _equivalent_returns(study.frontier, resampled, vol))
    shown = letters(study.portfolios)
    marks = [Mark(p.vol, p.ret, shown[name], _letter_style(name, target)) for name, p in existing.items()]
    legend = _legend(existing, shown, resampled, target, width)
    room = max(_LEAST_PLOT, height - len(legend))
    return [*xy_plot(curves, marks, Axes(fraction_label, fraction_label), width, room, band), *legend]


def _letter_style(name: str, target: str) -> str:
    return "warn" if name == target else "bright"


def _equivalent_returns(
    frontier: Sequence[FrontierPoint], resampled: ResampledFrontier, vol: float
) -> tuple[float, float] | None:
    """Lowest and highest return of the region at a volatility."""
    region = resampled.region
    if not frontier or not region or not region[0].first <= vol <= region[-1].last:
        return None
    column = next((one for one in region if vol <= one.last), region[-1])
    highest = _return_at(frontier, vol)
    return min(column.least, highest), highest


def _return_at(frontier: Sequence[FrontierPoint], vol: float) -> float:
    """Return of the frontier at a volatility, interpolated linearly."""
    place = bisect_left([point.vol for point in frontier], vol)
    if place in (0, len(frontier)):
        return frontier[max(0, place - 1)].ret
    low, high = frontier[place - 1], frontier[place]
    return low.ret + (high.ret - low.ret) * (vol - low.vol) / ((high.vol - low.vol) or 1.0)


def _legend(
    existing: dict[str, OptimalPortfolio],
    shown: dict[str, str],
    resampled: ResampledFrontier | None,
    target: str,
    width: int,
) -> list[Line]:
    """Names by letter, and which of them are in the region."""

    def named(names: Iterable[str]) -> list[Line]:
        return [((f" {shown[name]} ", _letter_style(name, target)), (title(name), "dim")) for name in names]

    if resampled is None:
        return flowed((" in sample:", "dim"), named(existing), width)
    inside = [name for name, p in existing.items() if is_equivalent(resampled.region, p.vol, p.ret)]
    outside = [name for name in existing if name not in inside]
    key: Line = ((" ○ resampled", "bright"), (" · statistically equivalent, 90 %; in sample", "dim"))
    groups = (("equivalent:", inside), ("outside it:", outside))
    lines = (flowed((f" {word}", "dim"), named(names), width) for word, names in groups if names)
    return [key, *(line for group in lines for line in group)]


def band_lines(found: ResampledFrontier, width: int, height: int) -> list[Line]:
    """A box for each member: the mean of its weight by rank, on the band of 90 % of the samples, on one scale."""
    points = found.points
    members = list(points[0].weights) if points else []
    held = [symbol for symbol in members if max(p.high[symbol] for p in points) >= _SLIGHT]
    most = ceil(20 * max((p.high[symbol] for p in points for symbol in held), default=0.05)) / 20
    scale = f"{found.draws} samples; each box 0 to {percent(most, 0, sign=False)}, from least risk to greatest return"
    head: list[Line] = [
        ((" ░ 5 to 95 % of the samples", "dim"), ("  ⠒⠒ mean weight", "accent")),
        *(((f" {text}", "dim"),) for text in wrapped(scale, max(20, width - 2))),
    ]
    slight = [symbol for symbol in members if symbol not in held]
    words = f"never above {percent(_SLIGHT, 1, sign=False)}: {', '.join(slight)}"
    foot: list[Line] = [((f" {text}", "dim"),) for text in wrapped(words, max(20, width - 2))] if slight else []
    across, tall = _grid(len(held), width, height - len(head) - len(foot))
    wide = width // across
    rows = [held[start : start + across] for start in range(0, len(held), across)]
    body = [line for row in rows for line in _beside([_box(symbol, points, most, wide, tall) for symbol in row])]
    return [*head, *body, *foot]


def _grid(count: int, width: int, height: int) -> tuple[int, int]:
    """Boxes side by side, and the rows of each, so that their shape is the best; they scroll where they do not fit."""
    fitting = []
    for across in range(1, max(1, width // _LEAST_BOX[0]) + 1):
        tall = height // max(1, ceil(count / across))
        if tall >= _LEAST_BOX[1]:
            fitting.append((abs(log(width / across / (tall * _SHAPE))), across, tall))
    if not fitting:
        return max(1, width // _LEAST_BOX[0]), _LEAST_BOX[1]
    return min(fitting)[1:]


def _box(symbol: str, points: Sequence[RankedPortfolio], most: float, width: int, height: int) -> list[Line]:
    """One member: its weights at both ends, and the plot; the last column is a gap."""
    means, lows, highs = ([getattr(p, name)[symbol] for p in points] for name in ("weights", "low", "high"))
    ends = f"{percent(means[0], 0, sign=False)} to {percent(means[-1], 0, sign=False)}"
    area = Area(0.0, max(1.0, len(points) - 1.0), 0.0, most, max(4, width - 2), height - 1)

    def levels(x: float) -> tuple[float, float]:
        rank = min(len(points) - 1, max(0, round(x)))
        return lows[rank], highs[rank]

    curve = PlottedCurve(list(range(len(points))), means)
    rows = drawn([curve], [], area, PlottedBand(levels, "░", "dim"))
    heading: Line = ((f" {symbol[:8]} ", "bright"), (ends, "text"))
    gap = max(0, width - length(heading))
    lines: list[Line] = [(*heading, (" " * gap, "text"))]
    return [*lines, *((("│", "frame"), *row, (" ", "text")) for row in rows)]


def _beside(boxes: Sequence[Sequence[Line]]) -> list[Line]:
    return [tuple(run for line in lines for run in line) for lines in zip(*boxes, strict=True)]
