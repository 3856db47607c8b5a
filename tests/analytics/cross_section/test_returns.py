"""What members add up to: laws that hold for any prices and weights, and pandas for many days."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.cross_section.returns import (
    by_sector,
    carriers,
    contributions,
    day_returns,
    drifted,
    equal_mean,
    session_returns,
    weighted_mean,
)
from r2k_tui.analytics.series.arrays import Floats

PRICES = st.one_of(st.floats(0.01, 1e5), st.just(math.nan))
MEMBERS = st.lists(st.tuples(st.floats(1e-6, 0.1), PRICES, PRICES, st.integers(0, 3)), min_size=1, max_size=30)


def columns(members: list[tuple[float, float, float, int]]) -> tuple[Floats, Floats, Floats]:
    weights, before, now, _ = (np.array(column, dtype=float) for column in zip(*members, strict=True))
    return weights, before, now


@given(MEMBERS)
def test_contributions_add_up_to_the_move(members: list[tuple[float, float, float, int]]) -> None:
    weights, before, now = columns(members)
    returns = day_returns(now, before)
    whole, parts = weighted_mean(weights, returns), contributions(weights, returns)
    known = np.isfinite(returns)
    assert np.array_equal(known, np.isfinite(parts))
    assert whole.coverage == pytest.approx(weights[known].sum() / weights.sum())
    if known.any():
        assert np.nansum(parts) == pytest.approx(whole.value * weights[known].sum(), rel=1e-9, abs=1e-12)
        assert returns[known].min() - 1e-9 <= whole.value <= returns[known].max() + 1e-9
        assert equal_mean(returns) == pytest.approx(float(np.nanmean(returns)))


@given(MEMBERS)
def test_sectors_add_up_to_the_whole(members: list[tuple[float, float, float, int]]) -> None:
    weights, before, now = columns(members)
    returns = day_returns(now, before)
    sector_of = np.array([member[3] for member in members], dtype=np.int64)
    rows = by_sector(sector_of, 4, weights, returns)
    assert sum(row.weight for row in rows) == pytest.approx(weights.sum())
    assert sum(row.contribution for row in rows) == pytest.approx(np.nansum(weights * returns), abs=1e-9)
    assert sum(row.members for row in rows) == len(members)
    assert sum(row.priced for row in rows) == np.isfinite(returns).sum()
    for place, row in enumerate(rows):
        alone = weighted_mean(weights[sector_of == place], returns[sector_of == place])
        assert row.ret == pytest.approx(alone.value, nan_ok=True)


@given(MEMBERS)
def test_weights_carried_on_keep_their_sum(members: list[tuple[float, float, float, int]]) -> None:
    weights, then, now = columns(members)
    carried = drifted(weights, then, now)
    assert carried.sum() == pytest.approx(weights.sum())
    assert (carried >= 0).all()
    np.testing.assert_allclose(drifted(weights, then, then), weights)
    np.testing.assert_allclose(drifted(weights, then, now * 3), carried, rtol=1e-9)


@given(st.lists(st.floats(-0.01, 0.01).filter(lambda x: x == 0 or abs(x) > 1e-9), min_size=1, max_size=40))
def test_carriers_are_the_fewest(parts: list[float]) -> None:
    found = carriers(np.array([*parts, math.nan]))
    assert found is not None
    assert found.move == pytest.approx(math.fsum(parts), abs=1e-12)
    sign = -1 if found.move < 0 else 1
    ranked = sorted((sign * part for part in parts), reverse=True)
    assert found.top_8 == pytest.approx(sign * math.fsum(ranked[:8]), abs=1e-12)
    if found.least:
        assert math.fsum(ranked[: found.least]) >= abs(found.move) - 1e-12
        assert math.fsum(ranked[: found.least - 1]) < abs(found.move)


def test_carriers_by_hand() -> None:
    found = carriers(np.array([0.003, 0.002, 0.001, -0.002, 0.0005]))
    assert found is not None and (found.least, found.move) == (2, pytest.approx(0.0045))
    assert carriers(np.array([math.nan])) is None


def test_sessions_are_a_portfolio_of_fixed_shares() -> None:
    rng = np.random.default_rng(5)
    closes = 40 * np.exp(np.cumsum(rng.normal(0, 0.02, (120, 15)), axis=0))
    closes[:30, 3] = np.nan
    closes[60, 4] = np.nan
    weights = rng.random(15)
    cap, equal = session_returns(closes, weights, closes[80])
    frame = pd.DataFrame(closes)
    shares = weights / closes[80]
    both = frame.notna() & frame.shift(1).notna()
    value, before = (frame * shares).where(both).sum(axis=1), (frame.shift(1) * shares).where(both).sum(axis=1)
    np.testing.assert_allclose(cap, (value / before - 1).to_numpy()[1:], rtol=1e-9)
    np.testing.assert_allclose(equal, frame.pct_change(fill_method=None).mean(axis=1).to_numpy()[1:], rtol=1e-9)


def test_one_member_alone_is_its_own_return() -> None:
    closes = np.array([[10.0, 5.0], [11.0, 5.0], [12.1, 4.0]])
    cap, equal = session_returns(closes, np.array([1.0, 0.0]), closes[0])
    np.testing.assert_allclose(cap, [0.1, 0.1])
    np.testing.assert_allclose(equal, [0.05, -0.05])
