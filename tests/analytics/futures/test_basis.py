"""Basis by hand."""

from __future__ import annotations

import math

import pytest

from r2k_tui.analytics.futures.basis import basis
from tests.cases import cases


def test_by_hand() -> None:
    found = basis(2512.5, 2500.0, 73.0, least_days=5)
    assert found is not None
    assert found == pytest.approx((12.5, 0.005, 0.005 * 365 / 73))


def test_a_future_below_its_index_has_a_basis_below_zero() -> None:
    found = basis(2490.0, 2500.0, 36.5, least_days=5)
    assert found is not None
    assert found == pytest.approx((-10.0, -0.004, -0.04))


@cases("days", [4.9, 0.0, -1.0])
def test_few_days_are_not_annualized(days: float) -> None:
    found = basis(2501.0, 2500.0, days, least_days=5)
    assert found is not None and found.annual is None and found.points == 1.0


@cases(("future", "index"), [(0.0, 2500.0), (2500.0, 0.0), (math.nan, 2500.0), (2500.0, math.nan)])
def test_no_price_is_no_basis(future: float, index: float) -> None:
    assert basis(future, index, 30.0, least_days=5) is None
