"""Lines of the page of rules: what each holds now, less holding, figures, growth, years."""

from __future__ import annotations

from math import log

from r2k_tui.model.rules.study import RuleFigures, RuleResult, RuleStudy
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, ratio, right
from r2k_tui.ui.drawing.plots.axes import fraction_label
from r2k_tui.ui.drawing.plots.xy_plot import Axes, Mark, PlottedCurve, xy_plot
from r2k_tui.ui.views.allocation.drawing.plots import floats, year_ticks
from r2k_tui.ui.views.allocation.drawing.rule_words import (
    LIMITS,
    chance,
    interval,
    noise_words,
    percent_interval,
    signal_words,
    since_words,
    tried_words,
)

_NAME = 19
_YEAR_CELL = 23


def rule_lines(study: RuleStudy, chosen: str, width: int) -> list[Line]:
    """What each rule holds, how it differs from holding, its figures; the chosen rule bright."""
    lines = [
        *_texts(tried_words(study), "accent", width),
        *_signals(study, chosen, width),
        BLANK,
        *_differences(study, chosen),
        BLANK,
        *_figure_table(study, chosen),
        BLANK,
    ]
    notes = [
        f"90 % intervals: {study.draws:,} stationary bootstrap draws, mean block {study.block_days}",
        "deflated: chance that the true Sharpe is above the best to expect of as many rules without skill",
        f"monthly, {study.cost_bp:g} bp, bills {study.risk_free_from}; traded on the close after the decision",
        *study.notes,
        *LIMITS,
    ]
    for text in notes:
        lines += _texts(text, "dim", width)
    for problem in study.problems:
        lines += _texts(problem.message, "warn", width)
    return lines


def _texts(text: str, style: str, width: int) -> list[Line]:
    return [((f" {part}", style),) for part in wrapped(text, max(20, width - 2))]


def _name(rule: RuleResult, chosen: str) -> Run:
    mark = "▸" if rule.name == chosen else " "
    return (f"{mark}{rule.title:<{_NAME}}", "accent" if rule.name == chosen else "text")


def _signals(study: RuleStudy, chosen: str, width: int) -> list[Line]:
    decided = f"next decision {study.next_decision or MISSING}"
    lines: list[Line] = [((f" {'now':<{_NAME}}{'position':<20}{'since':<12}{decided}", "dim"),)]
    for rule in study.rules:
        style = "bright" if rule.signal.exposure > 0 else "warn"
        lines.append(
            (_name(rule, chosen), (f"{signal_words(rule):<20}", style), (f"{since_words(rule):<12}", "text")),
        )
    for absent in study.absent:
        first, *more = wrapped(absent.reason, max(20, width - _NAME - 2))
        lines.append(((f" {absent.title:<{_NAME}}", "dim"), (first, "warn")))
        lines += [((f" {'':<{_NAME}}{part}", "warn"),) for part in more]
    return lines


def _differences(study: RuleStudy, chosen: str) -> list[Line]:
    heads = f"{'Sharpe':>7}{'90 % interval':>16}  {'':<13}{'return':>7}{'deflated':>10}"
    lines: list[Line] = [((f" {'less holding':<{_NAME}}{heads}", "dim"),)]
    for rule in study.rules:
        found, mean = rule.sharpe_difference, rule.return_difference
        words = noise_words(found)
        value = MISSING if found.value is None else f"{found.value:+.2f}"
        lines.append(
            (
                _name(rule, chosen),
                (f"{value:>7}{interval(found):>16}  ", "text"),
                (f"{words:<13}", {"better": "up", "worse": "down"}.get(words, "dim")),
                (f"{percent(mean.value, 1):>7}{chance(rule.deflated_sharpe):>10}", "text"),
            )
        )
    return lines


def _figure_table(study: RuleStudy, chosen: str) -> list[Line]:
    heads = f"{'a year':>8}{'vol.':>7}{'Sharpe':>8}{'max dd':>8}{'in':>6}{'trades':>8}{'turn.':>7}"
    lines: list[Line] = [((f" {'after costs':<{_NAME}}{heads}", "dim"),)]
    for rule in study.rules:
        lines.append((_name(rule, chosen), *_figure_cells(rule.figures, "text")))
        lines.append(((f" {f'  hold {rule.asset}':<{_NAME}}", "dim"), *_figure_cells(rule.buy_and_hold, "dim")))
    return lines


