"""Bars of several intervals as one row, and rolled up to longer ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, nan

import numpy as np

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.replay.rows import by_day, joined, rolled

DAY, OPEN = 20_349 * 86_400, 20_349 * 86_400 + 13 * 3600 + 1800  # 2025-09-18, 9:30 in New York


def bars(interval: Interval, times: Sequence[int], closes: Sequence[float], volumes: Sequence[float] = ()) -> Bars:
    close = np.array(closes, dtype=np.float64)
    volume = np.array(list(volumes) or [1.0] * len(times), dtype=np.float64).tobytes()
    high, low, same = (close + 1).tobytes(), (close - 1).tobytes(), close.tobytes()
    return Bars("IWM", interval, np.array(times, dtype=np.int64).tobytes(), same, high, low, same, same, volume)


def test_of_each_day_the_first_series_that_has_any_counts() -> None:
    fine = bars(Interval.M1, [OPEN, OPEN + 60], [1.0, 2.0])
    coarse = bars(Interval.H1, [OPEN - 86_400, OPEN], [8.0, 9.0])
    row = joined([fine, coarse])
    assert row.columns["close"].tolist() == [8.0, 1.0, 2.0]
    assert (row.ends - row.starts).tolist() == [3600, 60, 60]


def test_a_bar_without_a_close_is_left_out_and_its_day_still_counts_as_covered() -> None:
    row = joined([bars(Interval.M1, [OPEN, OPEN + 60], [nan, 2.0]), bars(Interval.H1, [OPEN], [9.0])])
    assert row.columns["close"].tolist() == [2.0]


def test_longer_bars_count_from_the_bell() -> None:
    times = [OPEN + 60 * minute for minute in (0, 59, 60, 61)]
    hours = rolled(joined([bars(Interval.M1, times, [1.0, 5.0, 2.0, 3.0], [1, 2, 4, 8])]), 3600)
    assert hours.starts.tolist() == [OPEN, OPEN + 3600]
    assert {name: values.tolist() for name, values in hours.columns.items()} == {
        "open": [1.0, 2.0],
        "high": [6.0, 4.0],
        "low": [0.0, 1.0],
        "close": [5.0, 3.0],
        "adj_close": [5.0, 3.0],
        "volume": [3.0, 12.0],
    }


def test_what_is_as_long_already_stays() -> None:
    row = joined([bars(Interval.H1, [OPEN, OPEN + 3600], [1.0, 2.0])])
    assert rolled(row, 300).starts.tolist() == row.starts.tolist()


def test_a_day_is_one_bar_at_midnight_of_its_date_and_a_missing_volume_is_missing() -> None:
    day = by_day(joined([bars(Interval.M1, [OPEN, OPEN + 60], [1.0, 2.0], [1.0, nan])]))
    assert day.starts.tolist() == [DAY]
    assert isnan(day.columns["volume"][0])
