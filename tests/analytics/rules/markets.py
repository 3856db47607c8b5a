"""Invented markets for rules, and what a rule earns on them when it is followed day by day."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
import pandas as pd

from r2k_tui.analytics.rules.definitions import AssetRole
from r2k_tui.analytics.rules.market import AssetPrices
from r2k_tui.analytics.rules.study import RatesBefore, RuleInputs
from r2k_tui.analytics.series.arrays import Days, Floats
from tests.analytics.synthetic import walk, weekdays

FIRST = "2001-03-12"


def inputs(count: int = 900, seed: int = 1, cost_bp: float = 5.0, band: float = 0.05) -> RuleInputs:
    """All rules' inputs on `count` weekdays; the gauge begins after 40 days."""
    days = weekdays(count, FIRST)
    rng = np.random.default_rng(seed)
    assets: dict[AssetRole, AssetPrices] = {
        "small": AssetPrices("SML", days, walk(count, seed)),
        "large": AssetPrices("LRG", days, walk(count, seed + 50, 0.009)),
        "bonds": AssetPrices("BND", days, walk(count, seed + 90, 0.004, 0.0001)),
    }
    rates = 0.03 + 0.02 * np.sin(np.arange(count) / 200)
    gauge = 50 + 45 * np.sin(np.cumsum(rng.normal(0, 0.1, count)))
    gauge[:40] = np.nan
    sessions = weekdays(count + 90, FIRST)
    return RuleInputs(assets, {}, RatesBefore(days, rates, known=True), days, gauge, sessions, cost_bp, band)


def cut(given: RuleInputs, count: int) -> RuleInputs:
    """The same after `count` days, with nothing later but the calendar."""
    last = given.rates.days[count - 1]
    assets = {
        role: msgspec.structs.replace(
            asset, days=asset.days[asset.days <= last], prices=asset.prices[asset.days <= last]
        )
        for role, asset in given.assets.items()
    }
    known = given.gauge_days <= last
    rates = RatesBefore(given.rates.days[:count], given.rates.rates[:count], given.rates.known)
    return given._replace(assets=assets, rates=rates, gauge_days=given.gauge_days[known], gauge=given.gauge[known])


class Followed(NamedTuple):
    """Values from the first trade on, the days of decision, and what was traded, from a loop over the days."""

    days: list[np.datetime64]
    values: list[float]
    decided: list[np.datetime64]
    traded: list[float]
    exposure: list[float]


def followed(name: str, given: RuleInputs) -> Followed:
    """The rule followed day by day: at each close the holdings have grown, then yesterday's order is filled."""
    assets = given.assets.items()
    columns = {role: pd.Series(asset.prices, index=pd.DatetimeIndex(asset.days)) for role, asset in assets}
    held_roles = {"dual_momentum": ("small", "large"), "bands_60_40": ("small", "bonds")}.get(name, ("small",))
    days, rates = given.rates.days, given.rates.rates
    cash, holdings, order, started = 1.0, dict.fromkeys(held_roles, 0.0), None, False
    out = Followed([], [], [], [], [])
    for t, day in enumerate(days):
        if started:
            cash *= 1 + rates[t] / 252
            for role in held_roles:
                holdings[role] *= columns[role].iloc[t] / columns[role].iloc[t - 1]
        value = cash + sum(holdings.values())
        first = False
        if order is not None:
            traded = sum(abs(order[role] * value - holdings[role]) for role in held_roles) / value
            value *= 1 - given.cost_bp / 1e4 * traded
            holdings = {role: order[role] * value for role in held_roles}
            cash = value - sum(holdings.values())
            out.traded.append(traded)
            first, started, order = not started, True, None
        if started:
            out.days.append(day)
            out.values.append(1.0 if first else value)
            out.exposure.append(sum(v for role, v in holdings.items() if role != "bonds") / value)
        if _last_session_of_month(day, given.sessions):
            order = _order(
                name, given, columns, t, {role: v / value for role, v in holdings.items()} if started else {}
            )
            if order is not None:
                out.decided.append(day)
    return out


def _last_session_of_month(day: np.datetime64, sessions: Days) -> bool:
    place = int(np.searchsorted(sessions, day))
    return sessions[place + 1].astype("datetime64[M]") != day.astype("datetime64[M]")


def _order(
    name: str, given: RuleInputs, columns: dict[str, pd.Series], t: int, held: dict[str, float]
) -> dict[str, float] | None:
    """What a reader of the definition would order, from the prices up to day `t`."""
    known = {role: column.iloc[: t + 1] for role, column in columns.items()}
    monthly = {role: column.groupby(column.index.to_period("M")).last() for role, column in known.items()}
    match name:
        case "ten_month":
            closes = monthly["small"]
            return None if len(closes) < 10 else {"small": float(closes.iloc[-1] > closes.iloc[-10:].mean())}
        case "dual_momentum":
            if len(monthly["small"]) < 13:
                return None
            month_ends = known["small"].groupby(known["small"].index.to_period("M")).tail(1).index
            begun, ended = month_ends[-13], month_ends[-2]
            span = (known["small"].index > begun) & (known["small"].index <= ended)
            bills = float(np.prod(1 + given.rates.rates[: t + 1][span] / 252))
            grown = {role: monthly[role].iloc[-2] / monthly[role].iloc[-13] for role in ("small", "large")}
            best = "small" if grown["small"] >= grown["large"] else "large"
            return {role: float(role == best and grown[best] > bills) for role in grown}
        case "vol_target":
            returns = known["small"].pct_change().dropna()
            if len(returns) < 63:
                return None
            variance = (returns**2).ewm(alpha=0.06, adjust=False).mean().iloc[-1]
            return {"small": min(1.0, 0.10 / float(np.sqrt(252 * variance)))}
        case "gauge_scaled":
            gauge = given.gauge[t]
            return None if np.isnan(gauge) else {"small": 1 - gauge / 100}
        case _:
            share = held.get("small")
            if share is not None and abs(share - 0.6) <= given.band:
                return None
            return {"small": 0.6, "bonds": 0.4}


def flat(count: int, level: float = 100.0) -> Floats:
    """Prices that do not move."""
    return np.full(count, level)
