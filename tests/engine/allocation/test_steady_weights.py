"""Weights that quotes hardly move stay those that were solved for; larger moves and other holdings replace them."""

from __future__ import annotations

from r2k_tui.engine.allocation.steady_weights import SteadyWeights
from tests.engine.allocation.problems import problem


def test_small_moves_keep_the_weights_and_do_not_add_up() -> None:
    steady = SteadyWeights()
    first = steady.kept(problem(own={"SPY": 0.5, "IWM": 0.5}, current={"SPY": 0.5, "IWM": 0.5}))
    near = steady.kept(problem(own={"SPY": 0.5007, "IWM": 0.4993}, current={"SPY": 0.5007, "IWM": 0.4993}))
    far = steady.kept(problem(own={"SPY": 0.5014, "IWM": 0.4986}, current={"SPY": 0.5014, "IWM": 0.4986}))
    assert near == first
    assert far.own == far.current == {"SPY": 0.5014, "IWM": 0.4986}


def test_another_holding_or_other_cash_replaces_them() -> None:
    steady = SteadyWeights()
    steady.kept(problem(own={"SPY": 1.0}, current={"SPY": 1.0}))
    assert steady.kept(problem(own={"SPY": 0.9999, "AGG": 0.0001}, current={"SPY": 1.0})).own["AGG"] == 0.0001
    steady.kept(problem(own={"SPY": 1.0}, current={"SPY": 1.0, "cash": 0.0}))
    assert steady.kept(problem(own={"SPY": 1.0}, current={"SPY": 0.99, "cash": 0.01})).current["cash"] == 0.01


def test_everything_but_the_weights_is_new() -> None:
    steady = SteadyWeights()
    steady.kept(problem(own={"SPY": 1.0}))
    assert steady.kept(problem(own={"SPY": 1.0}, risk_free=0.04)).risk_free == 0.04
