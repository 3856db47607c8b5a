"""Tasks from requests and settings."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.simulation import SimulationSettings
from r2k_tui.engine.allocation.protocol import RunBacktest
from r2k_tui.engine.allocation.tasks import backtest_task, portfolio_name, simulation_task
from r2k_tui.engine.allocation.worker.client import AllocationFailure
from r2k_tui.model.messages.allocation.portfolios import USER_PORTFOLIOS, GetBacktest, GetSimulation
from tests.cases import cases
from tests.engine.allocation.problems import SETTINGS

MIXES = tuple(PortfolioMix(name, {"SPY": 1.0}) for name in "abcd")
ASSUMED = SimulationSettings(years=12, inflation=0.02, withdrawal_percent=4.0, glide_to="b", glide_years=9)
WITH = msgspec.structs.replace(SETTINGS, portfolios=MIXES, simulation=ASSUMED)


def test_the_settings_fill_in_what_a_request_leaves_out() -> None:
    task = simulation_task(WITH, GetSimulation("a"), 5000.0)
    assert (task.years, task.inflation, task.withdrawal_percent, task.glide_to) == (12, 0.02, 4.0, "b")
    assert (task.start, task.paths, task.glide_years) == (5000.0, 10_000, 9)
    assert simulation_task(WITH, GetSimulation("a", years=3, start=10.0, inflation=0.05), 1.0).years == 3
    assert backtest_task(SETTINGS, GetBacktest()) == RunBacktest("equal", "monthly", 5.0)


def test_one_kind_of_withdrawal_replaces_the_other_of_the_settings() -> None:
    task = simulation_task(WITH, GetSimulation("a", withdrawal=100.0), 5000.0)
    assert (task.withdrawal, task.withdrawal_percent) == (100.0, 0.0)
    with pytest.raises(AllocationFailure, match="not both"):
        simulation_task(WITH, GetSimulation("a", withdrawal=100.0, withdrawal_percent=3.0), 5000.0)


def test_yours_are_all_of_the_user_but_the_first() -> None:
    assert backtest_task(WITH, GetBacktest("b", beside=(USER_PORTFOLIOS,))).beside == ("a", "c", "d")
    assert backtest_task(WITH, GetBacktest("hrp", beside=(USER_PORTFOLIOS,))).beside == ("a", "b", "c", "d")
    assert backtest_task(SETTINGS, GetBacktest("hrp", beside=(USER_PORTFOLIOS,))).beside == ()
    with pytest.raises(AllocationFailure, match="5 portfolios beside hrp: 4 at most"):
        backtest_task(WITH, GetBacktest("hrp", beside=(USER_PORTFOLIOS, "equal")))


@cases(
    ("request_", "words"),
    [
        (GetSimulation("target_vol"), "target_vol needs `target_volatility` in .allocation."),
        (GetSimulation("x\x1b[31m"), "no portfolio x"),
        (GetSimulation(beside=("zz",)), "no portfolio zz; there are min_vol"),
        (GetSimulation(glide_to="zz"), "no portfolio zz"),
        (GetSimulation(years=0), "years 0: expected 1 to 100"),
        (GetSimulation(mean=6.0), "mean 6: expected -0.9 to 1"),
    ],
)
def test_what_cannot_be_is_refused(request_: GetSimulation, words: str) -> None:
    with pytest.raises(AllocationFailure, match=words) as caught:
        simulation_task(WITH, request_, 1.0)
    assert caught.value.kind == "usage" and "\x1b" not in str(caught.value)


def test_a_linked_withdrawal_needs_an_inflation() -> None:
    with pytest.raises(AllocationFailure, match="needs an inflation"):
        simulation_task(SETTINGS, GetSimulation(withdrawal=10.0, linked=True), 1.0)


def test_no_name_is_that_of_the_settings() -> None:
    assert portfolio_name(msgspec.structs.replace(WITH, target="c"), "") == "c"


def test_a_portfolio_without_its_setting_is_refused_with_the_setting() -> None:
    with pytest.raises(AllocationFailure, match="target_return needs `target_return` in"):
        portfolio_name(SETTINGS, "target_return")
