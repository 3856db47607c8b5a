"""Breadth is what pandas counts, also with members listed late, with holes, and with ties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.cross_section.breadth import YEAR, breadth_path, rolling, tail, today
from r2k_tui.analytics.series.arrays import Floats
from tests.cases import cases


def table(days: int = 320, members: int = 12, seed: int = 1) -> Floats:
    """Walks in eighths: ties occur, sums are exact; one listed late, one with a hole, one gone at the end."""
    rng = np.random.default_rng(seed)
    closes = np.round(8 * 50 * np.exp(np.cumsum(rng.normal(0, 0.01, (days, members)), axis=0))) / 8
    closes[: days // 2, 0] = np.nan
    closes[days // 3, 1] = np.nan
    closes[-20:, 2] = np.nan
    return closes


def expected(closes: Floats) -> pd.DataFrame:
    frame = pd.DataFrame(closes)
    change = frame.diff()
    before = frame.shift(1)
    high, low = before.rolling(YEAR).max(), before.rolling(YEAR).min()
    out = {}
    for size in (50, 200):
        average = frame.rolling(size).mean()
        above = (frame > average) & average.notna()
        out[f"above_{size}d"] = above.sum(axis=1) / average.notna().sum(axis=1).replace(0, np.nan)
    out["advancers"] = (change > 0).sum(axis=1).where(change.notna().any(axis=1))
    out["decliners"] = (change < 0).sum(axis=1).where(change.notna().any(axis=1))
    known = (high.notna() & frame.notna()).any(axis=1)
    out["new_highs"] = (frame > high).sum(axis=1).where(known)
    out["new_lows"] = (frame < low).sum(axis=1).where(known)
    out["members"] = frame.notna().sum(axis=1)
    return pd.DataFrame(out)


@cases("seed", range(4))
def test_every_day_is_what_pandas_counts(seed: int) -> None:
    closes = table(seed=seed)
    path = breadth_path(closes)
    for name, column in expected(closes).items():
        np.testing.assert_allclose(getattr(path, str(name)), column.to_numpy(float), rtol=1e-12, err_msg=str(name))


@cases("days", [1, 2, 49, 50, 200, YEAR, YEAR + 1])
def test_short_tables_leave_open_what_they_cannot_say(days: int) -> None:
    path = breadth_path(table(days, 5))
    assert np.isfinite(path.above_50d).any() == (days >= 50)
    assert np.isfinite(path.above_200d).any() == (days >= 200)
    assert np.isfinite(path.new_highs).any() == (days > YEAR)
    assert np.isfinite(path.advancers).any() == (days > 1)


@given(st.integers(1, 9), st.integers(1, 40), st.integers(0, 99))
def test_rolling_extremes(size: int, days: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(days, 3))
    values[seed % days, 1] = np.nan
    if size > days:
        return
    frame = pd.DataFrame(values).rolling(size)
    np.testing.assert_array_equal(rolling(np.maximum, values, size), frame.max().to_numpy()[size - 1 :])
    np.testing.assert_array_equal(rolling(np.minimum, values, size), frame.min().to_numpy()[size - 1 :])


def test_today_is_the_last_day_of_the_path() -> None:
    """A price held against the closes before says what the path says of that close."""
    closes = table()
    flags, path = today(closes[-1], tail(closes[:-1])), breadth_path(closes)
    assert flags.known_50d.sum() and flags.above_50d.sum() / flags.known_50d.sum() == pytest.approx(path.above_50d[-1])
    assert flags.above_200d.sum() / flags.known_200d.sum() == pytest.approx(path.above_200d[-1])
    assert (flags.new_high.sum(), flags.new_low.sum()) == (path.new_highs[-1], path.new_lows[-1])


def test_prices_that_stand_still_are_not_above_their_average() -> None:
    closes = np.full((260, 3), 20.10)
    found = today(np.full(3, 20.10), tail(closes))
    assert not found.above_50d.any() and not found.above_200d.any()
    path = breadth_path(closes)
    assert path.above_50d[-1] == path.above_200d[-1] == 0.0


def test_breadth_of_a_day_knows_nothing_of_later_days() -> None:
    closes = table()
    whole, cut = breadth_path(closes), breadth_path(closes[:-7])
    for name in whole._fields:
        np.testing.assert_array_equal(getattr(whole, name)[:-7], getattr(cut, name), err_msg=name)


def test_a_tail_that_is_too_short_says_nothing() -> None:
    flags = today(np.array([10.0]), tail(np.full((30, 1), 9.0)))
    assert not (flags.known_50d | flags.known_200d | flags.known_52w).any()
    assert not today(np.array([10.0]), tail(np.empty((0, 1)))).known_50d.any()
