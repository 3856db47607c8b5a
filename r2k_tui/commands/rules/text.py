"""The rules as text of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.rules.study import AbsentRule, RuleFigures, RuleResult, RuleStudy
from r2k_tui.ui.drawing.lines import wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio
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

_WIDTH = 79
_NAME = 19


def text_lines(study: RuleStudy, source: str) -> list[str]:
    """Signals, figures beside those of holding, intervals, years, and what it all rests on."""
    head = f"Rules of market timing, monthly, {study.cost_bp:g} bp  ({source})"
    lines = [head, tried_words(study), "", *_signals(study), "", *_figures(study), "", *_intervals(study)]
    if study.rules:
        lines += ["", *_years(study.rules)]
    lines += ["", *_definitions(study)]
    for note in _notes(study):
        lines += wrapped(note, _WIDTH)
    return [line.rstrip() for line in lines]


def _notes(study: RuleStudy) -> list[str]:
    bootstrap = (
        f"intervals: 90 %, {study.draws:,} stationary bootstrap draws of both together, mean block {study.block_days}"
    )
    rate = f"bills: {study.risk_free_from}; decided on the month's last close, traded on the next one"
    deflated = "deflated: probability that the true Sharpe is above the best to expect of as many rules without skill"
    return [bootstrap, deflated, rate, *study.notes, *LIMITS]


def _signals(study: RuleStudy) -> list[str]:
    lines = [f"{'now':<{_NAME}}{'position':<24}{'since':<12}next decision"]
    lines += [
        f"{rule.title:<{_NAME}}{signal_words(rule):<24}{since_words(rule):<12}{study.next_decision or MISSING}"
        for rule in study.rules
    ]
    for rule in study.absent:
        first, *more = wrapped(f"no result: {rule.reason}", _WIDTH - _NAME)
        lines += [f"{rule.title:<{_NAME}}{first}", *(f"{'':<{_NAME}}{part}" for part in more)]
    return lines


def _figures(study: RuleStudy) -> list[str]:
    heads = f"{'a year':>8}{'vol.':>7}{'Sharpe':>8}{'max dd':>8}{'in':>6}{'trades':>8}{'turn.':>8}{'cost':>6}"
    lines = [f"{'after costs':<{_NAME}}{heads}"]
    for rule in study.rules:
        lines.append(_row(rule.title, rule.figures))
        lines.append(_row(f"  hold {rule.asset}", rule.buy_and_hold))
        lines.append(f"  {_falls(rule.figures)}; holding {_falls(rule.buy_and_hold)}")
    return lines


def _row(name: str, figures: RuleFigures) -> str:
    return (
        f"{name:<{_NAME}}{percent(figures.cagr, 1):>8}{percent(figures.vol, 1, sign=False):>7}"
        f"{ratio(figures.sharpe):>8}{percent(figures.maxdd, 1):>8}{percent(figures.exposure, 0, sign=False):>6}"
        f"{figures.trades:>8}{percent(figures.turnover, 0, sign=False):>8}"
        f"{percent(figures.cost, 1, sign=False):>6}"
    )


def _falls(figures: RuleFigures) -> str:
    if figures.maxdd_peak is None:
        return "no drawdown"
    return f"fell {figures.maxdd_peak} to {figures.maxdd_trough}"


def _intervals(study: RuleStudy) -> list[str]:
    lines = [
        f"{'less holding':<{_NAME}}{'Sharpe':>7}{'90 %':>16}{'':>14}{'return':>8}{'deflated':>10}",
    ]
    for rule in study.rules:
        sharpe, mean = rule.sharpe_difference, rule.return_difference
        value = MISSING if sharpe.value is None else f"{sharpe.value:+.2f}"
        lines.append(
            f"{rule.title:<{_NAME}}{value:>7}{interval(sharpe):>16}  {noise_words(sharpe):<12}"
            f"{percent(mean.value, 1):>8}{chance(rule.deflated_sharpe):>10}"
        )
        lines.append(f"{f'  since {rule.first}':<{_NAME + 23}}{percent_interval(mean):>22}  {noise_words(mean)}")
    return lines


def _years(rules: Sequence[RuleResult]) -> list[str]:
    longest = min(rules, key=lambda rule: rule.first)
    heads = "".join(f"{_short(rule.title):>12}" for rule in rules)
    lines = [f"{'year':<6}{heads}{'hold':>9}", "      (the first year of a rule, and the last, may be partial)"]
    for year, change in longest.buy_and_hold.years.items():
        cells = "".join(f"{percent(rule.figures.years.get(year), 1):>12}" for rule in rules)
        lines.append(f"{year:<6}{cells}{percent(change, 1):>9}")
    return lines


def _short(title: str) -> str:
    return title.split(" ")[0][:11]


def _definitions(study: RuleStudy) -> list[str]:
    lines: list[str] = []
    every: tuple[RuleResult | AbsentRule, ...] = (*study.rules, *study.absent)
    for rule in every:
        lines += wrapped(f"{rule.title}: {rule.definition}. {rule.reference}", _WIDTH)
    return lines
