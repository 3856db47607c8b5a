"""Small against large, held against pandas; intervals by moving blocks, held against what they promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.stats.bootstrap import block_indices, mean_where
from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.analytics.studies.relative import Pair, followed, forward_difference, in_states, monthly, pair_of
from tests.analytics.synthetic import walk, weekdays

DAYS = weekdays(1500)
SMALL, LARGE = walk(1500, 1), walk(1500, 2)
PAIR = Pair(DAYS, SMALL, LARGE)
FRAME = pd.DataFrame({"small": SMALL, "large": LARGE}, index=pd.to_datetime(DAYS))


def test_only_days_that_both_have() -> None:
    holes = np.where(np.arange(1500) % 7 == 0, np.nan, LARGE)
    found = pair_of(DAYS, SMALL, DAYS[3:], holes[3:])
    frame = FRAME.assign(large=holes).iloc[3:].dropna()
    assert found.days.tolist() == [day.date() for day in frame.index]
    assert found.small.tolist() == frame["small"].tolist()


def test_forward_differences() -> None:
    expected = FRAME["small"].shift(-126) / FRAME["small"] - FRAME["large"].shift(-126) / FRAME["large"]
    np.testing.assert_allclose(forward_difference(PAIR, 126), expected.to_numpy(), rtol=1e-12)


def test_what_followed_events() -> None:
    # A Saturday counts from the next session; a day before the first and one after the last count not at all.
    events = np.array(["1990-01-01", "1999-06-05", "2000-03-01", "2004-09-01", "2050-01-01"], dtype="datetime64[D]")
    found = followed(PAIR, events, DAYS[100], 126)
    ahead = pd.Series(forward_difference(PAIR, 126), index=FRAME.index)
    picked = ahead.loc[["1999-06-07", "2000-03-01"]]
    assert found.at.astype(str).tolist() == ["1999-06-07", "2000-03-01", "2004-09-01"]
    assert np.isnan(found.ahead[-1])
    assert found.n == 2
    assert found.mean == pytest.approx(picked.mean())
    assert found.hits == (picked > 0).sum()
    assert found.wilson95 == wilson(found.hits, 2)
    base = ahead.iloc[100:].dropna()
    assert found.base_n == len(base)
    assert found.base_rate == pytest.approx((base > 0).mean())
    assert found.base_mean == pytest.approx(base.mean())


def test_months_that_are_over() -> None:
    found = monthly(PAIR, np.datetime64("2004-09-01"))
    closes = FRAME.resample("ME").last()
    expected = closes.pct_change().dropna()
    expected = (expected["small"] - expected["large"]).loc[:"2004-08-31"]
    assert found.month.astype(str).tolist() == [str(day.to_period("M")) for day in expected.index]
    np.testing.assert_allclose(found.difference, expected.to_numpy(), rtol=1e-9)
    assert all(str(day)[:7] < str(month) for day, month in zip(found.known_on, found.month, strict=True))


def test_means_in_states() -> None:
    months = monthly(PAIR, np.datetime64("2004-09-01"))
    states = np.arange(len(months.difference)) % 3
    found = in_states(months.difference, states, (0, 1, 2))
    grouped = pd.Series(months.difference).groupby(states)
    assert {name: outcome.n for name, outcome in found.items()} == grouped.size().to_dict()
    for name, mean in grouped.mean().items():
        assert found[int(str(name))].mean == pytest.approx(mean)


def test_blocks_are_neighbours() -> None:
    drawn = block_indices(100, 6, 50)
    assert drawn.shape == (50, 100)
    steps = np.diff(drawn[:, :96].reshape(50, 16, 6), axis=2)
    assert (steps == 1).all()
    assert drawn.min() >= 0 and drawn.max() <= 99


def test_the_interval_holds_as_often_as_it_promises() -> None:
    rng, held = np.random.default_rng(5), 0
    for _ in range(100):
        values = rng.standard_normal(120)
        low, high = mean_where(values, np.ones(120, dtype=bool), 1, draws=400) or (1.0, -1.0)
        held += low <= 0.0 <= high
    assert 88 <= held <= 99


def test_values_that_follow_one_another_give_a_wider_interval() -> None:
    rng = np.random.default_rng(3)
    shocks, values = rng.standard_normal(400), np.zeros(400)
    for place in range(1, 400):
        values[place] = 0.9 * values[place - 1] + shocks[place]
    every = np.ones(400, dtype=bool)
    alone, blocks = mean_where(values, every, 1), mean_where(values, every, 24)
    assert alone is not None and blocks is not None
    assert blocks[1] - blocks[0] > 1.5 * (alone[1] - alone[0])


def test_too_little_gives_no_interval() -> None:
    values = np.arange(50.0)
    assert mean_where(values, values < 1, 6) is None
    assert mean_where(values, values < 0, 6) is None
