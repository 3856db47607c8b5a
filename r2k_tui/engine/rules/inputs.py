"""Inputs of the rules: prices of the funds with their indices before them, bill rates, and the gauge of the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.return_panel import PriceHistory, usable
from r2k_tui.analytics.rules.definitions import AssetRole
from r2k_tui.analytics.rules.market import AssetPrices, joined
from r2k_tui.analytics.rules.study import RatesBefore, RuleInputs
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.allocation.risk_free import RiskFreeRate, risk_free_rate
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.scores.scores import score_history
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.readings.reading import ScoreKind

# Stands in where the treasury fund of the settings has no bars.
OTHER_TREASURY = "TLT"
_EARLY = np.timedelta64(10, "D")


class KnownBars(NamedTuple):
    """Finished daily bars by symbol, why others have none, and the sessions of the exchange."""

    series: Mapping[str, DailySeries]
    missing: Mapping[str, str]
    sessions: Days


class RuleTerms(NamedTuple):
    """Cost of a trade in basis points, drift band, and the first day of decision."""

    cost_bp: float
    band: float
    start: np.datetime64 | None


class GatheredInputs(NamedTuple):
    """Inputs, where the bill rate is from, and what was missing."""

    inputs: RuleInputs
    risk_free: RiskFreeRate
    problems: tuple[Problem, ...]


def gauge_of(market: MarketSettings, bars: KnownBars) -> Floats:
    """Risk gauge at the close of every finished day of the index, as `r2k study states` has it; empty without bars."""
    own = bars.series.get(market.index)
    if own is None:
        return np.zeros(0)
    named = {role: bars.series.get(getattr(market, role.value)) for role in Role}
    context = {role: series for role, series in named.items() if series is not None}
    inputs = ReadingInputs(own, bars.sessions, context, risk_free=market.risk_free, market=market)
    return score_history(SymbolAnalysis(inputs).facts, ScoreKind.RISK)


def gathered(market: MarketSettings, bars: KnownBars, gauge: Floats, terms: RuleTerms) -> GatheredInputs:
    """Inputs of the rules. Raises LookupError, in plain words, without any small-cap prices."""
    small = joined(_prices(bars, market.small_fund), _prices(bars, market.index))
    if small is None:
        words = bars.missing.get(market.small_fund) or bars.missing.get(market.index) or "no daily bars"
        raise LookupError(f"neither {market.small_fund} nor {market.index} has daily bars: {words}")
    large = joined(_large_fund(market, bars, small), _prices(bars, market.large_index))
    bonds = _bonds(market, bars)
    assets: dict[AssetRole, AssetPrices] = {"small": small}
    missing: dict[AssetRole, str] = {}
    others: tuple[tuple[AssetRole, AssetPrices | None, str], ...] = (
        ("large", large, market.large_fund),
        ("bonds", bonds, market.treasury),
    )
    for role, asset, symbol in others:
        if asset is None:
            missing[role] = f"{symbol}: {bars.missing.get(symbol, 'it has no daily bars')}"
        else:
            assets[role] = asset
    setting = market.risk_free if market.risk_free is not None else market.bill
    rate = risk_free_rate(setting, bars.series.get(market.bill), small.days)
    each = rate.each if rate.each is not None else np.full(len(small.days), rate.mean)
    known = rate.each is not None or market.risk_free is not None
    index = bars.series.get(market.index)
    inputs = RuleInputs(
        assets,
        missing,
        RatesBefore(small.days, each, known),
        index.days if index is not None else small.days[:0],
        gauge,
        bars.sessions,
        *terms,
    )
    return GatheredInputs(inputs, rate, _of_weight(rate, bars.series.get(market.bill), small.days))


def _of_weight(rate: RiskFreeRate, bill: DailySeries | None, days: Days) -> tuple[Problem, ...]:
    """Problems of the rate; none where it begins a few days after the prices, before any rule decides."""
    late = bill is not None and len(bill) and bill.days[0] - days[0] <= _EARLY
    return () if late else rate.problems


def _prices(bars: KnownBars, symbol: str) -> AssetPrices | None:
    """Total-return prices of a symbol, or closes if there are none."""
    series = bars.series.get(symbol)
    if series is None:
        return None
    values = series.adj_close if np.isfinite(series.adj_close).any() else series.close
    found = usable(PriceHistory(series.days, values))
    return AssetPrices(symbol, found.days, found.values) if len(found.days) else None


def _large_fund(market: MarketSettings, bars: KnownBars, small: AssetPrices) -> AssetPrices | None:
    """The large fund from the first day of the small one: both with dividends, or neither."""
    fund, own = _prices(bars, market.large_fund), _prices(bars, market.small_fund)
    if fund is None or own is None or not small.note:
        return fund
    both = fund.days >= own.days[0]
    if not both.any() or bars.series.get(market.large_index) is None:
        return fund
    return AssetPrices(fund.symbol, fund.days[both], fund.prices[both])


def _bonds(market: MarketSettings, bars: KnownBars) -> AssetPrices | None:
    found = _prices(bars, market.treasury)
    if found is not None:
        return found
    other = _prices(bars, OTHER_TREASURY)
    if other is None:
        return None
    return msgspec.structs.replace(other, note=f"{OTHER_TREASURY} in place of {market.treasury}, which has no bars")
