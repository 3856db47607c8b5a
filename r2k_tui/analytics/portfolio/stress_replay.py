"""Replay of dated stress episodes on today's weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from r2k_tui.analytics.portfolio.measures import growth
from r2k_tui.analytics.portfolio.return_panel import PriceHistory, build
from r2k_tui.analytics.risk.drawdown import drawdown
from r2k_tui.model.allocation.study import StressReplay

_REACH = np.timedelta64(7, "D")


def replay(
    name: str,
    first: str,
    last: str,
    weights: Mapping[str, float],
    prices: Mapping[str, PriceHistory],
    stand_ins: Mapping[str, str],
) -> StressReplay:
    """Return of `weights` from the last close before `first` to `last`, and the maximum drawdown in between.

    Rebalanced daily. Members without prices in that period are left out and the rest is scaled up: `covered` is the
    share of the weights that remains, where a short position counts as much as a long one.
    """
    used: dict[str, str] = {}
    for symbol in (s for s, weight in weights.items() if weight):
        for candidate in (symbol, stand_ins.get(symbol, symbol)):
            if candidate in prices and _covers(prices[candidate], first, last):
                used[symbol] = candidate
                break
    missing = tuple(symbol for symbol, weight in weights.items() if weight and symbol not in used)
    net, covered = sum(weights[symbol] for symbol in used), sum(abs(weights[symbol]) for symbol in used)
    if not used or net <= 0:
        return StressReplay(name, first, last, 0.0, missing=missing)
    cut = {candidate: _between(prices[candidate], first, last) for candidate in used.values()}
    panel = build(cut, tuple(cut))
    if not len(panel.days):
        return StressReplay(name, first, last, 0.0, missing=missing)
    shares = np.array([weights[symbol] for symbol in used]) / net
    values = growth(panel.columns(list(used.values())) @ shares)
    fall = drawdown(values)
    days = [panel.start, *map(str, panel.days)]
    instead = tuple(f"{other} for {symbol}" for symbol, other in used.items() if other != symbol)
    return StressReplay(
        name,
        first,
        last,
        covered / sum(abs(weight) for weight in weights.values()),
        ret=float(values[-1] - 1),
        maxdd=fall.deepest if fall else None,
        peak=days[fall.peak] if fall and fall.peak is not None else None,
        trough=days[fall.trough] if fall and fall.trough is not None else None,
        missing=missing,
        stand_ins=instead,
    )


def _covers(prices: PriceHistory, first: str, last: str) -> bool:
    if not len(prices.days):
        return False
    begin, end = np.datetime64(first, "D"), np.datetime64(last, "D")
    return bool(prices.days[0] <= begin + _REACH and prices.days[-1] >= end - _REACH)


def _between(prices: PriceHistory, first: str, last: str) -> PriceHistory:
    start = max(int(np.searchsorted(prices.days, np.datetime64(first, "D"))) - 1, 0)
    stop = int(np.searchsorted(prices.days, np.datetime64(last, "D"), side="right"))
    return PriceHistory(prices.days[start:stop], prices.values[start:stop])
