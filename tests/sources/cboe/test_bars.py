"""Bars from Cboe's charts, sound and unsound."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe.bars import daily_bars, minute_bars
from tests.cases import cases
from tests.sources.contract import check_columns

NOW = datetime(2026, 10, 6, 12, tzinfo=ZoneInfo("America/New_York")).timestamp()


def day(text: str, close: Any = "17.900000", **fields: Any) -> dict[str, Any]:
    return {"date": text, "open": close, "high": close, "low": close, "close": close, "volume": "0.0", **fields}


def minute(text: str, close: Any = 17.8, **prices: Any) -> dict[str, Any]:
    return {"datetime": text, "price": {"open": close, "high": close, "low": close, "close": close, **prices}}


def document(rows: Any, symbol: Any = "_VIX") -> dict[str, Any]:
    return {"timestamp": "2026-10-06 16:00:00", "symbol": symbol, "data": rows}


def days_of(bars: Bars) -> list[str]:
    return [str(datetime.fromtimestamp(time, ZoneInfo("UTC")).date()) for time in bars.times()]


def test_days_of_strings_and_of_numbers_are_the_same() -> None:
    text = daily_bars(document([day("2026-10-02", "17.5"), day("2026-10-05", "18.25")]), "^VIX", NOW).bars
    numbers = daily_bars(document([day("2026-10-02", 17.5), day("2026-10-05", 18.25)]), "^VIX", NOW).bars
    assert text == numbers
    assert (text.symbol, text.interval, text.source) == ("^VIX", Interval.D1, "cboe")
    assert list(text.column("close")) == list(text.column("adj_close")) == [17.5, 18.25]
    assert all(map(math.isnan, text.column("volume")))
    assert days_of(text) == ["2026-10-02", "2026-10-05"]
    check_columns(text)


def test_days_come_in_order_and_once_and_none_of_the_future() -> None:
    rows = [
        day("2026-10-06", 3),
        day("2026-10-02", 1),
        day("2026-10-05", 2),
        day("2026-10-05", 2.5),
        day("2026-10-07", 9),
    ]
    batch = daily_bars(document(rows), "^VIX", NOW)
    assert days_of(batch.bars) == ["2026-10-02", "2026-10-05", "2026-10-06"]
    assert list(batch.bars.column("close")) == [1, 2.5, 3]
    assert [problem.message for problem in batch.problems] == ["2 bars of Cboe without a price or a time left out."]


@cases("row", [None, "x", [], {}, day("soon"), day("2026-10-05", 0), day("2026-10-05", "N/A"), day("2026-10-05", True)])
def test_a_row_without_a_day_or_a_price_is_left_out_and_told(row: Any) -> None:
    batch = daily_bars(document([day("2026-10-02"), row]), "^VIX", NOW)
    assert days_of(batch.bars) == ["2026-10-02"]
    assert [problem.kind for problem in batch.problems] == ["bad_data"]


def test_a_range_that_contradicts_the_close_is_left_out() -> None:
    row = day("2026-10-05", 10.0, high=9.0, low=11.0, open=-1)
    bars = daily_bars(document([row]), "^VIX", NOW).bars
    assert [math.isnan(bars.column(name)[0]) for name in ("open", "high", "low", "close")] == [True, True, True, False]
    check_columns(bars)


def test_a_minute_is_known_by_its_start_while_cboe_names_its_end() -> None:
    bars = minute_bars(document([minute("2026-10-06T09:31:00"), minute("2026-10-06T09:32:00")]), "^VIX", NOW).bars
    opened = datetime(2026, 10, 6, 9, 30, tzinfo=ZoneInfo("America/New_York")).timestamp()
    assert list(bars.times()) == [opened, opened + 60]
    assert bars.interval is Interval.M1
    check_columns(bars)


def test_minutes_before_the_first_value_are_no_bars_and_no_problem() -> None:
    rows = [minute("2026-10-06T09:31:00", 0.0), minute("2026-10-06T09:32:00", 0.0), minute("2026-10-06T09:33:00")]
    batch = minute_bars(document(rows), "^VIX", NOW)
    assert (len(batch.bars), batch.problems) == (1, ())


def test_a_minute_without_a_value_later_on_and_one_of_the_future_are_told() -> None:
    rows = [
        minute("2026-10-06T09:31:00"),
        minute("2026-10-06T09:32:00", 0.0),
        minute("2026-10-06T15:00:00"),
        {"price": 1},
    ]
    batch = minute_bars(document(rows), "^VIX", NOW)
    assert len(batch.bars) == 1
    assert batch.problems[0].message.startswith("3 bars")


@cases("parse", [daily_bars, minute_bars])
@cases("rows", [None, {}, "x", 5])
def test_a_document_without_rows_is_bad(parse: Any, rows: Any) -> None:
    with pytest.raises(BadData, match="without bars of"):
        parse(document(rows), "^VIX", NOW)


@cases("parse", [daily_bars, minute_bars])
@cases("symbol", ["_VXN", None, 5])
def test_bars_of_another_index_are_bad(parse: Any, symbol: Any) -> None:
    with pytest.raises(BadData, match="another index"):
        parse(document([], symbol), "^VIX", NOW)


def test_no_rows_are_no_bars() -> None:
    assert len(daily_bars(document([]), "^VIX", NOW).bars) == 0
    assert bar_of_day(datetime(2026, 10, 6).date()) % 86400 == 0
