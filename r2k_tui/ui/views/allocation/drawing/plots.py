"""The plots of the allocation: frontier, cost of the tilt, growth and drawdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from r2k_tui.model.allocation.backtest import Backtest
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.tilt import TiltPoint
from r2k_tui.model.market.bars import Interval
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio
from r2k_tui.ui.drawing.plots.axes import fraction_label, tick_label, time_ticks
from r2k_tui.ui.drawing.plots.thinning import thinned
from r2k_tui.ui.drawing.plots.xy_plot import Axes, Mark, PlottedCurve, xy_plot
from r2k_tui.ui.views.allocation.drawing.marks import LETTERS, NO_MARKS, flowed, marks_beside
from r2k_tui.ui.views.allocation.drawing.tables import title

_YEAR_CELL = 21


def tilt_lines(study: AllocationStudy, width: int, height: int) -> list[Line]:
    """The best Sharpe ratio by floor of small caps, with the values at the first and the last floor."""
    points = [p for p in study.tilt_cost if p.max_sharpe is not None and p.max_sharpe.sharpe is not None]
    if not points:
        return [((" no small-cap member to sweep", "dim"),)]
    best = [p.max_sharpe.sharpe for p in points if p.max_sharpe and p.max_sharpe.sharpe is not None]
    floors = [p.floor for p in points]
    curve = PlottedCurve(floors, best)
    mine = study.constraints.floors.get(study.small)
    marks = [Mark(mine, _between(floors, best, mine), "●", "warn")] if mine is not None else []
    plot = xy_plot([curve], marks, Axes(tick_label, fraction_label), width, height - 3)
    first, last = points[0], points[-1]
    head = ((f" best Sharpe, in sample, by floor of {study.small}", "dim"), ("  ● your floor" if marks else "", "warn"))
    return [head, *plot, *(_tilt_row(p) for p in (first, last))]


def _tilt_row(point: TiltPoint) -> Line:
    best, calm = point.max_sharpe, point.min_vol
    sharpe = MISSING if best is None or best.sharpe is None else f"{best.sharpe:.3f}"
    cvar = percent(best.cvar95 if best else None, sign=False)
    least = percent(calm.vol if calm else None, sign=False)
    text = f" floor {percent(point.floor, 0, sign=False):>4}: Sharpe {sharpe}, CVaR {cvar}; least vol. {least}"
    return ((text, "text"),)


def _between(xs: Sequence[float], ys: Sequence[float], x: float) -> float:
    """The curve at `x`, interpolated linearly."""
    for i in range(1, len(xs)):
        if x <= xs[i]:
            share = (x - xs[i - 1]) / ((xs[i] - xs[i - 1]) or 1.0)
            return ys[i - 1] + share * (ys[i] - ys[i - 1])
    return ys[-1]


def growth_lines(
    result: Backtest, width: int, height: int, beside: Sequence[Backtest] = (), known: Mapping[str, str] = NO_MARKS
) -> list[Line]:
    """Growth of 1 for portfolio and benchmark on a logarithmic scale, with the drawdown below.

    Those `beside` it, on the same days, have the numbers `known` for them.
    """
    numbers = marks_beside([other.portfolio for other in beside], known)
    names: list[Line] = [
        ((f" {number} {other.portfolio}", "bright"),) for other, number in zip(beside, numbers, strict=True)
    ]
    legend = flowed(("", "dim"), names, width) if names else []
    height -= len(legend)
    own, rival = floats(result.growth), floats(result.benchmark_growth)
    upper = max(5, (height - 3) * 3 // 5)
    axes = Axes(lambda v, _: f"{v:g}", logarithmic=True)
    others = [floats(other.growth) for other in beside]
    curves = [
        _log_curve(rival, "volume", width),
        *(_log_curve(other, "bright", width) for other in others),
        _log_curve(own, "accent", width),
    ]
    how = f"from {result.lookback_years}y before" if result.walk_forward else "fixed"
    mark = LETTERS.get(result.portfolio) or known.get(result.portfolio, "P")
    head: Line = (
        (f" {mark} {title(result.portfolio)}", "accent"),
        (f", B benchmark, {how}, {result.rebalance}, {result.cost_bp:g} bp", "dim"),
    )
    marks = [Mark(len(own) - 1, log(own[-1]), mark, "accent"), Mark(len(own) - 1, log(rival[-1]), "B")]
    marks += [Mark(len(own) - 1, log(other[-1]), number) for number, other in zip(numbers, others, strict=True)]
    plot = xy_plot(curves, marks, axes, width, upper)[:-1]
    falls = _falls(own)
    ticks = year_ticks(result.time, width)
    lower = xy_plot(
        [PlottedCurve(*thinned(falls, width), "down")],
        [],
        Axes(fraction_label, x_ticks=ticks),
        width,
        height - upper - 1,
    )
    return [head, *legend, *plot, *lower, _summary(result)]


def _log_curve(values: list[float], style: str, width: int) -> PlottedCurve:
    xs, ys = thinned(values, width)
    return PlottedCurve(xs, [log(y) for y in ys], style)


def _summary(result: Backtest) -> Line:
    a, b = result.figures, result.benchmark_figures
    pair = (
        f"{percent(a.cagr, 1)} a year against {percent(b.cagr, 1)}, Sharpe {ratio(a.sharpe)} against {ratio(b.sharpe)}"
    )
    return ((f" {pair}, turnover {percent(a.turnover, 0, sign=False)}", "text"),)


def rolling_lines(result: Backtest, width: int, height: int) -> list[Line]:
    """The rolling Sharpe ratio over 252 days, and the calendar years."""
    values = floats(result.rolling_sharpe)
    years = list(result.figures.years.items())
    each = max(1, width // _YEAR_CELL)
    rows = -(-len(years) // each)
    room = height - rows - 1
    lines: list[Line] = []
    if room >= 5:
        axes = Axes(tick_label, x_ticks=year_ticks(result.time, width))
        lines = xy_plot([PlottedCurve(*thinned(values, width))], [], axes, width, room)
    words = "above: Sharpe over 252 days; below: years" if lines else "years"
    lines.append(((f" {words}, the benchmark's beside", "dim"),))
    cells = [_year_cell(result, year, change) for year, change in years]
    return [*lines, *(tuple(run for cell in cells[i : i + each] for run in cell) for i in range(0, len(cells), each))]


def _year_cell(result: Backtest, year: str, change: float) -> tuple[Run, Run, Run]:
    rival = result.benchmark_figures.years.get(year)
    style = "up" if change > 0 else "down" if change < 0 else "flat"
    return (f" {year}", "dim"), (f"{percent(change, 1):>7}", style), (f"{percent(rival, 1):>7}  ", "dim")


def floats(data: bytes) -> list[float]:
    """The 64-bit floats of a packed column."""
    return list(memoryview(data).cast("d"))


def _falls(values: list[float]) -> list[float]:
    out, highest = [], values[0]
    for value in values:
        highest = max(highest, value)
        out.append(value / highest - 1)
    return out


def year_ticks(times: bytes, width: int) -> list[tuple[float, str]]:
    """The ticks of packed times on an axis of places."""
    days = list(memoryview(times).cast("q"))
    return [(float(tick.bar), tick.label) for tick in time_ticks(days, Interval.D1, width - 8)]
