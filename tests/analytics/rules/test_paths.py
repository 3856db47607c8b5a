"""Values after trades: the close of the trade, the cost, the drift."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.rules.decisions import Targets
from r2k_tui.analytics.rules.definitions import RULES
from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.rules.paths import follow, hold
from r2k_tui.analytics.rules.study import market_of
from tests.analytics.rules.markets import inputs


def market(prices: list[float], rate: float = 0.0) -> RuleMarket:
    given = market_of(RULES[0], inputs(len(prices)))
    return msgspec.structs.replace(given, prices=np.array(prices)[:, None], rate=np.full(len(prices), rate))


def targets(*pairs: tuple[int, float]) -> Targets:
    return Targets(np.array([row for row, _ in pairs]), np.array([[weight] for _, weight in pairs]))


def test_a_purchase_earns_from_the_day_after_its_close() -> None:
    path = follow(market([100, 110, 121, 242]), targets((1, 1.0)), 0.0)
    assert path.start == 1
    assert path.values == pytest.approx([1.0, 1.1, 2.2])


def test_a_sale_still_bears_the_day_of_its_close() -> None:
    path = follow(market([100, 100, 50, 10]), targets((0, 1.0), (2, 0.0)), 0.0)
    assert path.values == pytest.approx([1.0, 1.0, 0.5, 0.5])


def test_the_rest_earns_bills() -> None:
    path = follow(market([100] * 4, rate=0.252), targets((0, 0.5)), 0.0)
    assert path.values[1] == pytest.approx(1.0005)
    assert path.values[-1] == pytest.approx(0.5 + 0.5 * 1.001**3)


def test_costs_are_paid_on_what_is_traded_bills_free() -> None:
    path = follow(market([100] * 5), targets((0, 1.0), (2, 0.25), (3, 0.25)), 0.01)
    assert path.values == pytest.approx([1.0, 0.99, 0.99 * 0.9925, 0.99 * 0.9925, 0.99 * 0.9925])
    assert path.trades.tolist() == [0, 2] and path.traded == pytest.approx([1.0, 0.75])


def test_a_trade_back_to_the_target_is_the_drift() -> None:
    path = follow(market([100, 200, 200]), targets((0, 0.5), (1, 0.5)), 0.0)
    assert path.traded == pytest.approx([0.5, 2 / 3 - 0.5])
    assert path.exposure == pytest.approx([0.5, 0.5]) and path.exposure_now == pytest.approx(0.5)


def test_exposure_drifts_with_prices() -> None:
    path = follow(market([100, 300, 300]), targets((0, 0.5)), 0.0)
    assert path.exposure == pytest.approx([0.5, 0.75]) and path.exposure_now == pytest.approx(0.75)


def test_a_switch_between_two_assets_counts_both_sides() -> None:
    given = market([100] * 4)
    both = msgspec.structs.replace(given, prices=np.full((4, 2), 100.0), stocks=2)
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    path = follow(both, Targets(np.array([0, 2]), weights), 0.001)
    assert path.traded.tolist() == [1.0, 2.0] and path.exposure.tolist() == [1.0, 1.0, 1.0]


def test_holding_buys_once() -> None:
    path = hold(market([100, 90, 99]), 0, 0.01)
    assert path.values == pytest.approx([1.0, 0.9 * 0.99, 0.99 * 0.99])
    assert path.trades.tolist() == [0] and path.exposure.tolist() == [1.0, 1.0]