def _figure_cells(figures: RuleFigures, style: str) -> tuple[Run, ...]:
    return (
        (right(percent(figures.cagr, 1), 8), style),
        (right(percent(figures.vol, 1, sign=False), 7), style),
        (right(ratio(figures.sharpe), 8), style),
        (right(percent(figures.maxdd, 1), 8), style),
        (right(percent(figures.exposure, 0, sign=False), 6), style),
        (right(f"{figures.trades}", 8), style),
        (right(percent(figures.turnover, 0, sign=False), 7), style),
    )


def growth_lines(rule: RuleResult, tried: int, width: int, height: int) -> list[Line]:
    """Growth of 1 by month for the rule and for holding on a logarithmic scale, with the drawdowns of both below."""
    path = rule.path
    own, held = floats(path.growth), floats(path.hold_growth)
    upper = max(5, (height - 3) * 3 // 5)
    xs = list(range(len(own)))
    curves = [PlottedCurve(xs, [log(v) for v in held], "volume"), PlottedCurve(xs, [log(v) for v in own])]
    marks = [Mark(xs[-1], log(own[-1]), "R", "accent"), Mark(xs[-1], log(held[-1]), "B")]
    plot = xy_plot(curves, marks, Axes(lambda v, _: f"{v:g}", logarithmic=True), width, upper)[:-1]
    falls = [
        PlottedCurve(xs, floats(path.hold_falls), "volume"),
        PlottedCurve(xs, floats(path.falls), "down"),
    ]
    axes = Axes(fraction_label, x_ticks=year_ticks(path.time, width))
    lower = xy_plot(falls, [], axes, width, height - upper - 2)
    head: Line = (
        (f" R {rule.title}", "accent"),
        (f", B hold {rule.asset}; 1 of {tried} tried; h l: another", "dim"),
    )
    return [head, *plot, *lower, *_summary(rule)]


def _summary(rule: RuleResult) -> list[Line]:
    a, b = rule.figures, rule.buy_and_hold
    mean = rule.return_difference
    return [
        (
            (f" {percent(a.cagr, 1)} a year against {percent(b.cagr, 1)}, deepest fall {percent(a.maxdd, 1)}", "text"),
            (f" against {percent(b.maxdd, 1)}", "text"),
        ),
        (
            (f" mean return {percent(mean.value, 1)}, 90 % {percent_interval(mean)}: ", "text"),
            (noise_words(mean), "dim" if mean.within_noise else direction(mean.value)),
        ),
    ]


def year_lines(rule: RuleResult, tried: int, width: int) -> list[Line]:
    """The definition, the drawdowns with their days, and the calendar years."""
    a, b = rule.figures, rule.buy_and_hold
    lines: list[Line] = [((f" {rule.title}", "accent"), (f", 1 of {tried} tried", "dim"))]
    lines += _texts(f"{rule.definition}. {rule.reference}", "text", width)
    for words, figures in ((rule.title, a), (f"hold {rule.asset}", b)):
        back = figures.maxdd_recovered or "not yet back"
        days = f"{figures.maxdd_peak or MISSING} to {figures.maxdd_trough or MISSING}, {back}"
        lines += _texts(f"{words}: {percent(figures.maxdd, 1)}, {days}", "text", width)
    lines += _texts(
        f"in on {percent(a.invested, 0, sign=False)} of days, {percent(a.exposure, 0, sign=False)} on average; "
        f"{a.trades_a_year:.1f} trades a year cost {percent(a.cost, 1, sign=False)} in all",
        "text",
        width,
    )
    lines.append(((" years, those of holding beside; the first and the last may be partial", "dim"),))
    cells = [_year_cell(year, change, b.years.get(year)) for year, change in a.years.items()]
    each = max(1, width // _YEAR_CELL)
    return [*lines, *(tuple(run for cell in cells[i : i + each] for run in cell) for i in range(0, len(cells), each))]


def _year_cell(year: str, change: float, held: float | None) -> tuple[Run, Run, Run]:
    return (
        (f" {year}", "dim"),
        (right(percent(change, 1), 8), direction(change)),
        (f"{right(percent(held, 1), 8)}  ", "dim"),
    )
