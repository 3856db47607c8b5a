"""How much to hold, or to sell short, for a wanted risk."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio import hedging
from r2k_tui.analytics.portfolio.measures import cvar

RNG = np.random.default_rng(4)
INDEX = RNG.normal(0.0003, 0.012, 1500)
OWN = 1.2 * INDEX + RNG.normal(0, 0.004, 1500)


def test_beta_is_the_slope_and_leaves_the_least_variance() -> None:
    index = np.array([0.01, -0.02, 0.015, 0.0, -0.005])
    own = 0.8 * index + np.array([0.001, 0.0, -0.001, 0.002, 0.001])
    slope = hedging.beta(own, index)
    assert slope is not None and slope == pytest.approx(np.polyfit(index, own, 1)[0])
    left = [float((own - h * index).std()) for h in (slope - 0.01, slope, slope + 0.01)]
    assert left[1] == min(left)
    assert hedging.beta(own, np.zeros(5)) is None


def test_the_least_short_that_comes_to_a_volatility() -> None:
    short = hedging.short_for_volatility(OWN, INDEX, 0.12)
    assert short is not None
    assert hedging.annual_volatility(OWN - short * INDEX) == pytest.approx(0.12)
    assert hedging.annual_volatility(OWN - (short - 0.05) * INDEX) > 0.12


def test_the_least_short_that_comes_to_a_cvar() -> None:
    short = hedging.short_for_cvar(OWN, INDEX, 0.012)
    assert short is not None
    assert cvar(OWN - short * INDEX) == pytest.approx(0.012, rel=1e-6)
    assert cvar(OWN - (short - 0.05) * INDEX) > 0.012


@pytest.mark.parametrize("wanted", [0.9, 5.0])
def test_nothing_need_be_sold(wanted: float) -> None:
    assert hedging.short_for_volatility(OWN, INDEX, wanted) == 0
    assert hedging.short_for_cvar(OWN, INDEX, wanted) == 0


def test_what_no_short_position_reaches() -> None:
    assert hedging.short_for_volatility(OWN, INDEX, 0.01) is None
    assert hedging.short_for_cvar(OWN, INDEX, 0.0001) is None
    assert hedging.short_for_volatility(OWN, -INDEX, 0.12) is None, "it moves the other way"
