"""Months of a simulated future, drawn from a history."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.stats.block_bootstrap import MONTH, month_starts, months_from

RETURNS = np.random.default_rng(5).normal(0.0004, 0.011, 2500)


def test_months_are_the_products_of_their_days_round_the_end() -> None:
    months = months_from(RETURNS)
    assert len(months) == len(RETURNS)
    assert months[7] == pytest.approx(np.prod(1 + RETURNS[7 : 7 + MONTH]))
    assert months[-1] == pytest.approx((1 + RETURNS[-1]) * np.prod(1 + RETURNS[: MONTH - 1]))


def test_a_block_goes_on_day_after_day() -> None:
    places = list(month_starts(np.random.default_rng(1), 1000, 5, 4, 2))
    assert ((places[1] - places[0]) % 1000 == MONTH).all()
    assert not ((places[2] - places[1]) % 1000 == MONTH).all()
