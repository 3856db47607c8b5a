"""Hedges of any portfolio, without a solver."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.allocation.studies.hedges import hedges
from r2k_tui.engine.allocation.studies.measures import measured
from tests.engine.allocation.problems import market, workspace

MADE = workspace(hedges=("SPY", "IWM"))


def test_each_fund_gets_what_brings_volatility_tail_and_beta_down() -> None:
    held = measured(MADE, {"SPY": 0.5, "AGG": 0.5}, None, "")
    found = hedges(MADE, held)
    assert [(one.index, one.measure) for one in found] == [
        (fund, measure) for fund in ("SPY", "IWM") for measure in ("volatility", "CVaR 95", "beta")
    ]
    slope = np.polyfit(market().column("IWM"), market().columns(("SPY", "AGG")) @ [0.5, 0.5], 1)[0]
    assert found[-1].short == pytest.approx(slope)


def test_nothing_held_needs_none() -> None:
    assert hedges(MADE, None) == ()
