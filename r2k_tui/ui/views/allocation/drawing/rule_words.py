"""Words about the rules of market timing that the page and the command share."""

from __future__ import annotations

from r2k_tui.model.rules.study import RuleDifference, RuleResult, RuleStudy
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import MISSING, percent, rounded

LIMITS = (
    "tax is ignored: every switch may realize a gain that holding would defer",
    "the count is of these rules only, not of those that their authors tried before",
)


def tried_words(study: RuleStudy) -> str:
    """How many rules were tried, and what the best of as many without skill would show."""
    count = plural(study.tried, "rule")
    if study.tried < 2:
        return f"{count} tried"
    return f"{count} tried: the best of {study.tried} without skill would show a Sharpe of {study.expected_best:.2f}"


def chance(value: float | None) -> str:
    """A probability in whole percent, never 100 or 0 by rounding alone."""
    if value is None:
        return MISSING
    return ">99%" if value > 0.995 else "<1%" if value < 0.005 else percent(value, 0, sign=False)


def interval(difference: RuleDifference) -> str:
    """The interval of a difference of ratios."""
    if difference.low is None or difference.high is None:
        return MISSING
    return f"{rounded(difference.low, 2)} to {rounded(difference.high, 2)}"


def percent_interval(difference: RuleDifference) -> str:
    """The interval of a difference of returns."""
    if difference.low is None or difference.high is None:
        return MISSING
    return f"{percent(difference.low, 1)} to {percent(difference.high, 1)}"


def noise_words(difference: RuleDifference) -> str:
    """Whether the difference can be told from noise."""
    if difference.low is None:
        return "no interval"
    if difference.within_noise:
        return "within noise"
    return "better" if (difference.value or 0.0) > 0 else "worse"


def signal_words(rule: RuleResult) -> str:
    """What a rule holds now: bills, a symbol, or shares of several."""
    weights = {symbol: weight for symbol, weight in rule.signal.weights.items() if weight > 0}
    if not weights:
        return "out: bills"
    whole = [symbol for symbol, weight in weights.items() if weight == 1]
    if whole:
        return f"in: {whole[0]}"
    if len(rule.signal.weights) == 1:
        return f"{percent(rule.signal.exposure, 0, sign=False)} {rule.asset}"
    return ", ".join(f"{percent(weight, 0, sign=False)} {symbol}" for symbol, weight in weights.items())


def since_words(rule: RuleResult) -> str:
    """Since when it holds that; or that the next close trades it."""
    return rule.signal.since or "next close"
