"""Dated episodes against pandas, and what is said where the data do not reach."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.risk.stress import EPISODES, begun, outcome
from r2k_tui.analytics.series.arrays import Floats
from tests.analytics.synthetic import walk, weekdays

DAYS = weekdays(1200, "2006-01-02")
CLOSES = walk(1200, 3)
FIRST, LAST = "2007-06-01", "2009-03-31"


def by_pandas(closes: Floats) -> tuple[float, pd.Timestamp, pd.Timestamp, float, pd.Timestamp]:
    series = pd.Series(closes, index=pd.DatetimeIndex(DAYS[: len(closes)]))
    within = series[FIRST:LAST]
    falls = within / within.cummax() - 1
    trough = falls.idxmin()
    changes = series.pct_change()[FIRST:LAST]
    return falls.min(), within[:trough].idxmax(), trough, changes.min(), changes.idxmin()


def test_fall_and_worst_day_are_those_of_pandas() -> None:
    found = outcome("X", DAYS, CLOSES, FIRST, LAST)
    fall, peak, trough, worst, day = by_pandas(CLOSES)
    assert (found.ret, found.worst_ret) == pytest.approx((fall, worst))
    assert (found.peak, found.trough, found.worst_day) == tuple(str(t.date()) for t in (peak, trough, day))
    assert (found.note, found.reason) == ("", "")


def test_the_first_day_is_measured_against_the_close_before_it() -> None:
    closes = np.full(1200, 100.0)
    first = int(np.searchsorted(DAYS, np.datetime64(FIRST)))
    closes[first:] = 80.0
    closes[first + 5 :] = 79.0
    found = outcome("X", DAYS, closes, FIRST, LAST)
    assert (found.worst_day, found.worst_ret) == (FIRST, pytest.approx(-0.2))
    assert found.ret == pytest.approx(79 / 80 - 1)


def test_nothing_outside_the_dates_counts() -> None:
    changed = CLOSES.copy()
    stop = int(np.searchsorted(DAYS, np.datetime64(LAST), side="right"))
    changed[stop:] *= 0.1
    assert outcome("X", DAYS, changed, FIRST, LAST) == outcome("X", DAYS, CLOSES, FIRST, LAST)


def test_an_episode_before_the_data_says_so_and_has_no_number() -> None:
    found = outcome("X", DAYS, CLOSES, "1987-08-01", "1987-12-31")
    assert (found.ret, found.worst_ret, found.peak) == (None, None, None)
    assert found.reason == "data begin 2006-01-02"


def test_half_an_episode_is_noted() -> None:
    late = outcome("X", DAYS[500:], CLOSES[500:], FIRST, LAST)
    assert late.ret is not None
    assert late.note == f"data begin {DAYS[500]}"
    early = outcome("X", DAYS[:600], CLOSES[:600], FIRST, LAST)
    assert early.note == f"data end {DAYS[599]}"
    over = outcome("X", DAYS[:100], CLOSES[:100], FIRST, LAST)
    assert (over.ret, over.reason) == (None, f"data end {DAYS[99]}")


def test_a_rise_is_no_fall_and_a_bad_price_no_number() -> None:
    rising = np.arange(1.0, 1201.0)
    assert outcome("X", DAYS, rising, FIRST, LAST).reason == "no fall"
    rising[600] = -1
    assert outcome("X", DAYS, rising, FIRST, LAST).reason == "a price is not above zero"
    assert outcome("X", DAYS[:0], rising[:0], FIRST, LAST).reason == "no bars"


def test_nobody_knows_of_an_episode_that_has_not_begun() -> None:
    assert begun(np.datetime64("1987-07-31")) == ()
    assert [name for name, _, _ in begun(np.datetime64("2007-06-01"))] == [name for name, _, _ in EPISODES[:4]]
    assert begun(np.datetime64("2100-01-01")) == EPISODES


def test_the_table_is_in_order() -> None:
    assert all(first < last for _, first, last in EPISODES)
    assert [first for _, first, _ in EPISODES] == sorted(first for _, first, _ in EPISODES)
