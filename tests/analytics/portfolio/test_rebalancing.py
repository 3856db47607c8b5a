"""A rebalanced history against one done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.rebalancing import rebalanced, rolling_sharpe, turns, year_returns
from r2k_tui.analytics.series.arrays import Flags, Floats

HALF = np.array([0.5, 0.5])
NEVER, ALWAYS = np.zeros(3, dtype=bool), np.ones(3, dtype=bool)
RETURNS = np.array([[0.10, 0.0], [0.20, -0.10], [0.0, 0.05]])
DAYS = np.array(["2024-01-31", "2024-02-01", "2024-04-01"], dtype="datetime64[D]")


def test_left_alone_it_drifts() -> None:
    path = rebalanced(RETURNS, {0: HALF}, NEVER, 0.0)
    # 0.5 x 1.1 x 1.2 x 1.0 + 0.5 x 1.0 x 0.9 x 1.05
    assert path.values.tolist() == pytest.approx([1, 1.05, 1.11, 1.1325])
    assert path.traded.tolist() == [1, 0, 0]


def test_rebalanced_each_day_it_earns_the_mean_of_each_day() -> None:
    path = rebalanced(RETURNS, {0: HALF}, ALWAYS, 0.0)
    assert path.values.tolist() == pytest.approx([1, 1.05, 1.05 * 1.05, 1.05 * 1.05 * 1.025])
    # After +10 % and 0 % the first is 0.55 of 1.05: both sides trade 0.55/1.05 - 0.5.
    assert path.traded[1] == pytest.approx(2 * (0.55 / 1.05 - 0.5))


def test_each_trade_costs() -> None:
    path = rebalanced(RETURNS, {0: HALF}, np.array([True, False, True]), 0.01)
    bought = 1 - 0.01
    drifted = np.array([0.5 * 1.1 * 1.2, 0.5 * 0.9])
    traded = np.abs(drifted / drifted.sum() - 0.5).sum()
    assert path.traded.tolist() == pytest.approx([1, 0, traded])
    assert path.values[-1] == pytest.approx(bought * drifted.sum() * (1 - 0.01 * traded) * 1.025)


def test_what_costs_nothing_to_trade_is_traded_all_the_same() -> None:
    path = rebalanced(RETURNS, {0: HALF}, np.array([True, False, True]), np.array([0.01, 0.0]))
    whole = rebalanced(RETURNS, {0: HALF}, np.array([True, False, True]), 0.01)
    assert path.traded.tolist() == pytest.approx(whole.traded.tolist())
    assert path.paid.tolist() == pytest.approx((whole.paid / 2).tolist()) and whole.paid[0] == 0.01
    assert path.values[1] == pytest.approx((1 - 0.005) * 1.05)


def test_a_band_trades_only_beyond_it() -> None:
    # After the first day the weights are 0.5238 and 0.4762: 2.4 points from the target.
    assert rebalanced(RETURNS, {0: HALF}, NEVER, 0.0, band=0.03).traded[1] == 0
    assert rebalanced(RETURNS, {0: HALF}, NEVER, 0.0, band=0.02).traded[1] > 0


def test_a_new_target_waits_for_its_trade() -> None:
    other = np.array([1.0, 0.0])
    held = rebalanced(RETURNS, {0: HALF, 1: other}, NEVER, 0.0)
    traded = rebalanced(RETURNS, {0: HALF, 1: other}, np.array([True, True, False]), 0.0)
    assert held.values[-1] == pytest.approx(1.1325)
    assert traded.values.tolist() == pytest.approx([1, 1.05, 1.05 * 1.2, 1.05 * 1.2])


def test_turns_of_month_and_quarter() -> None:
    assert turns(DAYS, "2024-01-30", "M").tolist() == [True, True, True]
    assert turns(DAYS, "2024-01-30", "Q").tolist() == [True, False, True]


def test_calendar_years_join_at_the_last_close() -> None:
    days = np.array(["2023-12-29", "2024-01-02", "2024-12-31", "2025-01-02"], dtype="datetime64[D]")
    found = year_returns(days, "2023-12-28", np.array([1.0, 1.1, 1.2, 1.65, 3.3]))
    assert found == pytest.approx({"2023": 0.1, "2024": 0.5, "2025": 1.0})


def test_rolling_sharpe_is_that_of_each_window() -> None:
    returns = np.random.default_rng(2).normal(0.0005, 0.01, 300)
    found = rolling_sharpe(returns, 0.02, 252)
    assert np.isnan(found[:251]).all()
    last = returns[-252:] - 0.02 / 252
    assert found[-1] == pytest.approx(last.mean() / last.std(ddof=1) * 252**0.5)
    assert np.isnan(rolling_sharpe(np.full(260, 0.01), 0.0)).all(), "what never varies has none"


def day_by_day(
    returns: Floats, targets: dict[int, Floats], trade: Flags, cost: float
) -> tuple[list[float], list[float]]:
    """The same history, one day after another."""
    values, traded, weights, target = [1.0], [], np.zeros(returns.shape[1]), targets[0]
    for row, daily in enumerate(returns):
        target = targets.get(row, target)
        traded.append(float(np.abs(target - weights).sum()) if row == 0 or trade[row] else 0.0)
        weights = target if row == 0 or trade[row] else weights
        grown = weights * (1 + daily)
        values.append(values[-1] * (1 - cost * traded[-1]) * float(grown.sum()))
        weights = grown / grown.sum()
    return values, traded


@pytest.mark.parametrize("worst", [-0.05, -1.0], ids=["many days at once", "a member that loses everything"])
def test_a_long_history_is_that_of_its_days(worst: float) -> None:
    rng = np.random.default_rng(6)
    returns = rng.normal(0, 0.02, (400, 3))
    returns[200, 0] = worst
    targets = {row: rng.dirichlet(np.ones(3)) for row in (0, 90, 91, 250)}
    trade = rng.random(400) < 0.05
    path, (values, traded) = rebalanced(returns, targets, trade, 0.001), day_by_day(returns, targets, trade, 0.001)
    assert path.values.tolist() == pytest.approx(values, rel=1e-12)
    assert path.traded.tolist() == pytest.approx(traded, abs=1e-12)


def test_no_days_at_all_are_the_start() -> None:
    assert rebalanced(np.empty((0, 2)), {0: HALF}, np.zeros(0, dtype=bool), 0.0).values.tolist() == [1.0]
