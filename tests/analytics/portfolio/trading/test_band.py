"""Back to the edge of a band."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.trading.band import band_around, cash_outside, outside, to_band
from r2k_tui.analytics.portfolio.trading.lot_fill import Positions

ALL = np.ones(2, dtype=np.bool_)


def book(
    value: list[float], cash: float = 0.0, cash_target: float = 0.0, lot: float = 1.0, cost: float = 0.0
) -> Positions:
    values = np.array(value)
    whole = values.sum() + cash - cash_target
    return Positions(
        values, np.array([0.6, 0.4]) * whole, np.full(2, lot), np.floor(values / lot), cash, cash_target, cost
    )


def test_edges_are_shares_of_the_whole_and_never_below_zero() -> None:
    band = band_around(book([600.0, 400.0]), 0.5, cash_is_member=False)
    assert (band.low.tolist(), band.high.tolist()) == ([100.0, 0.0], [1100.0, 900.0])
    assert (band.cash_low, band.cash_high) == (0.0, np.inf)
    member = band_around(book([600.0, 300.0], 100.0, 100.0), 0.05, cash_is_member=True)
    assert (member.cash_low, member.cash_high) == (50.0, 150.0)


def test_the_edge_itself_is_inside() -> None:
    made = book([650.0, 350.0])
    band = band_around(made, 0.05, cash_is_member=False)
    assert not outside(made, band).any() and not cash_outside(made, band)
    assert to_band(made, band, ALL).tolist() == [0.0, 0.0]


def test_a_lot_that_is_wider_than_the_band_stays_outside_rather_than_cross_it() -> None:
    made = book([700.0, 300.0], lot=250.0)
    assert to_band(made, band_around(made, 0.05, cash_is_member=False), ALL).tolist() == [0.0, 0.0]


def test_the_first_whole_lot_inside_the_band_is_gone_to() -> None:
    made = book([700.0, 300.0], lot=30.0)
    # 700 to 650 takes two lots of 30, and 300 to 350 as well.
    assert to_band(made, band_around(made, 0.05, cash_is_member=False), ALL).tolist() == [-2.0, 2.0]


def test_costs_are_paid_by_smaller_purchases() -> None:
    made = book([700.0, 300.0], cost=0.05)
    lots = to_band(made, band_around(made, 0.05, cash_is_member=False), ALL)
    assert lots[0] < -50 and made.cash_after(lots) >= 0


def test_without_sales_purchases_go_as_far_as_cash_does() -> None:
    made = book([700.0, 280.0], 20.0)
    lots = to_band(made, band_around(made, 0.05, cash_is_member=False), np.array([False, True]))
    assert lots.tolist() == [0.0, 20.0]
