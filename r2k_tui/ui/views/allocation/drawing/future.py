"""The simulated future and the stress episodes, of the target and of the user's portfolios beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, nan

from r2k_tui.model.allocation.simulation import Simulation, YearOutcome
from r2k_tui.model.allocation.study import AllocationStudy, StressReplay
from r2k_tui.ui.drawing.lines import Line, Run, cells, cut, fit, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, compact, direction, percent, right, rounded
from r2k_tui.ui.drawing.plots.axes import tick_label
from r2k_tui.ui.drawing.plots.xy_plot import Axes, Mark, PlottedCurve, xy_plot
from r2k_tui.ui.views.allocation.drawing.assumptions import assumption_words
from r2k_tui.ui.views.allocation.drawing.marks import NO_MARKS, letters, marks_beside, numbered
from r2k_tui.ui.views.allocation.drawing.tables import stress_lines, title

# Values below this share of the start are off the plot: its axis is logarithmic.
_FLOOR = 0.02
_LEAST_PLOT = 6
_NAME, _CELL = 18, 8
_EPISODE, _WIDEST = 18, 18
# Cells that hold a return and a fall with a decimal.
_DECIMALS = 14
_COVERED = 0.99


def fan_lines(
    found: Sequence[Simulation],
    wins: Sequence[Sequence[float]],
    width: int,
    height: int,
    known: Mapping[str, str] = NO_MARKS,
) -> list[Line]:
    """Percentiles of the first by year on a logarithmic scale, the medians of the others, the end, the assumptions.

    The others have the numbers `known` for them.
    """
    result = found[0]
    numbers = marks_beside([one.portfolio for one in found[1:]], known)
    basis = f"{result.first} to {result.last}, seed {result.seed}"
    words = "; ".join([basis, *assumption_words(result, several=len(found) > 1)])
    below = _ends(found, numbers, wins) if len(found) > 1 else _end(result)
    below += [((f" {line}", "dim"),) for line in wrapped(words, max(20, width - 2))]
    plot = _plot(found, numbers, width, max(_LEAST_PLOT, height - 1 - len(below)))
    return [_legend(result, numbers), *plot, *below]


def _legend(result: Simulation, numbers: Sequence[str]) -> Line:
    whole = len(numbers) > 1 and int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1
    listed = f"{numbers[0]}-{numbers[-1]}" if whole else " ".join(numbers)
    others = f", median{'s' if len(numbers) > 1 else ''} {listed}" if numbers else ""
    return (
        (f" {title(result.portfolio)}: ", "dim"),
        ("5 %", "down"),
        (" 25 ", "dim"),
        ("50", "accent"),
        (" 75 ", "dim"),
        ("95 %", "up"),
        (others, "bright"),
        (f"  {result.paths:,} paths, {result.block_days}d blocks", "dim"),
    )


def _plot(found: Sequence[Simulation], numbers: Sequence[str], width: int, height: int) -> list[Line]:
    outcomes = found[0].outcomes
    years = [float(o.year) for o in outcomes]
    floor = max(found[0].start * _FLOOR, 1e-9)

    def logs(values: list[float]) -> list[float]:
        return [log(v) if v > floor else nan for v in values]

    medians = [logs([o.p50 for o in other.outcomes]) for other in found[1:]]
    curves = [
        PlottedCurve(years, logs([o.p5 for o in outcomes]), "down"),
        PlottedCurve(years, logs([o.p25 for o in outcomes]), "volume"),
        PlottedCurve(years, logs([o.p75 for o in outcomes]), "volume"),
        PlottedCurve(years, logs([o.p95 for o in outcomes]), "up"),
        *(PlottedCurve(years, median, "bright") for median in medians),
        PlottedCurve(years, logs([o.p50 for o in outcomes]), "accent"),
    ]
    # The lowest first: a mark whose place is taken moves up.
    ends = sorted((median[-1], number) for number, median in zip(numbers, medians, strict=True))
    marks = [Mark(years[-1], end, number) for end, number in ends]
    axes = Axes(lambda v, _: _round_amount(v), lambda v, ticks: f"{tick_label(v, ticks)}y", logarithmic=True)
    return xy_plot(curves, marks, axes, width, height)


def _end(result: Simulation) -> list[Line]:
    last = result.outcomes[-1]
    ends = f"{compact(last.p5)}, {compact(last.p50)}, {compact(last.p95)}"
    values = f" {last.year} years from {compact(result.start)}, {result.money} {result.currency}: {ends}"
    return [((values, "text"),), ((f" {_chances(last)}", "text"),)]


def _chances(last: YearOutcome) -> str:
    return f"loss {_share(last.loss)}, ruin {_share(last.ruin)}, beats benchmark {_share(last.beats_benchmark)}"


def _ends(found: Sequence[Simulation], numbers: Sequence[str], wins: Sequence[Sequence[float]]) -> list[Line]:
    """The end of each portfolio, and how often it is above the first one."""
    first = found[0]
    words = f"{first.years}y from {compact(first.start)}"
    heads = ("5 %", "50 %", "95 %", "loss", "ruin", "> bench", "> first")
    lines: list[Line] = [((f" {words:<{_NAME}}", "dim"), ("".join(right(head, _CELL) for head in heads), "dim"))]
    for place, one in enumerate(found):
        last = one.outcomes[-1]
        above = MISSING if place == 0 or len(wins) <= place else _share(wins[place][0])
        values = (*(compact(v) for v in (last.p5, last.p50, last.p95)), _share(last.loss), _share(last.ruin))
        row = "".join(right(cell, _CELL) for cell in (*values, _share(last.beats_benchmark), above))
        lines.append(
            (*_named(("", *numbers)[place], title(one.portfolio), _NAME), (row, "bright" if place == 0 else "text"))
        )
    return lines


def _named(mark: str, name: str, width: int) -> Line:
    """A name in `width` cells and a blank before it, after the mark it has on the plot."""
    number = f"{mark} " if mark else ""
    return fit(((f" {number}", "bright"), (cut(name, 0, width - len(number)), "text")), width + 1)


def stress_by_portfolio(study: AllocationStudy, first: str, width: int) -> list[Line]:
    """Episodes by portfolio, each with its return and its deepest fall; those of `first` in detail where it is alone.

    `first` names the portfolio of `study.stress`.
    """
    columns = {first: study.stress, **{name: rows for name, rows in study.stress_of.items() if name != first}}
    if len(columns) == 1:
        return stress_lines(study.stress)
    known = letters(dict.fromkeys((*study.portfolios, *columns)))
    cell = min(_WIDEST, (width - _EPISODE - 3) // len(columns))
    heads: list[Run] = [(f" {'return, deepest %':<{_EPISODE}}", "dim")]
    for place, name in enumerate(columns):
        text = numbered(name, title(name), known)
        shown = cut(text, 0, cell - 1)
        heads.append((" " * (cell - cells(shown)) + shown, "bright" if place == 0 else "dim"))
    lines: list[Line] = [tuple(heads)]
    for at, episode in enumerate(study.stress or next(iter(study.stress_of.values()))):
        figures = [_pair(rows[at], cell) if at < len(rows) else _none(cell) for rows in columns.values()]
        lines.append(((f" {episode.name:<{_EPISODE}}", "text"), *figures))
    partly = any(row.covered <= _COVERED for rows in columns.values() for row in rows)
    if partly:
        lines.append(((" ~ less than 99 % of the weights has prices of that time", "dim"),))
    instead = dict.fromkeys(word for rows in columns.values() for row in rows for word in row.stand_ins)
    return [*lines, *([((f" {', '.join(instead)}", "dim"),)] if instead else [])]


def _none(cell: int) -> Run:
    return right(MISSING, cell), "dim"


def _pair(row: StressReplay, cell: int) -> Run:
    if row.ret is None:
        return _none(cell)
    sign, decimals = "" if row.covered > _COVERED else "~", 1 if cell >= _DECIMALS else 0
    deepest = MISSING if row.maxdd is None else rounded(100 * row.maxdd, decimals)
    return right(f"{sign}{rounded(100 * row.ret, decimals)} {deepest}", cell), direction(row.ret)


def _round_amount(value: float) -> str:
    return compact(value).replace(".0", "")


def _share(value: float) -> str:
    return percent(value, 1, sign=False)
