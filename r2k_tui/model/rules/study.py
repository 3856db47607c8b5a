"""Rules of market timing against holding: figures, intervals, decisions, and how many were tried."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem


class RuleFigures(msgspec.Struct, frozen=True):
    """Figures of a path after costs. Fractions; `vol` and `cagr` a year; days as YYYY-MM-DD, None where there is none.

    `exposure` is the mean share in stocks, `invested` the share of days with any. `turnover` is what is traded in a
    year, purchases plus sales without bills, as a share of the value; `cost` the share of the value that costs took.
    """

    cagr: float | None
    vol: float | None
    sharpe: float | None
    maxdd: float | None
    maxdd_peak: str | None
    maxdd_trough: str | None
    maxdd_recovered: str | None
    exposure: float
    invested: float
    trades: int
    trades_a_year: float
    turnover: float
    cost: float
    years: dict[str, float] = {}


class RuleDifference(msgspec.Struct, frozen=True):
    """Rule less holding, with its 90 % interval. `within_noise`: the interval includes 0."""

    value: float | None
    low: float | None
    high: float | None
    within_noise: bool


class RuleSignal(msgspec.Struct, frozen=True):
    """What the rule holds now. `weights`: shares by symbol at the last close, the rest in bills; `exposure`: the share
    in stocks then.

    `decided` is the last day of decision. `since` is the day of the last trade; None while one is to come on the next
    close, and `weights` and `exposure` are those to hold from then on.
    """

    weights: dict[str, float]
    exposure: float
    decided: str
    since: str | None


class RulePath(msgspec.Struct, frozen=True):
    """Month ends of rule and holding: `growth` of 1, and the deepest daily drawdown of the month. Packed floats."""

    time: bytes
    growth: bytes
    falls: bytes
    hold_growth: bytes
    hold_falls: bytes


class RuleDecisions(msgspec.Struct, frozen=True):
    """Decisions that led to a trade or kept one, in order of time: packed days, and packed shares of each symbol.

    `traded` is the day of the close on which each is traded, 0 where that close is still to come.
    """

    time: bytes
    traded: bytes
    symbols: tuple[str, ...]
    weights: bytes


class RuleResult(msgspec.Struct, frozen=True):
    """A rule on the history at hand, and holding the asset it times on the same days.

    `probabilistic_sharpe` is the probability that its true Sharpe ratio is above 0, `deflated_sharpe` that it is above
    the best of as many rules without skill.
    """

    name: str
    title: str
    definition: str
    reference: str
    asset: str
    first: str
    last: str
    n_returns: int
    figures: RuleFigures
    buy_and_hold: RuleFigures
    sharpe_difference: RuleDifference
    return_difference: RuleDifference
    probabilistic_sharpe: float | None
    deflated_sharpe: float | None
    signal: RuleSignal
    decisions: RuleDecisions
    path: RulePath


class AbsentRule(msgspec.Struct, frozen=True):
    """A rule that the history at hand cannot answer, and why."""

    name: str
    title: str
    definition: str
    reference: str
    reason: str


class RuleStudy(msgspec.Struct, frozen=True):
    """All rules. `tried` counts those with a result; `expected_best` is the best annual Sharpe ratio to expect of as
    many rules without skill, given how much theirs differ (`sharpe_deviation`, annual).
    """

    tried: int
    rules: tuple[RuleResult, ...]
    absent: tuple[AbsentRule, ...]
    expected_best: float
    sharpe_deviation: float
    cost_bp: float
    draws: int
    block_days: int
    risk_free_from: str
    next_decision: str | None
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""
