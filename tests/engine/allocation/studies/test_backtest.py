"""Backtests: nothing is known ahead, costs are paid, and skfolio's own prediction agrees."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel, with_column
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.engine.allocation.protocol import RunBacktest
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.backtest import backtest, backtests
from r2k_tui.model.allocation.backtest import Backtest
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, market, unreported, workspace


def run(
    portfolio: str = "min_vol", rebalance: str = "monthly", cost: float = 0.0, panel: Panel | None = None
) -> Backtest:
    return backtest(workspace(panel=panel), RunBacktest(portfolio, rebalance, cost), unreported)


def growth(found: Backtest) -> np.ndarray:
    return np.frombuffer(found.growth)


def test_weights_of_a_day_know_nothing_of_that_day_nor_of_any_later() -> None:
    panel = market(700)
    cut = 500
    other = panel.returns.copy()
    other[cut:] = np.random.default_rng(1).normal(0, 0.05, other[cut:].shape)
    changed = Panel(SYMBOLS, panel.start, panel.days, other)
    day = str(panel.days[cut - 1])
    one, two = run(panel=panel), run(panel=changed)
    before = [(d, w) for d, w in one.decisions if d <= day]
    assert 5 < len(before) < len(one.decisions)
    assert before == [(d, w) for d, w in two.decisions if d <= day]
    assert one.decisions != two.decisions
    known = 1 + cut - 252
    assert growth(one)[:known].tolist() == growth(two)[:known].tolist()


def test_weights_are_those_of_the_window_before() -> None:
    panel = market(400)
    found = run(panel=panel)
    day, weights = found.decisions[2]
    row = int(np.flatnonzero(panel.days == np.datetime64(day))[0]) + 1
    window = workspace(panel=panel.rows(row - 252, row))
    assert weights == pytest.approx(window.named(window.solve("min_vol")), abs=1e-9)


def test_rebalanced_daily_without_cost_it_is_the_prediction_of_skfolio() -> None:
    from skfolio import Portfolio

    panel = market(300)
    found = run("equal", "daily", panel=panel)
    weights = np.array(list(found.decisions[0][1].values()))
    oracle = Portfolio(X=panel.returns, weights=weights)
    assert growth(found)[1:] / growth(found)[:-1] - 1 == pytest.approx(np.asarray(oracle.returns))
    assert found.figures.sharpe == pytest.approx(oracle.annualized_sharpe_ratio)
    assert found.figures.cvar95 == pytest.approx(oracle.cvar)


def test_walk_forward_is_that_of_skfolio() -> None:
    from skfolio import RiskMeasure
    from skfolio.model_selection import WalkForward, cross_val_predict
    from skfolio.optimization import MeanRisk

    panel = market(252 + 42)
    left = np.array([[1.0, 1, 0, 0, 0, 0], [-1.0, -1, 0, 0, 0, 0]])
    model = MeanRisk(
        risk_measure=RiskMeasure.VARIANCE,
        min_weights=np.array([0, 0.12, 0, 0, 0, 0]),
        left_inequality=left,
        right_inequality=np.array([0.45, -0.45]),
    )
    oracle = cross_val_predict(model, panel.returns, cv=WalkForward(train_size=252, test_size=42))
    found = run("min_vol", "daily", panel=panel)
    first = dict(zip(SYMBOLS, oracle[0].weights, strict=True))
    assert found.decisions[0][1] == pytest.approx(first, abs=2e-3)
    month = str(panel.days[252])[:7]
    same = sum(str(day)[:7] == month for day in panel.days[252:])
    returns = growth(found)[1:] / growth(found)[:-1] - 1
    assert returns[:same] == pytest.approx(np.asarray(oracle.returns)[:same], abs=1e-5)


def test_costs_are_paid_and_told() -> None:
    free, paid = run("equal"), run("equal", cost=50.0)
    assert free.figures.cost == 0
    assert growth(paid)[-1] / growth(free)[-1] == pytest.approx(1 - paid.figures.cost, rel=1e-3)
    assert paid.figures.turnover == free.figures.turnover > 0


def test_cash_is_bought_and_sold_for_nothing() -> None:
    panel = with_column(market(), "cash", np.full(1500, 0.02 / 252), len(SYMBOLS))
    work = workspace(panel=panel, own={"SPY": 0.4, "cash": 0.6}, benchmark={"cash": 1.0})
    free, paid = (backtest(work, RunBacktest("own", "monthly", cost), unreported) for cost in (0.0, 50.0))
    assert (paid.benchmark_figures.cost, paid.benchmark_figures.maxdd) == (0.0, 0.0)
    assert growth(paid)[1] / growth(free)[1] == pytest.approx(1 - 0.4 * 0.005)
    assert paid.figures.turnover == free.figures.turnover > 0
    # Each trade after the first buys as much of one as it sells of the other: half of it costs.
    assert paid.figures.cost == pytest.approx(0.005 * (0.4 + paid.figures.turnover * paid.n_returns / 252))


def test_fewer_rebalances_in_a_quarter_and_in_a_band() -> None:
    counts = {pace: run("equal", pace).rebalances for pace in ("daily", "monthly", "quarterly", "drift")}
    assert counts["daily"] == 1500
    assert 48 <= counts["monthly"] <= 51 and 16 <= counts["quarterly"] <= 18
    assert 1 <= counts["drift"] < counts["monthly"]


def test_columns_are_of_one_length_and_begin_at_one() -> None:
    found = run()
    columns = (found.time, found.growth, found.benchmark_growth, found.rolling_sharpe)
    assert {len(column) for column in columns} == {8 * (found.n_returns + 1)}
    assert growth(found)[0] == 1
    assert (found.first, found.last) == (str(market().days[252]), str(market().days[-1]))


def test_too_short_a_history_is_told() -> None:
    with pytest.raises(
        CannotSolve, match=r"200 returns, and the first weights need 252 before them \(lookback_years\)"
    ):
        run(panel=market(200))


def test_own_weights_need_no_look_back() -> None:
    made = workspace(panel=market(200), own={"SPY": 0.6, "AGG": 0.4})
    found = backtest(made, RunBacktest("own", "monthly", 5.0), unreported)
    assert (found.n_returns, found.walk_forward, len(found.decisions)) == (200, False, 1)


def test_the_reply_can_be_sent() -> None:
    found = run("equal")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Backtest) == found
    assert SETTINGS.lookback_years == 1


MIXES = {"bold": {"SPY": 0.5, "IWM": 0.5}, "same": {"SPY": 0.5, "IWM": 0.5}, "calm": {"AGG": 0.8, "GLD": 0.2}}
WITH = msgspec.structs.replace(SETTINGS, portfolios=tuple(PortfolioMix(n, w) for n, w in MIXES.items()))


def test_several_are_on_the_days_common_to_all() -> None:
    panel = market(700)
    returns = panel.returns.copy()
    returns[:100, SYMBOLS.index("AGG")] = np.nan
    sleeve = msgspec.structs.replace(WITH.sleeves[0], weight=1.0)
    short = Panel(SYMBOLS, panel.start, panel.days, returns)
    work = workspace(msgspec.structs.replace(WITH, sleeves=(sleeve,)), short, mixes=MIXES)
    found = backtests(work, RunBacktest("bold", "monthly", 5.0, ("calm", "min_vol")), unreported)
    assert [one.portfolio for one in found.each] == ["bold", "calm", "min_vol"]
    assert {(one.first, one.n_returns) for one in found.each} == {(str(panel.days[352]), 348)}, "after the lookback"
    alone = backtest(work, RunBacktest("calm", "monthly", 5.0), unreported)
    assert (alone.first, alone.n_returns) == (str(panel.days[100]), 600)
    assert np.frombuffer(alone.time, np.int64)[0] == panel.days[99].astype("datetime64[s]").astype(int)


def test_equal_portfolios_differ_in_nothing_and_alone_they_are_the_same() -> None:
    work = workspace(WITH, mixes=MIXES)
    found = backtests(work, RunBacktest("bold", "monthly", 5.0, ("same", "calm"), intervals=True), unreported)
    one, other, _ = found.each
    assert one.growth == other.growth == backtest(work, RunBacktest("bold", "monthly", 5.0), unreported).growth
    zero = [(d.difference, d.low, d.high) for d in found.differences if d.other == "same"]
    assert zero == [(0, 0, 0)] * 3
    calm = {d.measure: d for d in found.differences if d.other == "calm"}
    assert calm["cvar95"].difference is not None and calm["cvar95"].difference < 0, "the bolder one has the worse tail"
    sharpe = calm["sharpe"]
    assert sharpe.low is not None and sharpe.difference is not None and sharpe.high is not None
    assert sharpe.low <= sharpe.difference <= sharpe.high


def test_a_portfolio_of_the_user_that_cannot_be_is_left_out() -> None:
    work = workspace(WITH, mixes={"bold": MIXES["bold"]})
    found = backtests(work, RunBacktest("bold", "monthly", 5.0, ("calm",)), unreported)
    assert [one.portfolio for one in found.each] == ["bold"]
    assert "calm is left out" in found.problems[0].message
