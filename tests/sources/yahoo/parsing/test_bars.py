"""Bars out of the frames of yfinance."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData
from r2k_tui.sources.yahoo.parsing.bars import to_batch
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from tests.cases import cases


def frame(times: list[str], zone: str, **columns: list[float]) -> pd.DataFrame:
    """A frame as yfinance makes them; a column that is not given is 10.0 throughout."""
    names = ("Open", "High", "Low", "Close", "Adj Close", "Volume")
    full = {name: columns.get(name.replace(" ", "_"), [10.0] * len(times)) for name in names}
    return pd.DataFrame(full, index=pd.DatetimeIndex(times).tz_localize(zone))


def test_intraday_closes_need_no_adjustment() -> None:
    given = frame(["2026-01-05 09:30", "2026-01-05 09:31"], "America/New_York", Adj_Close=[5.0, 5.0])
    minutes = to_batch(given, "X", Interval.M1, ChartFacts()).bars
    assert list(minutes.column("adj_close")) == [10.0, 10.0]
    assert minutes.times()[0] == 1767623400
    assert list(to_batch(given[:1], "X", Interval.D1, ChartFacts()).bars.column("adj_close")) == [5.0]


def test_the_later_of_two_bars_of_a_day_stays() -> None:
    days = ["2026-01-05 00:00", "2026-01-06 00:00", "2026-01-06 10:00"]
    closes = [9.9, 9.8, 10.1]
    batch = to_batch(
        frame(days, "America/New_York", Close=closes, High=[11.0] * 3, Low=[9.0] * 3), "X", Interval.D1, ChartFacts()
    )
    assert list(batch.bars.column("close")) == [9.9, 10.1]
    assert "a time that repeats" in batch.problems[0].message


def test_rounding_is_no_error_but_more_is() -> None:
    days = ["2026-01-05", "2026-01-06"]
    given = frame(days, "America/New_York", High=[9.9995, 9.99], Low=[9.0, 9.0])
    batch = to_batch(given, "X", Interval.D1, ChartFacts())
    assert [len(batch.bars), len(batch.problems)] == [1, 1]


@cases("column", ["Open", "Close", "Adj Close", "Volume"])
def test_frames_of_another_shape_are_bad_data(column: str) -> None:
    good = frame(["2026-01-05"], "America/New_York")
    with pytest.raises(BadData):
        to_batch(good.drop(columns=column), "X", Interval.D1, ChartFacts())
    with pytest.raises(BadData):
        to_batch(good.reset_index(drop=True), "X", Interval.D1, ChartFacts())


def test_bars_of_another_symbol_are_bad_data() -> None:
    given = frame(["2026-01-05"], "America/New_York")
    with pytest.raises(BadData, match="answer is of OTHR"):
        to_batch(given, "BRK-B", Interval.D1, ChartFacts(symbol="OTHR"))
    for told in ("", "BRK-B"):
        assert len(to_batch(given, "brk-b", Interval.D1, ChartFacts(symbol=told)).bars) == 1


@cases(
    ("adjusted", "kept"),
    [
        ([9.0, 10.0, 100.0], [9.0, 10.0, None]),
        ([9.0, 10.0, 1.0], [9.0, 10.0, None]),
        ([9.0, 11.0, 10.0], [9.0, None, 10.0]),
        ([1.0, 1.0, 10.0], [1.0, 1.0, 10.0]),
        ([9.0, None, 2.0], [9.0, None, None]),
        ([4.0, 4.0, 3.9], [4.0, 4.0, 3.9]),
        ([10.4, 10.0, 10.0], [10.4, 10.0, 10.0]),
    ],
)
def test_an_adjusted_close_that_cannot_be_one_is_missing(adjusted: list[Any], kept: list[Any]) -> None:
    given = frame(["2026-01-05", "2026-01-06", "2026-01-07"], "America/New_York", Adj_Close=adjusted)
    bars = to_batch(given, "X", Interval.D1, ChartFacts()).bars
    assert [None if math.isnan(value) else value for value in bars.column("adj_close")] == kept
    assert list(bars.column("close")) == [10.0] * 3
