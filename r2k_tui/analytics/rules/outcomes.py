"""Result of a rule: figures of its path and of holding, its signal, its decisions, and both paths by month."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.rebalancing import year_returns
from r2k_tui.analytics.risk.drawdown import drawdown, drawdowns
from r2k_tui.analytics.risk.ratios import YEAR, compound_growth, sharpe
from r2k_tui.analytics.rules.decisions import Targets, traded_on
from r2k_tui.analytics.rules.definitions import TimingRule
from r2k_tui.analytics.rules.differences import differences
from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.rules.paths import LEAST_TRADE, ValuePath, follow, hold
from r2k_tui.analytics.series.arrays import Counts, Days, Floats
from r2k_tui.model.rules.study import RuleDecisions, RuleFigures, RulePath, RuleResult, RuleSignal

LEAST_MONTHS = 12


class RuleOutcome(NamedTuple):
    """Result of a rule, still without its deflated Sharpe ratio, and its daily returns above bills."""

    result: RuleResult
    excess: Floats


def outcome(rule: TimingRule, market: RuleMarket, cost: float, band: float) -> RuleOutcome | str:
    """Outcome of a rule; where it cannot be computed, the reason in plain words."""
    targets = rule.decide(market, band)
    traded = traded_on(targets, market.first)
    done = traded.rows < len(market.days) - 1
    if not done.any():
        return _lacking(rule, market)
    placed = Targets(traded.rows[traded.rows < len(market.days)], traded.weights[traded.rows < len(market.days)])
    path = follow(market, placed, cost)
    days, rate = market.days[path.start :], market.rate[path.start + 1 :]
    months = int((days[-1].astype("datetime64[M]") - days[0].astype("datetime64[M]")).astype(int))
    if months < LEAST_MONTHS:
        return f"has only {months} of {LEAST_MONTHS} months since its first decision, {days[0]}"
    held = hold(market, path.start, cost)
    excess, rival = path.returns - rate / YEAR, held.returns - rate / YEAR
    found = differences(excess, rival)
    result = RuleResult(
        name=rule.name,
        title=rule.title,
        definition=rule.definition,
        reference=rule.reference,
        asset=market.symbols[0],
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(path.values) - 1,
        figures=figures(path, days, rate),
        buy_and_hold=figures(held, days, rate),
        sharpe_difference=found.sharpe,
        return_difference=found.mean,
        probabilistic_sharpe=None,
        deflated_sharpe=None,
        signal=_signal(market, targets, traded, path),
        decisions=_decisions(market, traded),
        path=_path(days, path.values, held.values),
    )
    return RuleOutcome(result, excess)


def _lacking(rule: TimingRule, market: RuleMarket) -> str:
    have = len(market.months.month)
    if have < rule.months:
        return f"needs {rule.months} finished months, has {have}"
    return "makes no decision on this history that could be traded before its last close"


def figures(path: ValuePath, days: Days, rate: Floats) -> RuleFigures:
    """Figures of a path on `days`, its first among them; `rate` is the bill rate of each return."""
    returns, fall = path.returns, drawdown(path.values)
    years = len(returns) / YEAR
    deviation = float(returns.std(ddof=1)) if len(returns) > 1 else math.nan

    def day(place: int | None) -> str | None:
        return None if place is None else str(days[place])

    return RuleFigures(
        cagr=_known(compound_growth(path.values)),
        vol=_known(deviation * math.sqrt(YEAR)),
        sharpe=_known(sharpe(returns, rate)),
        maxdd=fall.deepest if fall else None,
        maxdd_peak=day(fall.peak) if fall else None,
        maxdd_trough=day(fall.trough) if fall else None,
        maxdd_recovered=day(fall.recovered) if fall else None,
        exposure=float(path.exposure.mean()),
        invested=float((path.exposure > 0).mean()),
        trades=len(path.trades),
        trades_a_year=len(path.trades) / years,
        turnover=float(path.traded.sum()) / years,
        cost=1 - float(np.prod(1 - path.cost * path.traded)),
        years=year_returns(days[1:], str(days[0]), path.values),
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _signal(market: RuleMarket, targets: Targets, traded: Targets, path: ValuePath) -> RuleSignal:
    """What is held now, or from the next close on."""
    evaluated = targets.rows[targets.rows >= market.first]
    now = traded.weights[-1]
    decided = str(market.days[int(evaluated[-1])])
    waits = traded.rows[-1] >= len(market.days)
    if waits and np.abs(now - traded.weights[-2]).max() > LEAST_TRADE:
        return RuleSignal(_named(market, now), float(now[: market.stocks].sum()), decided, None)
    begun = int(path.trades[-1]) if len(path.trades) else path.start
    return RuleSignal(_named(market, _drifted(market, traded)), path.exposure_now, decided, str(market.days[begun]))


def _drifted(market: RuleMarket, traded: Targets) -> Floats:
    """Shares at the last close of what was traded last."""
    done = traded.rows < len(market.days)
    row, bought = int(traded.rows[done][-1]), traded.weights[done][-1]
    parts = bought * market.prices[-1] / market.prices[row]
    bills = (1 - bought.sum()) * market.bills[-1] / market.bills[row]
    shares: Floats = parts / (parts.sum() + bills)
    return shares


def _named(market: RuleMarket, shares: Floats) -> dict[str, float]:
    return dict(zip(market.symbols, shares.tolist(), strict=True))


def _decisions(market: RuleMarket, traded: Targets) -> RuleDecisions:
    days = np.append(_seconds(market.days), 0)
    return RuleDecisions(
        time=days[traded.rows - 1].tobytes(),
        traded=days[traded.rows].tobytes(),
        symbols=market.symbols,
        weights=traded.weights.tobytes(),
    )


def _seconds(days: Days) -> Counts:
    return days.astype("datetime64[s]").astype(np.int64)


def _path(days: Days, own: Floats, held: Floats) -> RulePath:
    """First day, last day of each month, and the deepest drawdown of each of those stretches."""
    months = days.astype("datetime64[M]")
    ends = np.flatnonzero(np.append(months[1:] != months[:-1], True))
    ends = ends if ends[0] == 0 else np.concatenate([[0], ends])
    starts = np.concatenate([[0], ends[:-1] + 1])
    falls = [np.minimum.reduceat(drawdowns(values), starts) for values in (own, held)]
    columns = (_seconds(days)[ends], own[ends], falls[0], held[ends], falls[1])
    return RulePath(*(column.tobytes() for column in columns))
