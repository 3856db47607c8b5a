"""The risk-free rate of the allocation: where it is from, and that each figure takes each day's own."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.risk.ratios import sharpe, sortino
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.allocation.protocol import RunBacktest
from r2k_tui.engine.allocation.risk_free import risk_free_rate
from r2k_tui.engine.allocation.studies.backtest import backtest
from r2k_tui.engine.allocation.studies.measures import measured
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, tilt_tests, walk_forward, walked
from tests.cases import cases
from tests.engine.allocation.problems import SETTINGS, market, unreported, workspace

DAYS = np.arange("2020-01-06", "2020-01-11", dtype="datetime64[D]")
# Forty years in small: bills pay much while the market falls asleep, nothing later.
RATES = np.where(np.arange(1500) < 800, 0.09, 0.001)
MADE = workspace(risk_free=float(RATES.mean()), rates=RATES.tobytes())


def bill(days: list[str], closes: list[float]) -> DailySeries:
    values = np.array(closes)
    return DailySeries("^IRX", np.array(days, dtype="datetime64[D]"), *([values] * 6))


def test_a_day_has_the_last_rate_before_it() -> None:
    found = risk_free_rate("^IRX", bill(["2020-01-03", "2020-01-07", "2020-01-08"], [1.0, 2.0, np.nan]), DAYS)
    assert found.each is not None
    assert found.each.tolist() == pytest.approx([0.01, 0.01, 0.02, 0.02, 0.02])
    assert (found.mean, found.origin) == (pytest.approx(0.016), "^IRX of each day, mean")
    assert not found.problems


def test_days_before_the_first_rate_are_told() -> None:
    found = risk_free_rate("^IRX", bill(["2020-01-07", "2020-01-08"], [2.0, 3.0]), DAYS)
    assert found.each is not None and found.each.tolist() == pytest.approx([0.02, 0.02, 0.02, 0.03, 0.03])
    words = "^IRX begins on 2020-01-07: its first rate stands in on 2 of 5 days"
    assert [(p.symbol, p.kind, p.message) for p in found.problems] == [("^IRX", "risk_free", words)]


@cases("series", [None, bill(["2020-01-10"], [2.0]), bill(["2020-01-03"], [np.nan])])
def test_without_a_rate_0_stands_in_and_is_told(series: DailySeries | None) -> None:
    found = risk_free_rate("^IRX", series, DAYS)
    assert (found.mean, found.each, found.origin) == (0.0, None, "0 stands in")
    assert [problem.message for problem in found.problems] == ["no rate from ^IRX: 0 stands in"]


def test_a_number_is_set_and_nothing_is_not() -> None:
    assert risk_free_rate(0.02, None, DAYS)[:3] == (0.02, None, "set")
    assert risk_free_rate(0.0, None, DAYS).origin == "set"
    assert risk_free_rate(Allocation().risk_free, None, DAYS)[:3] == (0.0, None, "not set")


def test_ratios_of_a_portfolio_take_each_days_own_rate() -> None:
    found = measured(MADE, MADE.weights("equal"), MADE.moments(), "")
    daily = market().returns @ np.array(list(found.weights.values()))
    assert found.sharpe == pytest.approx(sharpe(daily, RATES), rel=1e-9)
    assert found.sortino == pytest.approx(sortino(daily, RATES), rel=1e-9)


def test_what_accrues_as_bills_do_is_measured_against_them() -> None:
    """Of a fund that earns each day's rate and 1 % more, the ratio is that of the excess, which hardly varies."""
    panel = market()
    noise = np.random.default_rng(3).normal(size=1500) * 1e-4
    panel.returns[:, 0] = (RATES + 0.01) / 252 + noise
    made = workspace(panel=panel, risk_free=float(RATES.mean()), rates=RATES.tobytes(), own={"SPY": 1.0})
    found = measured(made, {"SPY": 1.0}, None, "")
    assert found.sharpe == pytest.approx(sharpe(panel.returns[:, 0], RATES), rel=1e-6)


def test_weights_of_the_greatest_ratio_know_the_rates_of_their_window_alone() -> None:
    assert MADE.moments(slice(0, 800)).risk_free == pytest.approx(0.09)
    early = workspace(risk_free=0.09).solve("max_sharpe", workspace(risk_free=0.09).moments(slice(0, 800)))
    assert MADE.solve("max_sharpe", MADE.moments(slice(0, 800))) == pytest.approx(early, abs=1e-6)


def test_out_of_sample_each_day_has_its_own_rate() -> None:
    found, returns = walk_forward(MADE, "equal"), walked(MADE, "equal")
    assert found is not None and returns is not None
    assert found.sharpe == pytest.approx(sharpe(returns.returns, RATES[LEAST:]), rel=1e-9)
    test = next(one for one in tilt_tests(MADE) if one.portfolio == "equal")
    ratio = next(one for one in test.differences if one.measure == "sharpe")
    assert ratio.tilted == pytest.approx(sharpe(returns.returns, RATES[LEAST:]), rel=1e-9)


def test_a_backtest_has_the_rates_of_its_days() -> None:
    found = backtest(MADE, RunBacktest("min_vol", "monthly", 5.0), unreported)
    rates = RATES[SETTINGS.lookback_years * 252 :]
    growth = np.frombuffer(found.growth)
    returns = growth[1:] / growth[:-1] - 1
    assert found.risk_free == pytest.approx(rates.mean())
    assert found.figures.sharpe == pytest.approx(sharpe(returns, rates), rel=1e-9)
    assert np.frombuffer(found.rolling_sharpe)[-1] == pytest.approx(sharpe(returns[-252:], rates[-252:]), rel=1e-9)
