"""Macro figures as lines: value, change, day and lag. Pure."""

from __future__ import annotations

from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, Macro, MacroFigure
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, right, rounded
from r2k_tui.ui.views.watchlist.cells import sparkline

_TITLES = {
    FigureGroup.VALUATION: "Valuation, forward, bottom-up (proxy)",
    FigureGroup.POLICY: "Policy rate and market pricing",
    FigureGroup.CURVE: "Curve",
    FigureGroup.CREDIT: "Credit",
    FigureGroup.FLOATING: "Floating rates (proxies)",
    FigureGroup.GROWTH: "Growth",
}
_NAME, _VALUE, _CHANGE, _DAY, _LAG = 26, 8, 7, 11, 5
# Widths from which a line has the change over a year, a sparkline, and the source.
_WITH_CHANGE, _WITH_SPARK, _WITH_SOURCE = 58, 66, 104
_LEAST_SPARK, _MOST_SPARK = 7, 24


def figure_lines(macro: Macro, width: int, told: str = "") -> list[Line]:
    """Every figure, under the title of its group; the reason `told` elsewhere is left out."""
    lines: list[Line] = [_head(width)]
    for group in FigureGroup:
        result = [figure for figure in macro.figures if figure.group is group]
        if result:
            lines.append(((f" {_TITLES[group]}", "accent"),))
            lines += [_line(figure, width, told) for figure in result]
    return lines


def _spark_width(width: int) -> int:
    room = width - _NAME - _VALUE - _CHANGE - _DAY - _LAG - 2 - (32 if width >= _WITH_SOURCE else 0)
    return 0 if width < _WITH_SPARK else max(_LEAST_SPARK, min(_MOST_SPARK, room))


def _head(width: int) -> Line:
    spark = _spark_width(width)
    change = f"{'1y':>{_CHANGE}}" if width >= _WITH_CHANGE else ""
    drawn = f" {'':<{spark}}" if spark else ""
    source = "  source" if width >= _WITH_SOURCE else ""
    return ((f" {'':<{_NAME}}{'':>{_VALUE}}{change}{drawn}{'of':>{_DAY}}{'lag':>{_LAG}}{source}", "dim"),)


def _line(figure: MacroFigure, width: int, told: str) -> Line:
    name: Run = (f" {figure.name:<{_NAME}}", "text")
    if figure.value is None:
        return (
            name,
            (right(MISSING, _VALUE), "dim"),
            ("" if told and told in figure.reason else f"  {figure.reason}", "dim"),
        )
    runs: list[Run] = [name, (right(value_text(figure.value, figure.unit), _VALUE), "bright")]
    if width >= _WITH_CHANGE:
        runs.append((right(change_text(figure), _CHANGE), direction(figure.change)))
    if spark := _spark_width(width):
        drawn = sparkline(figure.spark, spark) if len(figure.spark) > 1 else ""
        runs.append((f" {drawn:<{spark}}", "accent"))
    lag = "" if figure.lag_days is None else f"{figure.lag_days}d"
    runs += [(right(figure.as_of, _DAY), "dim"), (right(lag, _LAG), "dim")]
    text = "; ".join(filter(None, (figure.revision, figure.note or figure.source)))
    if text and width >= _WITH_SOURCE:
        runs.append((f"  {text}", "dim"))
    return tuple(runs)


def value_text(value: float | str, unit: FigureUnit) -> str:
    """A figure with its unit; rates are in percent already."""
    if isinstance(value, str):
        return value
    if unit is FigureUnit.PERCENT:
        return f"{value:.2f}%"
    if unit is FigureUnit.POINTS:
        return f"{rounded(value, 2)}pp"
    return f"{value:.2f}" if unit is FigureUnit.RATIO else percent(value, 1)


def change_text(figure: MacroFigure) -> str:
    """The change over a year, in percentage points or in the figure's own unit."""
    change = figure.change
    if change is None:
        return ""
    if figure.unit in (FigureUnit.PERCENT, FigureUnit.POINTS):
        return rounded(change, 2)
    return rounded(change, 2) if figure.unit is FigureUnit.RATIO else percent(change, 1)
