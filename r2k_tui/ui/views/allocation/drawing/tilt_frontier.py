"""The small-cap tilt against tracking error, with what each step of it changes."""

from __future__ import annotations

from r2k_tui.model.allocation.tilt import TiltFrontier, TiltStep
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, right, rounded
from r2k_tui.ui.drawing.plots.axes import fraction_label
from r2k_tui.ui.drawing.plots.xy_plot import Axes, PlottedCurve, xy_plot

_LEAST_PLOT = 6


def tilt_frontier_lines(found: TiltFrontier | None, width: int, height: int) -> list[Line]:
    """A plot of the tracking error by tilt where there is room, and a row for each step."""
    if found is None:
        return [((" the engine computes no tilt frontier", "dim"),)]
    if not found.steps:
        return [((f" {text}", "dim"),) for text in wrapped(f"no tilt frontier: {found.absent}", max(20, width - 2))]
    rows = [_heading(found), *map(_row, found.steps)]
    mix = ", ".join(f"{symbol} {percent(share, 0, sign=False)}" for symbol, share in found.benchmark.items())
    words = f"least tracking error (TE) to {mix}, in sample, {found.n_returns} returns; change: from the step before"
    head: list[Line] = [((f" {text}", "dim"),) for text in wrapped(words, max(20, width - 2))]
    room = height - len(rows) - len(head)
    plot: list[Line] = []
    if room >= _LEAST_PLOT and len(found.steps) > 1:
        curve = PlottedCurve([s.weight for s in found.steps], [s.tracking_error for s in found.steps])
        plot = xy_plot([curve], [], Axes(fraction_label, fraction_label), width, room)
    return [*head, *plot, *rows]


def _heading(found: TiltFrontier) -> Line:
    return (
        (f" {found.small[:8]:<8}{'TE':>7}{'return':>8}{'Sharpe':>8}{'change':>8}{'CVaR 1d':>9}{'change':>8}", "dim"),
    )


def _row(step: TiltStep) -> Line:
    sharpe = MISSING if step.sharpe is None else f"{step.sharpe:.3f}"
    change = MISSING if step.marginal_sharpe is None else rounded(step.marginal_sharpe, 3)
    loss = percent(step.marginal_cvar95, 3)
    worse = None if step.marginal_cvar95 is None else -step.marginal_cvar95
    return (
        (f" {percent(step.weight, 1, sign=False):<8}", "text"),
        (right(percent(step.tracking_error, 2, sign=False), 7), "bright"),
        (right(percent(step.ret, 2), 8), "text"),
        (right(sharpe, 8), "text"),
        (right(change, 8), direction(step.marginal_sharpe, change)),
        (right(percent(step.cvar95, 3, sign=False), 9), "text"),
        (right(loss, 8), direction(worse, loss)),
    )
