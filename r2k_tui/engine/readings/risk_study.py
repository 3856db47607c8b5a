"""Risk study of one symbol, and the size of a position in it."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk import sizing, stress
from r2k_tui.analytics.risk.cone import volatility_cone
from r2k_tui.analytics.risk.drawdown import DrawdownPeriod, stretches
from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.risk import RiskBudget
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.market.quote import CURRENCY
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.readings.risk import Fall, PositionSize, RiskStudy, SizeRule, StressEpisode, StressOutcome

DEEPEST = 10
# Risk budgets: the name of the rule, the reading, and the setting that limits it.
RULES = (("CVaR 95, 1 day", "fhscvar95", "budget"), ("volatility, year", "ewma_vol94", "volatility"))


def study_risk(analysis: SymbolAnalysis) -> RiskStudy:
    """Cone, deepest drawdowns and dated stress of the finished sessions; `now` of the cone includes the last bar."""
    facts = analysis.facts
    stop = facts.finished_bars
    days, closes = facts.days[:stop], facts.closes[:stop]
    return RiskStudy(
        symbol=facts.own.symbol,
        first_day=str(days[0]) if stop else None,
        last_day=str(days[-1]) if stop else None,
        sessions=stop,
        cone=volatility_cone(facts.log_returns, max(stop - 1, 0)),
        drawdowns=deepest_falls(days, stretches(closes)),
        episodes=tuple(_episode(facts, days, *episode) for episode in stress.begun(days[-1])) if stop else (),
    )


def deepest_falls(days: Days, found: tuple[DrawdownPeriod, ...]) -> tuple[Fall, ...]:
    """The ten deepest drawdowns, deepest first, followed by the open one where it is not among them."""
    ordered = sorted(found, key=lambda stretch: stretch.depth)
    placed = list(enumerate(ordered, 1))
    kept = placed[:DEEPEST] + [(place, one) for place, one in placed[DEEPEST:] if one.recovered is None]
    return tuple(_fall(place, days, one) for place, one in kept)


def _fall(place: int, days: Days, found: DrawdownPeriod) -> Fall:
    back = found.recovered
    return Fall(
        place=place,
        peak=str(days[found.peak]),
        trough=str(days[found.trough]),
        recovered=None if back is None else str(days[back]),
        depth=found.depth,
        fall_sessions=found.trough - found.peak,
        recovery_sessions=None if back is None else back - found.trough,
    )


def _episode(facts: DerivedSeries, days: Days, name: str, first: str, last: str) -> StressEpisode:
    """Outcome of one episode for the symbol, beside the small-cap fund where that is another symbol."""
    outcomes = [stress.outcome(facts.own.symbol, days, facts.closes[: len(days)], first, last)]
    fund = facts.series(Role.SMALL_FUND)
    if fund is not None and fund.symbol != facts.own.symbol:
        outcomes.append(_of_fund(fund, days[-1], first, last))
    return StressEpisode(name, first, last, tuple(outcomes))


def _of_fund(fund: DailySeries, day: np.datetime64, first: str, last: str) -> StressOutcome:
    stop = int(np.searchsorted(fund.days, day, side="right"))
    return stress.outcome(fund.symbol, fund.days[:stop], fund.close[:stop], first, last)


def position_size(
    analysis: SymbolAnalysis,
    budget: RiskBudget,
    price: float | None,
    price_as_of: str,
    currency: str = CURRENCY,
    converted: str = "",
) -> PositionSize:
    """Position in the analyzed symbol that each rule allows at a price; for an index, measured but not tradable.

    Price and capital are in `currency`; `converted` says by what rate the price was, or why it is None.
    """
    found = analysis.readings([key for _, key, _ in RULES])
    facts = analysis.facts
    if facts.own.symbol.startswith("^"):
        price = None
    rules = tuple(_sized(name, found[key], getattr(budget, field), budget, price) for name, key, field in RULES)
    return PositionSize(
        symbol=facts.own.symbol,
        capital=budget.capital,
        limit=budget.limit,
        price=price,
        price_as_of=price_as_of,
        as_of=facts.as_of,
        source=facts.inputs.source,
        rules=rules,
        currency=currency,
        converted=converted,
    )


def _sized(name: str, reading: Reading, budget: float, settings: RiskBudget, price: float | None) -> SizeRule:
    risk = reading.number
    wanted = None if risk is None else sizing.wanted_fraction(budget, risk)
    if wanted is None:
        reason = reading.reason or f"{reading.key} is not above zero"
        return SizeRule(name, reading.key, budget, risk, None, None, None, None, reason)
    fraction = min(wanted, settings.limit)
    shares = None if price is None else sizing.whole_shares(fraction, settings.capital, price)
    value = None if shares is None or price is None else shares * price
    reason = "" if shares is not None else "no price, or an index: it cannot be bought"
    return SizeRule(name, reading.key, budget, risk, wanted, fraction, shares, value, reason)
