"""Lines of factor regressions: betas side by side, contributions as bars, rolling betas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from math import isfinite, nan

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.study import FactorFit, FactorLoading, FactorOrigin, FactorStudy
from r2k_tui.model.factors.verdict import tilt_of
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.text import clean
from r2k_tui.ui.drawing.ages import ago
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, length, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, ratio, right
from r2k_tui.ui.drawing.plots.axes import tick_label, time_ticks
from r2k_tui.ui.drawing.plots.xy_plot import Axes, Mark, PlottedCurve, xy_plot
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.allocation.drawing.tables import title

_LABEL, _NARROW, _WIDE = 9, 11, 15
_ONE_DECIMAL = 9.95
# Fewest months that make a curve.
_CURVE = 2
# One style and one letter for the curve of each factor, in the order of the models.
_CURVES = ("accent", "up", "warn", "down", "volume", "bright")
_SHORT = {"Mkt-RF": "M", "SMB": "S", "HML": "H", "RMW": "R", "CMA": "C", "Mom": "W"}


def loading_lines(study: FactorStudy, chosen: FactorFit | None, width: int, height: int) -> list[Line]:
    """Betas with t statistics, one column per symbol or portfolio, clear ones bright; then what the chosen one is.

    Where there is room, what each of them is.
    """
    fits = list(study.fits.values())
    problems = [((f" {p.named}", "warn"),) for p in study.problems if p.kind != "no_holdings"]
    if chosen is None:
        return [*problems, ((" no regression", "dim"),)]
    cell = _WIDE if width >= _LABEL + _WIDE * len(fits) else _NARROW
    shown = fits[: max(1, (width - _LABEL) // cell)]
    head: list[Run] = [(f" {'':<8}", "dim")]
    head += [(right(_name(fit)[: cell - 1], cell), "accent" if fit is chosen else "bright") for fit in shown]
    more = [((f" and {len(fits) - len(shown)} more: a wider window shows them", "dim"),)] if shown != fits else []
    notes = [line for fit in fits for line in _notes(fit, width)]
    table = [tuple(head), *_table(study.factors, shown, cell), *more, *problems, _legend()]
    below = [*notes, *origin_lines(study, width)]
    every = [line for fit in fits for line in _verdict(fit, width)]
    if len(table) + len(every) + len(below) + 2 <= height:
        return [*table, BLANK, *every, BLANK, *below]
    return [*table, *_verdict(chosen, width), *below]


def _table(factors: Sequence[str], shown: Sequence[FactorFit], cell: int) -> list[Line]:
    tilting = [(place, _TILTS[factor]) for place, factor in enumerate(factors) if factor in _TILTS]
    return [
        *(_row(factor, partial(_loading, place), shown, cell) for place, factor in enumerate(factors)),
        *(_row(label, partial(_tilt, place), shown, cell) for place, label in tilting),
        *(_row(label, draw, shown, cell) for label, draw in _FIELDS),
    ]


# Rows of words: what a clear loading on the factor means.
_TILTS = {"SMB": "size", "HML": "style", "RMW": "quality", "Mom": "trend"}


def _row(label: str, draw: Callable[[FactorFit], Run], fits: Sequence[FactorFit], cell: int) -> Line:
    cells = [draw(fit) for fit in fits]
    return ((f" {label:<8}", "dim"), *((right(text, cell), style) for text, style in cells))


def _name(fit: FactorFit) -> str:
    return title(fit.name)


def _loading(place: int, fit: FactorFit) -> Run:
    beta = fit.betas[place]
    return f"{ratio(beta.value, sign=True)} {_t(beta):>4}", _clear(beta)


def _t(loading: FactorLoading) -> str:
    """The t statistic in four cells."""
    t = loading.t
    return MISSING if t is None else f"{t:.1f}" if abs(t) < _ONE_DECIMAL else f"{t:.0f}"


def _clear(loading: FactorLoading) -> str:
    return "bright" if loading.is_clear else "dim"


def _tilt(place: int, fit: FactorFit) -> Run:
    beta = fit.betas[place]
    words = tilt_of(beta).removesuffix(f" {_TILTS[beta.factor]}")
    return (words, direction(beta.value)) if beta.is_clear else ("none", "dim")


def _alpha(fit: FactorFit) -> Run:
    return f"{percent(fit.alpha.ret, 1)} {_t(fit.alpha):>4}", _clear(fit.alpha)


def _share(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3f}"


_FIELDS: tuple[tuple[str, Callable[[FactorFit], Run]], ...] = (
    ("alpha yr", _alpha),
    ("R2 adj.", lambda fit: (_share(fit.r2_adjusted), "text")),
    ("resid.", lambda fit: (percent(fit.residual_vol, 1, sign=False), "text")),
    ("from", lambda fit: (fit.first, "dim")),
    ("to", lambda fit: (fit.last, "dim")),
    ("months", lambda fit: (str(fit.n), "dim")),
)


def _legend() -> Line:
    return ((" beta, t by Newey-West; ", "dim"), ("bright", "bright"), (" beyond 2", "dim"))


def _verdict(fit: FactorFit, width: int) -> list[Line]:
    return [((f" {text}", "text"),) for text in wrapped(f"{_name(fit)}: {fit.verdict}", max(20, width - 2))]


def _notes(fit: FactorFit, width: int) -> list[Line]:
    if not fit.notes:
        return []
    return [((f" {text}", "dim"),) for text in wrapped(f"{fit.name}: {'; '.join(fit.notes)}", max(20, width - 2))]


def origin_lines(study: FactorStudy, width: int) -> list[Line]:
    """Source, vintage and last month of each factor table, and caveats."""
    words = [clean(_origin(origin), 300) for origin in study.origins]
    return [((f" {text}", "dim"),) for one in words for text in wrapped(one, max(20, width - 2))]


def _origin(origin: FactorOrigin) -> str:
    vintage = f", CRSP {origin.vintage}" if origin.vintage else ""
    fetched = f", fetched {new_york_day(origin.fetched_at)}" if origin.fetched_at is not None else ""
    notes = "".join(f"; {note}" for note in origin.notes)
    return f"{origin.name}: {origin.source}{vintage}, to {origin.last}{fetched}{notes}"


def origin_foot(study: FactorStudy | None, now: float) -> Line:
    """The newest facts about the factor tables in a border: vintage, last month, age; SIMULATED."""
    if study is None or not study.origins:
        return ()
    first = study.origins[0]
    vintage = f" CRSP {first.vintage}" if first.vintage else ""
    aged = f", {ago(first.fetched_at, now)}" if first.fetched_at is not None else ""
    simulated: Line = ((" SIMULATED", "warn"),) if any(origin.simulated for origin in study.origins) else ()
    return ((clean(f"factors{vintage} to {first.last}{aged}", 60), "dim"), *simulated)


def contribution_lines(fit: FactorFit, width: int) -> list[Line]:
    """What alpha and each factor add to the mean return of a year as bars, and their shares of the variance."""
    parts = (fit.alpha, *fit.betas)
    head: Line = (
        (f" {_name(fit)}", "accent"),
        (f": {percent(fit.mean, 1)} a year above bills; risk: of the variance", "dim"),
    )
    room = max(6, width - 28)
    most = max([abs(part.ret) for part in parts if part.ret is not None] or [1.0]) or 1.0
    columns: Line = ((f" {'':<8}{'a year':>8}{'risk':>8}", "dim"),)
    rows = [_bar_row(part, most, room) for part in parts]
    rest: Line = (
        (f" {'residual':<8}", "dim"),
        (f"{'':>8}{percent(fit.residual_risk, 0, sign=False):>8}", "text"),
    )
    total: Line = ((f" {'sum':<8}", "dim"), (f"{percent(fit.mean, 1):>8}{'100%':>8}", "bright"))
    return [head, columns, *rows, rest, total]


def _bar_row(part: FactorLoading, most: float, room: int) -> Line:
    """A row with its bar left or right of a middle line."""
    half = room // 2
    size = min(half, round(abs(part.ret or 0.0) / most * half))
    bar = ("█" * size).rjust(half) + "│" + " " * half if (part.ret or 0.0) < 0 else " " * half + "│" + "█" * size
    return (
        (f" {part.factor:<8}", "dim"),
        (f"{percent(part.ret, 1):>8}", "text"),
        (f"{percent(part.risk, 0, sign=False) if part.risk is not None else '':>8}", "dim"),
        (f"  {bar}", direction(part.ret)),
    )


def rolling_lines(fit: FactorFit, factors: Sequence[str], width: int, height: int) -> list[Line]:
    """Betas over the last 36 months at each month, one curve per factor."""
    times, values = list(memoryview(fit.rolling_months).cast("q")), memoryview(fit.rolling).cast("d")
    until = f" to {datetime.fromtimestamp(times[-1], UTC).strftime('%Y-%m')}" if times else ""
    words = f", over {fit.rolling_window} months{until}; "
    head: Line = ((f" {_name(fit)}", "accent"), (words, "dim"), aimed(("h l: another", "dim"), "action", "right"))
    if len(times) < _CURVE:
        return [head, ((" too few months for a curve", "dim"),)]
    count, xs = len(factors), list(range(len(times)))
    columns = [list(values[place::count]) for place in range(count)]
    letters = [_SHORT.get(factor, factor[:1]) for factor in factors]
    curves = [PlottedCurve(xs, ys, style) for ys, style in zip(columns, _CURVES, strict=False)]
    ends = zip(letters, columns, _CURVES, strict=False)
    marks = [Mark(xs[-1], ys[-1], letter, style) for letter, ys, style in ends if isfinite(ys[-1])]
    ticks = [(float(tick.bar), tick.label) for tick in time_ticks(times, Interval.D1, width - 8)]
    plot = xy_plot(curves, marks, Axes(tick_label, x_ticks=ticks), width, max(4, height - 2))
    return [head, *plot, _curve_legend(factors, letters, columns, width)]


def _curve_legend(
    factors: Sequence[str], letters: Sequence[str], columns: Sequence[Sequence[float]], width: int
) -> Line:
    """Letter, name and last beta of each curve; without the names where there is no room."""
    rows = list(zip(factors, letters, (_last(ys) for ys in columns), _CURVES, strict=False))
    whole = tuple((f" {letter} {factor} {last}", style) for factor, letter, last, style in rows)
    return whole if length(whole) <= width else tuple((f" {letter} {last}", style) for _, letter, last, style in rows)


def _last(values: Sequence[float]) -> str:
    value = values[-1] if values else nan
    return ratio(value if isfinite(value) else None, sign=True)
