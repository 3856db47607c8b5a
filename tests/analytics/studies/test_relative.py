"""Small against large, held against pandas; intervals by moving blocks, held against what they promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

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
