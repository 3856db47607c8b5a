"""Whole contracts by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.futures.contracts import contracts_for
from tests.cases import cases


def test_by_hand() -> None:
    # One RTY at 2,500 is 125,000; one M2K a tenth of it.
    assert contracts_for(300_000.0, 2500.0, 50) == (2, 250_000.0, 50_000.0)
    assert contracts_for(300_000.0, 2500.0, 5) == (24, 300_000.0, 0.0)
    assert contracts_for(-130_000.0, 2500.0, 50) == (-1, -125_000.0, -5_000.0)


def test_too_much_is_a_residual_below_zero_and_halves_go_down() -> None:
    assert contracts_for(100_000.0, 2500.0, 50) == (1, 125_000.0, -25_000.0)
    assert contracts_for(62_500.0, 2500.0, 50) == (0, 0.0, 62_500.0)
    assert contracts_for(-62_500.0, 2500.0, 50) == (0, 0.0, -62_500.0)
    assert contracts_for(10.0, 2500.0, 5) == (0, 0.0, 10.0)


@cases(("amount", "price"), [(math.nan, 2500.0), (math.inf, 2500.0), (1.0, 0.0), (1.0, math.nan)])
def test_no_amount_or_price_is_no_number(amount: float, price: float) -> None:
    assert contracts_for(amount, price, 50) is None


@given(st.floats(-1e9, 1e9), st.floats(1.0, 10_000.0), st.sampled_from([5, 50]))
def test_the_residual_is_at_most_half_a_contract(amount: float, price: float, multiplier: int) -> None:
    found = contracts_for(amount, price, multiplier)
    assert found is not None
    assert abs(found.residual) <= price * multiplier / 2 * (1 + 1e-6)
    assert found.hedged + found.residual == pytest.approx(amount, abs=1e-3)
