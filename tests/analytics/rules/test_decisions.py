"""Each rule on prices whose answer is plain."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.rules import decisions
from r2k_tui.analytics.rules.decisions import Targets, traded_on
from r2k_tui.analytics.rules.definitions import RULES
from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.rules.study import market_of
from r2k_tui.analytics.series.arrays import Floats
from tests.analytics.rules.markets import flat, inputs

COUNT = 600


def market(*columns: Floats, rate: float = 0.0, gauge: Floats | None = None) -> RuleMarket:
    given = market_of(RULES[0], inputs(COUNT))
    return msgspec.structs.replace(
        given,
        symbols=tuple("ABC"[: len(columns)]),
        prices=np.column_stack(columns),
        rate=np.full(COUNT, rate),
        gauge=flat(COUNT, 50.0) if gauge is None else gauge,
    )


def test_the_average_is_in_while_prices_rise_and_out_while_they_fall_or_stand() -> None:
    rising = np.linspace(100, 200, COUNT)
    for prices, expected in ((rising, 1.0), (rising[::-1], 0.0), (flat(COUNT), 0.0)):
        weights = decisions.ten_month_average(market(prices), 0.05).weights[:, 0]
        assert np.isnan(weights[:9]).all() and set(weights[9:]) == {expected}


def test_the_average_counts_this_month_as_one_of_the_ten() -> None:
    given = market(flat(COUNT))
    closes = np.arange(1.0, len(given.months.month) + 1)
    closes[9] = 5.6  # the mean of 1 to 9 is 5.0, of 1 to 9 and 5.6 it is 5.06
    prices = np.ones(COUNT)
    prices[given.months.last_bar] = closes
    assert decisions.ten_month_average(market(prices), 0.05).weights[9, 0] == 1.0
    prices[given.months.last_bar[9]] = 4.99
    assert decisions.ten_month_average(market(prices), 0.05).weights[9, 0] == 0.0


def test_momentum_takes_the_better_one_and_bills_where_both_are_worse() -> None:
    slow, fast = np.linspace(100, 110, COUNT), np.linspace(100, 150, COUNT)
    for columns, rate, expected in (
        ((slow, fast), 0.0, [0.0, 1.0]),
        ((fast, slow), 0.0, [1.0, 0.0]),
        ((slow, slow), 0.0, [1.0, 0.0]),
        ((slow, fast), 0.5, [0.0, 0.0]),
        ((slow[::-1], slow[::-1]), 0.0, [0.0, 0.0]),
    ):
        weights = decisions.dual_momentum(market(*columns, rate=rate), 0.05).weights
        assert np.isnan(weights[:12]).all()
        assert (weights[12:] == expected).all()


def test_momentum_skips_the_last_month() -> None:
    given = market(flat(COUNT), flat(COUNT))
    fallen = np.linspace(100, 150, COUNT)
    fallen[int(given.months.last_bar[-2]) + 1 :] = 1.0
    assert decisions.dual_momentum(market(fallen, flat(COUNT)), 0.05).weights[-1].tolist() == [1.0, 0.0]


def test_the_volatility_target_halves_a_volatility_of_20_percent_and_never_borrows() -> None:
    for daily, expected in ((0.20 / np.sqrt(252), 0.5), (0.05 / np.sqrt(252), 1.0), (0.0, 1.0)):
        prices = 100 * np.cumprod(np.where(np.arange(COUNT) % 2, 1 + daily, 1 / (1 + daily)))
        weights = decisions.volatility_target(market(prices), 0.05).weights[:, 0]
        assert weights[-1] == pytest.approx(expected, rel=0.02)
        assert np.isnan(weights[0]) and np.nanmax(weights) <= 1.0


def test_the_gauge_scales_what_is_held() -> None:
    gauge = flat(COUNT, 25.0)
    gauge[:100] = np.nan
    targets = decisions.gauge_scaled(market(flat(COUNT), gauge=gauge), 0.05)
    assert np.isnan(targets.weights[targets.rows < 100]).all()
    assert (targets.weights[targets.rows >= 100] == 0.75).all()


def test_bands_trade_only_where_the_drift_is_beyond_them() -> None:
    steady = decisions.banded_mix(market(flat(COUNT), flat(COUNT)), 0.05)
    assert np.isfinite(steady.weights).all(axis=1).sum() == 1
    rising = decisions.banded_mix(market(np.linspace(100, 400, COUNT), flat(COUNT)), 0.05)
    wide = decisions.banded_mix(market(np.linspace(100, 400, COUNT), flat(COUNT)), 0.20)
    trades, fewer = (int(np.isfinite(one.weights).all(axis=1).sum()) for one in (rising, wide))
    assert trades > fewer >= 1 and (rising.weights[np.isfinite(rising.weights[:, 0])] == [0.6, 0.4]).all()


def test_what_is_traded_follows_the_decision_by_one_close() -> None:
    targets = Targets(np.array([3, 8, 8, 12]), np.array([[1.0], [0.0], [0.5], [np.nan]]))
    found = traded_on(targets, 0)
    assert found.rows.tolist() == [4, 9] and found.weights[:, 0].tolist() == [1.0, 0.5]
    assert traded_on(targets, 5).rows.tolist() == [9]
    assert traded_on(targets, 20).rows.tolist() == []
