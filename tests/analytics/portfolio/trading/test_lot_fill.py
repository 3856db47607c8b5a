"""Lots that bring values nearest to their targets."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.trading.lot_fill import Positions, fill, spread, to_level


def book(value: list[float], target: list[float], lot: list[float], cash: float, cash_target: float = 0.0) -> Positions:
    lots = np.array(lot)
    return Positions(np.array(value), np.array(target), lots, np.floor(np.array(value) / lots), cash, cash_target, 0.0)


def test_figures_of_a_book() -> None:
    made = book([100.0, 0.0], [50.0, 60.0], [10.0, 20.0], 10.0)
    lots = np.array([-5.0, 3.0])
    assert made.cash_after(lots) == 0.0
    assert made.excess(lots).tolist() == [0.0, 0.0]
    assert made.distance(lots) == 0.0 and made.distance(np.zeros(2)) == 50.0**2 + 60.0**2 + 10.0**2


def test_what_is_not_allowed_is_not_traded() -> None:
    made = book([100.0, 0.0], [50.0, 60.0], [10.0, 20.0], 10.0)
    assert fill(made, np.array([False, True])).tolist() == [0.0, 0.0]
    assert fill(made, np.array([True, True])).tolist() == [-5.0, 3.0]


def test_no_lot_more_would_bring_it_nearer() -> None:
    made = book([0.0] * 3, [400.0, 350.0, 250.0], [130.0, 90.0, 70.0], 1000.0)
    lots = fill(made, np.ones(3, dtype=np.bool_))
    for place in range(3):
        more = lots.copy()
        more[place] += 1
        assert made.cash_after(more) < 0 or made.distance(more) >= made.distance(lots)


def test_too_little_cash_leaves_every_position_short_by_the_same() -> None:
    made = book([0.0, 0.0], [300.0, 100.0], [1.0, 1.0], 200.0)
    assert to_level(made, np.zeros(2), np.ones(2, dtype=np.bool_)).tolist() == [200.0, 0.0]
    assert made.excess(np.array([200.0, 0.0])) == pytest.approx([-100.0, -100.0])


def test_debt_buys_nothing() -> None:
    made = book([0.0], [100.0], [1.0], -5.0)
    assert to_level(made, np.zeros(1), np.ones(1, dtype=np.bool_)).tolist() == [0.0]


def test_an_amount_is_taken_from_the_largest_first() -> None:
    lots = spread(60.0, np.array([100.0, 50.0, 20.0]), np.array([100.0, 50.0, 20.0]), np.ones(3))
    assert lots.tolist() == [55.0, 5.0, 0.0]
    # Of each no more than its room, and nothing is left where there is none.
    assert spread(60.0, np.array([100.0, 50.0]), np.array([10.0, 20.0]), np.ones(2)).tolist() == [10.0, 20.0]
    assert spread(10.0, np.array([100.0]), np.array([12.0]), np.array([7.0])).tolist() == [1.0]
