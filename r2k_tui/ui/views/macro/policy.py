"""The policy study as tables. Pure."""

from __future__ import annotations

from r2k_tui.model.macro.figures import PolicyEvent, PolicyOutcome, PolicyStudy, StateOutcome
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, right
from r2k_tui.ui.drawing.study_rows import StudyRow, difference_lines

_NAME, _STATE = 16, 11
# From this width on, the mean of all days and the p-value of the test are shown.
_ROOMY = 63
_CELL = 25


def outcome_lines(study: PolicyStudy, width: int) -> list[Line]:
    """Outcomes after first cuts and hikes: how often small caps were ahead, beside all days."""
    more = f"{'base':>8}{'p':>6}" if width >= _ROOMY else ""
    head = f" {'small - large':<{_NAME}}{'n':>3}{'ahead':>6}{'95 %':>12}{'base':>5}{'mean':>7}{more}"
    rows = (
        StudyRow(f"{o.move} +{o.horizon}", o.spells, o.diff95, o.few, (o.shift_p, o.p_holm)) for o in study.outcomes
    )
    lines: list[Line] = [((head, "dim"),), *(_outcome(result, roomy=width >= _ROOMY) for result in study.outcomes)]
    return [*lines, *difference_lines(rows, "less every day", _NAME, width)]


def _outcome(result: PolicyOutcome, *, roomy: bool) -> Line:
    runs: list[Run] = [
        (f" {f'{result.move} +{result.horizon}':<{_NAME}}", "text"),
        (f"{result.n:>3}", "text"),
        (right(percent(result.hit_rate, 0, sign=False), 6), "bright"),
        (right(_shares(result.wilson95), 12), "dim"),
        (right(percent(result.base_rate, 0, sign=False), 5), "dim"),
        (right(percent(result.mean, 1), 7), direction(result.mean)),
    ]
    if roomy:
        p = MISSING if result.shift_p is None else f"{result.shift_p:.2f}"
        runs += [(right(percent(result.base_mean, 1), 8), "dim"), (right(p, 6), "dim")]
    return tuple(runs)


def _shares(interval: tuple[float, float] | None) -> str:
    return MISSING if interval is None else f"{interval[0] * 100:.0f} to {interval[1] * 100:.0f}%"


def state_lines(study: PolicyStudy, width: int = 120) -> list[Line]:
    """Monthly returns by rate regime and by yield curve, with intervals; the current state is marked."""
    head = f" {'began':<{_STATE}}{'n':>4}{'ahead':>7}{'mean':>8}{'95 % of the mean':>18}"
    rows = [*study.regimes, *study.curve, study.all_months]
    states = (StudyRow(o.state, o.spells, o.diff95, o.few) for o in (*study.regimes, *study.curve))
    lines: list[Line] = [((head, "dim"),), *(_state(result) for result in rows)]
    return [*lines, *difference_lines(states, "less all", _STATE, width)]


def _state(result: StateOutcome) -> Line:
    mean95 = MISSING if result.mean95 is None else f"{percent(result.mean95[0])} to {percent(result.mean95[1])}"
    mark = "▸" if result.now else " "
    return (
        (f"{mark}{result.state:<{_STATE}}", "bright" if result.now else "text"),
        (f"{result.n:>4}", "text"),
        (right(percent(result.hit_rate, 0, sign=False), 7), "text"),
        (right(percent(result.mean), 8), direction(result.mean)),
        (right(mean95, 18), "dim"),
    )


def sensitivity_lines(study: PolicyStudy) -> list[Line]:
    """Sensitivity to a rise of the 2-year yield, small caps beside large caps."""
    if not study.sensitivity:
        return [((f" {'; '.join(study.problems) or 'no sensitivity'}", "dim"),)]
    lines: list[Line] = [((" return for +0.10 points in the 2-year yield", "dim"),)]
    for one in study.sensitivity:
        if one.beta is None or one.error is None:
            lines.append(((f" {one.symbol:<6}{MISSING}  {one.reason}", "dim"),))
            continue
        reach = 1.96 * one.error * 0.1
        text = f" ±{reach * 100:.2f}  R² {one.r2 or 0:.2f}  n {one.n} {one.as_of}"
        lines.append(
            (
                (f" {one.symbol:<6}", "text"),
                (right(percent(one.beta * 0.1), 8), direction(one.beta)),
                (text, "dim"),
            )
        )
    return lines


def event_lines(study: PolicyStudy, width: int) -> list[Line]:
    """Every first cut and first hike by month, with its outcome."""
    cuts, rises = ([_event(event) for event in events] for events in (study.first_cuts, study.first_rises))
    head, other = (((f" {name:<8}{'+6m':>8}{'+12m':>8}", "dim"),) for name in ("cut", "rise"))
    if width < 2 * _CELL:
        return [head, *cuts, other, *rises]
    blank: Line = ((" " * _CELL, "text"),)
    rows = range(max(len(cuts), len(rises)))
    pairs = [(cuts[at] if at < len(cuts) else blank, rises[at] if at < len(rises) else ()) for at in rows]
    return [(*head, *other), *((*cut, *rise) for cut, rise in pairs)]


def _event(event: PolicyEvent) -> Line:
    runs: list[Run] = [(f" {event.day[:7]:<8}", "text")]
    for value in (event.fwd6m, event.fwd12m):
        shown = "pending" if value is None else percent(value, 1)
        runs.append((right(shown, 8), "dim" if value is None else direction(value)))
    return tuple(runs)
