"""Weights of portfolios by name, without the solver."""

from __future__ import annotations

import subprocess
import sys

import pytest

from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.factors.weights import fixed_weights, own_weights, rescaled

SLEEVES = (Sleeve("All", ("IWM", "IWN"), weight=0.6), Sleeve("Rest", ("AGG",), weight=0.4))


def test_the_policy_mix_is_equal_within_sleeves_and_a_portfolio_of_the_user_as_it_is_set() -> None:
    settings = Allocation(sleeves=SLEEVES, portfolios=(PortfolioMix("mine", {"IWM": 0.25, "SPY": 0.75}),))
    assert fixed_weights(settings, "equal") == pytest.approx({"IWM": 0.3, "IWN": 0.3, "AGG": 0.4})
    assert fixed_weights(settings, "mine") == {"IWM": 0.25, "SPY": 0.75}
    assert fixed_weights(Allocation(), "equal") == {}


def test_own_weights_are_those_of_the_settings_else_values_of_the_holdings() -> None:
    assert own_weights(Allocation(own={"SPY": 1.0}), {"IWM": 3.0}, {"IWM": 10.0}) == {"SPY": 1.0}
    held = own_weights(Allocation(), {"IWM": 3.0, "SPY": 1.0, "GONE": 9.0}, {"IWM": 10.0, "SPY": 30.0})
    assert held == {"IWM": 0.5, "SPY": 0.5}
    assert own_weights(Allocation(), {}, {}) == {}


def test_cash_is_held_where_it_is_a_member() -> None:
    member = Allocation(sleeves=(Sleeve("All", ("IWM", "cash"), weight=1.0),))
    assert own_weights(member, {"IWM": 3.0}, {"IWM": 10.0}, 10.0) == {"IWM": 0.75, "cash": 0.25}
    assert own_weights(member, {"IWM": 3.0}, {"IWM": 10.0}, -10.0) == {"IWM": 1.0}
    assert own_weights(Allocation(sleeves=SLEEVES), {"IWM": 3.0}, {"IWM": 10.0}, 10.0) == {"IWM": 1.0}


def test_weights_without_a_positive_sum_are_none() -> None:
    assert rescaled({"IWM": 1.0, "SPY": -1.0}) == {}
    assert rescaled({"IWM": 2.0, "SPY": -1.0}) == {"IWM": 2.0, "SPY": -1.0}
    assert rescaled({"IWM": 1.0, "SPY": 0.0}) == {"IWM": 1.0}


def test_they_need_no_solver() -> None:
    code = "import sys, r2k_tui.engine.factors.service; print({'skfolio', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
