"""Breadth: how many members advance, trade above averages or make new highs, today and in past sessions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.universe import BreadthHistory, Summary
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, whole
from r2k_tui.ui.drawing.plots.axes import tick_label, time_ticks
from r2k_tui.ui.drawing.plots.xy_plot import Axes, Mark, PlottedCurve, xy_plot

_DAY_S = 86400
_SHOWN_SESSIONS = 252
# Periods (sessions) over which equal weight is compared with cap weight.
_SPANS = (21, 63, 252)
_LEAST_PLOT = 5


def breadth_line(summary: Summary, width: int) -> Line:
    """Breadth in one line, for a screen without room for the panel."""
    breadth = summary.breadth
    up, down, _ = summary.moved()
    return whole(
        (
            (" cap ", "dim"),
            _percent(summary.cap_weighted),
            (" equal ", "dim"),
            _percent(summary.equal_weighted),
            (f"  ▲ {_count(up)}", "up"),
            (f" ▼ {_count(down)}", "down"),
            (" >50d ", "dim"),
            (_share(breadth.above_50d, 0), "text"),
            (" >200d ", "dim"),
            (_share(breadth.above_200d, 0), "text"),
            ("  52w ▲ ", "dim"),
            (_count(breadth.new_highs_52w), "up"),
            (" ▼ ", "dim"),
            (_count(breadth.new_lows_52w), "down"),
        ),
        width,
    )


def breadth_lines(summary: Summary, history: BreadthHistory, width: int, height: int) -> list[Line]:
    """Today's figures, then the plot of the last year."""
    lines = [*_today(summary, width), *_weighting(summary, history)]
    if len(history) < 2:
        return [*lines, ((" no closes of the members yet: no history", "dim"),)]
    key: Line = (
        (" % of members above ", "dim"),
        ("━ 50d", "accent"),
        ("  ", "dim"),
        ("━ 200d", "line-1"),
        (" average", "dim"),
    )
    return [*lines, key, *history_plot(history, width, max(_LEAST_PLOT, height - len(lines) - 1))]


def _dates(days: Sequence[int], room: int) -> list[tuple[float, str]]:
    """Labels at the starts of months or years; where only one fits, the first and the last day."""
    ticks = time_ticks([day * _DAY_S for day in days], Interval.D1, room)
    if len(ticks) > 1:
        return [(tick.bar, tick.label) for tick in ticks]
    ends = ((0, days[0]), (len(days) - 1, days[-1]))
    return [(place, day_of_bar(day * _DAY_S).isoformat()) for place, day in ends]


def caveat(summary: Summary) -> Line:
    """The caveat of the history in a few words; the full sentence is shown with the list."""
    survivors = any("survivorship" in sentence for sentence in summary.caveats)
    return ((f"survivorship: list of {summary.holdings_as_of}", "warn"),) if survivors else BLANK


def _today(summary: Summary, width: int) -> list[Line]:
    breadth = summary.breadth
    up, down, same = summary.moved()
    bar = max(0, min(40, width - 34))
    all_moved = (up or 0) + (down or 0)
    risen = round(bar * (up or 0) / all_moved) if all_moved else 0
    n_50d = f" of {breadth.n_50d:,}" if breadth.n_50d != breadth.n_200d else ""
    return [
        (
            (f" ▲ {_count(up)} up", "up"),
            (f"  ▼ {_count(down)} down", "down"),
            (f"  {_count(same)} same ", "dim"),
            ("━" * risen, "up"),
            ("─" * (bar - risen if all_moved else 0), "down"),
        ),
        (
            (" >50d ", "dim"),
            (_share(breadth.above_50d), "text"),
            (n_50d, "dim"),
            (" >200d ", "dim"),
            (_share(breadth.above_200d), "text"),
            (f" of {breadth.n_200d:,}", "dim"),
        ),
        (
            (" 52w highs ", "dim"),
            (f"▲ {_count(breadth.new_highs_52w)}", "up"),
            ("  lows ", "dim"),
            (f"▼ {_count(breadth.new_lows_52w)}", "down"),
            (f"  of {breadth.n_52w:,}", "dim"),
        ),
    ]


def _weighting(summary: Summary, history: BreadthHistory) -> list[Line]:
    cap, equal = summary.cap_weighted, summary.equal_weighted
    gap = equal - cap if equal is not None and cap is not None else None
    line: Line = (
        (" cap ", "dim"),
        _percent(cap),
        ("  equal ", "dim"),
        _percent(equal),
        ("  gap ", "dim"),
        (numbers.percent(gap), numbers.direction(gap, numbers.percent(gap))),
    )
    past = equal_less_cap(history)
    if not past:
        return [line]
    told: list[Run] = [(" equal-cap", "dim")]
    for sessions, value in past:
        share = numbers.percent(value, 1)
        told += [(f" {sessions}d ", "dim"), (share, numbers.direction(value, share))]
    return [line, tuple(told)]


@lru_cache(maxsize=4)
def equal_less_cap(history: BreadthHistory) -> tuple[tuple[int, float], ...]:
    """Compounded return of equal weight minus that of cap weight, over each number of last sessions."""
    cap, equal = (memoryview(data).cast("d") for data in (history.cap_weighted, history.equal_weighted))
    existing = [(a, b) for a, b in zip(cap, equal, strict=True) if a == a and b == b]
    return tuple(
        (sessions, _grown([b for _, b in existing[-sessions:]]) - _grown([a for a, _ in existing[-sessions:]]))
        for sessions in _SPANS
        if len(existing) >= sessions
    )


def _grown(returns: Sequence[float]) -> float:
    growth = 1.0
    for value in returns:
        growth *= 1.0 + value
    return growth - 1.0


@lru_cache(maxsize=4)
def history_plot(history: BreadthHistory, width: int, height: int) -> tuple[Line, ...]:
    """Fractions above both averages over the last year, with axes. Cached: no tick changes it."""
    days = memoryview(history.day).cast("q").tolist()[-_SHOWN_SESSIONS:]
    above_50d, above_200d = (
        [100.0 * value for value in memoryview(data).cast("d").tolist()[-_SHOWN_SESSIONS:]]
        for data in (history.above_50d, history.above_200d)
    )
    places = list(range(len(days)))
    axes = Axes(tick_label, None, _dates(days, width - 8))
    curves = [PlottedCurve(places, above_200d, "line-1"), PlottedCurve(places, above_50d)]
    names = zip(("200", "50"), curves, strict=True)
    marks = [Mark(places[-1], curve.ys[-1], name, curve.style) for name, curve in names]
    return tuple(xy_plot(curves, marks, axes, width, height))


def _share(value: float | None, decimals: int = 1) -> str:
    return numbers.percent(value, decimals, sign=False)


def _percent(value: float | None) -> Run:
    text = numbers.percent(value)
    return f"{numbers.glyph(value, text)} {text}".strip(), numbers.direction(value, text)


def _count(value: int | None) -> str:
    return numbers.MISSING if value is None else f"{value:,}"
