"""Short positions that bring a portfolio to the volatility, the CVaR and the beta that are wanted."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.studies.hedges import hedges
from r2k_tui.engine.allocation.studies.study import study
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.hedging import Hedge
from tests.engine.allocation.problems import market, unreported, workspace

WORK = workspace(own={"SPY": 0.5, "AGG": 0.5}, hedges=("SPY",))


@cache
def whole() -> AllocationStudy:
    return study(WORK, Allocate("own"), unreported)


@cache
def found() -> tuple[Hedge, ...]:
    return hedges(WORK, whole().portfolios["own"])


def test_the_study_hedges_what_is_held() -> None:
    assert whole().hedges == found()


def test_the_volatility_comes_to_what_is_wanted() -> None:
    vol = next(h for h in found() if h.measure == "volatility")
    assert vol.size == pytest.approx(0.1 / vol.now)
    if vol.short is not None:
        daily = market().columns(("SPY", "AGG")) @ [0.5, 0.5] - vol.short * market().column("SPY")
        assert daily.std(ddof=1) * 252**0.5 <= 0.1 + 1e-9


def test_the_whole_beta_is_a_short_position_of_its_size() -> None:
    beta = next(h for h in found() if h.measure == "beta")
    daily = market().columns(("SPY", "AGG")) @ [0.5, 0.5]
    slope = np.polyfit(market().column("SPY"), daily, 1)[0]
    assert (beta.now, beta.short, beta.size, beta.wanted) == (pytest.approx(slope), beta.now, None, 0.0)


def test_nothing_held_has_no_hedges() -> None:
    assert hedges(WORK, None) == ()
