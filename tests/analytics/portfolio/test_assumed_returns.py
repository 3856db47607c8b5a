"""Returns moved to an assumed mean and volatility."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.assumed_returns import ReturnShift, annual_return, shift_to
from tests.cases import cases

RETURNS = np.random.default_rng(2).normal(0.0005, 0.012, 3000)


def test_annual_figures_of_a_history() -> None:
    found = annual_return(RETURNS)
    assert found.mean == pytest.approx((1 + RETURNS.mean()) ** 252 - 1)
    assert found.vol == pytest.approx(np.std(RETURNS, ddof=1) * np.sqrt(252))


@cases(("mean", "vol"), [(0.06, 0.12), (-0.2, 0.05), (0.0, 0.0), (0.3, 0.6)])
def test_the_moved_returns_have_what_was_given(mean: float, vol: float) -> None:
    found = annual_return(shift_to(RETURNS, mean, vol).of(RETURNS))
    assert (found.mean, found.vol) == (pytest.approx(mean, abs=1e-12), pytest.approx(vol, abs=1e-12))


def test_what_is_not_given_stays_history_s() -> None:
    history = annual_return(RETURNS)
    mean, vol = (
        annual_return(shift_to(RETURNS, 0.02, None).of(RETURNS)),
        annual_return(shift_to(RETURNS, None, 0.3).of(RETURNS)),
    )
    assert (mean.mean, mean.vol) == (pytest.approx(0.02), pytest.approx(history.vol))
    assert (vol.mean, vol.vol) == (pytest.approx(history.mean), pytest.approx(0.3))
    assert shift_to(RETURNS, None, None) == ReturnShift()
    assert ReturnShift().of(RETURNS) is RETURNS


def test_what_sets_two_portfolios_apart_is_scaled_and_no_more() -> None:
    other = RETURNS * 0.7 + 0.0001
    moved = shift_to(RETURNS, 0.05, annual_return(RETURNS).vol)
    assert moved.of(RETURNS) - moved.of(other) == pytest.approx(RETURNS - other)


def test_impossible_assumptions() -> None:
    with pytest.raises(ValueError, match="do not vary"):
        shift_to(np.full(100, 0.0001), None, 0.1)
    assert shift_to(np.full(100, 0.0001), 0.05, 0.0).scale == 0
    with pytest.raises(ValueError, match="lose everything"):
        shift_to(np.array([0.001] * 500 + [-0.4]), None, 2.0)
