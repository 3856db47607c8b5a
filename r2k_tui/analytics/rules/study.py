"""All rules on one history, each judged by how many were tried."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.rules.definitions import RULES, AssetRole, TimingRule
from r2k_tui.analytics.rules.differences import BLOCK, DRAWS
from r2k_tui.analytics.rules.market import AssetPrices, RuleMarket, common_days
from r2k_tui.analytics.rules.outcomes import RuleOutcome, outcome
from r2k_tui.analytics.series import alignment
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.months import last_sessions, month_index
from r2k_tui.analytics.stats import deflated_sharpe
from r2k_tui.model.rules.study import AbsentRule, RuleResult, RuleStudy


class RatesBefore(NamedTuple):
    """Annual bill rates known before each of `days`. `known`: false where there are none, and 0 stands in."""

    days: Days
    rates: Floats
    known: bool


class RuleInputs(NamedTuple):
    """What all rules are computed from. `missing` says of a role why it has no prices.

    `gauge`: risk gauge at the close of `gauge_days`, empty without it. `sessions`: days of the exchange, beyond the
    last bar too. `start`: the first day a rule may decide on, None for the first possible.
    """

    assets: Mapping[AssetRole, AssetPrices]
    missing: Mapping[AssetRole, str]
    rates: RatesBefore
    gauge_days: Days
    gauge: Floats
    sessions: Days
    cost_bp: float
    band: float
    start: np.datetime64 | None = None


def study(inputs: RuleInputs) -> RuleStudy:
    """Every rule that the inputs allow; the others with the reason."""
    found: list[RuleOutcome] = []
    absent: list[AbsentRule] = []
    for rule in RULES:
        result = _one(rule, inputs)
        if isinstance(result, str):
            absent.append(AbsentRule(rule.name, rule.title, rule.definition, rule.reference, result))
        else:
            found.append(result)
    ratios = [one.result.figures.sharpe / math.sqrt(YEAR) for one in found if one.result.figures.sharpe is not None]
    variance = deflated_sharpe.variance_of(ratios)
    best = deflated_sharpe.expected_best(len(found), variance)
    return RuleStudy(
        tried=len(found),
        rules=tuple(_judged(one, best) for one in found),
        absent=tuple(absent),
        expected_best=best * math.sqrt(YEAR),
        sharpe_deviation=math.sqrt(variance * YEAR),
        cost_bp=inputs.cost_bp,
        draws=DRAWS,
        block_days=BLOCK,
        risk_free_from="",
        next_decision=next_decision(inputs),
        notes=tuple(dict.fromkeys(asset.note for asset in inputs.assets.values() if asset.note)),
    )


def _judged(one: RuleOutcome, best: float) -> RuleResult:
    probable, deflated = (deflated_sharpe.of_returns(one.excess, than) for than in (0.0, best))
    return msgspec.structs.replace(
        one.result,
        probabilistic_sharpe=probable if math.isfinite(probable) else None,
        deflated_sharpe=deflated if math.isfinite(deflated) else None,
    )


def _one(rule: TimingRule, inputs: RuleInputs) -> RuleOutcome | str:
    for role in rule.assets:
        if role not in inputs.assets:
            return f"needs {inputs.missing.get(role, role)}"
    if rule.needs_bills and not inputs.rates.known:
        return "needs a bill rate to compare with"
    market = market_of(rule, inputs)
    if len(market.days) < 2:
        return f"{' and '.join(market.symbols)} have fewer than two days in common"
    if rule.needs_gauge and not np.isfinite(market.gauge).any():
        return "needs the risk gauge, which this history is too short for or lacks inputs of"
    return outcome(rule, market, inputs.cost_bp / 1e4, inputs.band)


def market_of(rule: TimingRule, inputs: RuleInputs) -> RuleMarket:
    """What the rule sees."""
    assets = tuple(inputs.assets[role] for role in rule.assets)
    days, prices = common_days(assets)
    at = alignment.last_known(days, inputs.gauge_days)
    place = np.searchsorted(inputs.rates.days, days)
    return RuleMarket(
        symbols=tuple(asset.symbol for asset in assets),
        days=days,
        prices=prices,
        stocks=rule.stocks,
        months=month_index(days, inputs.sessions, len(days)),
        rate=inputs.rates.rates[place],
        gauge=alignment.take(inputs.gauge, at),
        first=0 if inputs.start is None else int(np.searchsorted(days, inputs.start)),
    )


def next_decision(inputs: RuleInputs) -> str | None:
    """The last session of the month after the last finished one; None without prices."""
    small = inputs.assets.get("small")
    if small is None or not len(small.days):
        return None
    last = small.days[-1]
    month = last.astype("datetime64[M]")
    ends = last_sessions(inputs.sessions, np.array([month, month + np.timedelta64(1, "M")]))
    return str(ends[np.searchsorted(ends, last, side="right")])
