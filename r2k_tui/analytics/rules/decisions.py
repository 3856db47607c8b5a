"""The rules: what each holds from the next close on, given what was known at the close of a finished month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.smoothing import ewma_variance
from r2k_tui.analytics.series.windows import lag, rolling_mean
from r2k_tui.model.threshold import above

AVERAGE_MONTHS = 10
SKIPPED, LOOKED_BACK = 1, 12
TARGET, LEAST_RETURNS = 0.10, 63
STOCKS = 0.60


class Targets(NamedTuple):
    """Weights decided at `rows`: a row of shares by asset for each, the rest in bills. NaN keeps what is held.

    `rows` are the bars at which a month is known to be finished, ascending.
    """

    rows: Counts
    weights: Floats


def ten_month_average(market: RuleMarket, band: float) -> Targets:
    """In where the month's close is above the mean of the last ten, this one included."""
    closes = market.at_month_ends(market.prices[:, 0])
    mean = rolling_mean(closes, AVERAGE_MONTHS, len(closes))
    known = np.isfinite(closes) & np.isfinite(mean)
    return _single(market, np.where(known, above(closes, mean), np.nan))


def dual_momentum(market: RuleMarket, band: float) -> Targets:
    """The better of both assets from 12 months to 1 month ago, where it beat bills over the same months."""
    grown = [_momentum(market.at_month_ends(column)) for column in market.prices.T]
    bills = _momentum(market.at_month_ends(market.bills))
    own, other = grown[0], grown[1]
    known = np.isfinite(own) & np.isfinite(other) & np.isfinite(bills)
    better, best = above(other, own), np.maximum(own, other)
    held = above(best, bills)
    weights = np.column_stack([held & ~better, held & better]).astype(np.float64)
    weights[~known] = np.nan
    return Targets(market.months.finished_at, weights)


def _momentum(closes: Floats) -> Floats:
    result: Floats = lag(closes, SKIPPED) / lag(closes, LOOKED_BACK)
    return result


def volatility_target(market: RuleMarket, band: float) -> Targets:
    """A share of 10 % over the EWMA volatility of the day, at most the whole."""
    returns = simple_returns(market.prices[:, 0])
    volatility = np.concatenate([[np.nan], np.sqrt(ewma_variance(returns) * 252)])
    volatility[:LEAST_RETURNS] = np.nan
    now = _at_decisions(market, volatility)
    share = np.full(len(now), np.nan)
    known = np.isfinite(now)
    share[known] = np.minimum(1.0, TARGET / np.maximum(now[known], 1e-12))
    return _single(market, share)


def gauge_scaled(market: RuleMarket, band: float) -> Targets:
    """A share of 1 - gauge / 100."""
    return _single(market, np.clip(1 - _at_decisions(market, market.gauge) / 100, 0.0, 1.0))


def banded_mix(market: RuleMarket, band: float) -> Targets:
    """60 % stocks and 40 % bonds, restored where the share of stocks is more than `band` away from 60 %."""
    rows = market.months.finished_at
    weights = np.full((len(rows), 2), np.nan)
    stocks, bonds = (column.tolist() for column in market.prices.T)
    bought = -1
    for place, row in enumerate(rows.tolist()):
        if row < max(market.first, bought):
            continue
        if bought >= 0:
            own, other = STOCKS * stocks[row] / stocks[bought], (1 - STOCKS) * bonds[row] / bonds[bought]
            if not above(abs(own / (own + other) - STOCKS), band):
                continue
        weights[place] = STOCKS, 1 - STOCKS
        bought = row + 1
        if bought >= len(stocks):
            break
    return Targets(rows, weights)


def _single(market: RuleMarket, shares: Floats) -> Targets:
    return Targets(market.months.finished_at, shares[:, None].astype(np.float64))


def _at_decisions(market: RuleMarket, values: Floats) -> Floats:
    rows = market.months.finished_at
    return values[rows] if len(rows) else np.zeros(0)


def traded_on(targets: Targets, first: int) -> Targets:
    """The decisions that are traded, by the row of the close after them, which may be one beyond the last bar.

    Decisions before row `first`, and those that keep what is held, trade nothing. Of several at one bar, as after a
    month without bars, the last counts.
    """
    chosen = np.isfinite(targets.weights).all(axis=1) & (targets.rows >= first)
    rows, weights = targets.rows[chosen] + 1, targets.weights[chosen]
    last = np.append(rows[1:] != rows[:-1], True)[: len(rows)]
    return Targets(rows[last], weights[last])
