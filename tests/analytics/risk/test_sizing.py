"""The size of a position: what it costs is the budget."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.risk.sizing import wanted_fraction, whole_shares
from tests.cases import cases

FRACTIONS = st.floats(1e-4, 1.0)


@given(FRACTIONS, FRACTIONS)
def test_the_loss_is_the_budget(budget: float, risk: float) -> None:
    fraction = wanted_fraction(budget, risk)
    assert fraction is not None
    assert fraction * risk == pytest.approx(budget)


@cases("risk", [0.0, -0.01, math.nan, math.inf])
def test_without_a_risk_there_is_no_size(risk: float) -> None:
    assert wanted_fraction(0.01, risk) is None


@given(FRACTIONS, st.floats(1, 1e9), st.floats(1e-2, 1e6))
def test_shares_are_whole_and_one_more_is_too_much(fraction: float, capital: float, price: float) -> None:
    shares = whole_shares(fraction, capital, price)
    assert isinstance(shares, int)
    assert shares * price <= fraction * capital * (1 + 1e-12)
    assert (shares + 1) * price > fraction * capital * (1 - 1e-12)


def test_what_costs_nothing_cannot_be_bought() -> None:
    assert whole_shares(0.5, 1000.0, 0.0) is None
    assert whole_shares(0.5, 1000.0, math.nan) is None
