"""The follow-through study: hit rates with intervals beside the base rate, and the outcome of every event."""

from __future__ import annotations

from r2k_tui.model.readings.study import FollowThrough, Outcome, ThresholdEvent
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.lines import BLANK, Line, Run
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent
from r2k_tui.ui.drawing.plots.spans import Axis, IntervalMark, span_runs, tick_line
from r2k_tui.ui.drawing.study_rows import StudyRow, bootstrap_lines, difference_lines
from r2k_tui.ui.drawing.targets import aimed

HORIZONS = ("1m", "3m", "6m", "12m")
_LEAD, _MOST_AXIS = 15, 60
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_STEP = 9
_NARROW, _WIDE = 12, 27
_INDENT: Run = (" ", "text")


def follow_lines(study: FollowThrough, horizon: str, width: int) -> list[Line]:
    """Rates of all horizons on one axis, the outcomes after the selected one, and every event."""
    span = f" months of {percent(study.threshold, 0)} and more, {study.first_month} to {study.last_month}"
    lines: list[Line] = [((f"{span}, {plural(study.months, 'month')}", "dim"),)]
    lines += _rates(study, horizon, width)
    lines += [BLANK, *_outcomes(study.events, horizon, width), BLANK]
    lines.append(((f" {'month':<8}{'return':>8}{'+1m':>8}{'+3m':>8}{'+6m':>8}{'+12m':>8}", "dim"),))
    lines += [_event(event) for event in reversed(study.events)]
    return [*lines, ((" px, finished months; the events overlap", "dim"),), *bootstrap_lines(width)]


def forward(event: ThresholdEvent, horizon: str) -> float | None:
    """The return after a horizon; None while it is pending."""
    value: float | None = getattr(event, f"fwd{horizon}")
    return value


def _rates(study: FollowThrough, chosen: str, width: int) -> list[Line]:
    tail = _WIDE if width >= 70 else _NARROW
    axis = Axis(max(10, min(_MOST_AXIS, width - _LEAD - tail)), lambda rate: rate)
    names = f" {'':<4}{'n':>4}{'up':>5}"
    figures = f"{'base':>6}{'p':>6}" + (f"{'mean':>8}{'base':>7}" if tail == _WIDE else "")
    lines: list[Line] = [((f"{names:<{_LEAD + axis.width}}{figures}", "dim"),)]
    lines += [_rate(name, study.horizons[name], chosen, axis, tail) for name in HORIZONS if name in study.horizons]
    ticks = tick_line(axis, _TICKS, lambda rate: f"{rate:.0%}", _LEAD)
    legend: Line = ((" ● share up ━ 95 % interval (Wilson) ┿ base rate", "dim"),)
    result = ((name, study.horizons[name]) for name in HORIZONS if name in study.horizons)
    rows = (StudyRow(f"+{name}", o.spells, o.diff95, o.few, (o.shift_p, o.p_holm)) for name, o in result)
    return [*lines, ticks, legend, *difference_lines(rows, "less all", 9, width)]


def _rate(name: str, outcome: Outcome, chosen: str, axis: Axis, tail: int) -> Line:
    here = name == chosen
    head: Run = (f"{'▸' if here else ' '}{name:<4}{outcome.n:>4}", "bright" if here else "text")
    runs: list[Run] = [aimed(head, "horizon", name)]
    runs.append((f"{percent(outcome.hit_rate, 0, sign=False):>5} ", "bright"))
    if outcome.wilson95 is None or outcome.base_rate is None or outcome.hit_rate is None:
        runs.append((" " * axis.width, "dim"))
    else:
        low, high = outcome.wilson95
        rising = "up" if outcome.hit_rate >= outcome.base_rate else "down"
        runs += span_runs(IntervalMark(0.0, low, outcome.base_rate, high, 1.0, outcome.hit_rate), axis, rising)
    p = MISSING if outcome.shift_p is None else f"{outcome.shift_p:.2f}"
    runs.append((f"{percent(outcome.base_rate, 0, sign=False):>6}{p:>6}", "dim"))
    if tail == _WIDE:
        runs.append((f"{percent(outcome.mean, 1):>8}{percent(outcome.base_mean, 1):>7}", "dim"))
    return tuple(runs)


def _outcomes(events: tuple[ThresholdEvent, ...], horizon: str, width: int) -> list[Line]:
    """Each event as a mark with its month, oldest first."""
    head: Line = ((f" after {horizon}: ▲ up ▼ down · pending; h l another horizon", "dim"),)
    in_a_row = max(1, (width - 1) // _STEP)
    rows = [events[start : start + in_a_row] for start in range(0, len(events), in_a_row)]
    return [head, *((_INDENT, *(run for event in row for run in _mark(event, horizon))) for row in rows)]


def _mark(event: ThresholdEvent, horizon: str) -> tuple[Run, Run]:
    value = forward(event, horizon)
    if value is None:
        return ("·", "dim"), (f"{event.month} ", "dim")
    return ("▲", "up") if value > 0 else ("▼", "down"), (f"{event.month} ", "text")


def _event(event: ThresholdEvent) -> Line:
    runs: list[Run] = [(f" {event.month:<8}", "text"), (f"{percent(event.ret, 1):>8}", direction(event.ret))]
    for value in (event.fwd1m, event.fwd3m, event.fwd6m, event.fwd12m):
        runs.append((f"{'pending' if value is None else percent(value, 1):>8}", direction(value)))
    return tuple(runs)
