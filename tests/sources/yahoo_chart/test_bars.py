"""Bars out of the answer of a chart."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.yahoo_chart.answers import from_chart
from r2k_tui.sources.yahoo_chart.bars import to_batch
from tests.cases import cases
from tests.sources.yahoo_chart import wire
from tests.sources.yahoo_chart.wire import CLOSES, OPENS

NOW = OPENS + 86_400.0


def batch_of(one: dict[str, Any], interval: Interval = Interval.M1, now: float = NOW) -> BarBatch:
    return to_batch(from_chart(wire.chart(one)), "IWM", interval, now)


def daily(stamps: list[Any], closes: list[Any], adjusted: list[Any] | None = None, **fields: Any) -> dict[str, Any]:
    one = wire.result(stamps, closes, **{"dataGranularity": "1d", **fields})
    one["indicators"]["adjclose"] = [{"adjclose": closes if adjusted is None else adjusted}]
    return one


def stamp(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]


def dates(bars: Bars) -> list[date]:
    return [datetime.fromtimestamp(time, UTC).date() for time in bars.times()]


def test_intraday_bars_are_what_yahoo_sent_and_nulls_are_missing() -> None:
    one = wire.result([OPENS, OPENS + 60, OPENS + 120], [241.0, None, 241.2])
    one["indicators"]["quote"][0]["volume"] = [None, 5, 7]
    one["indicators"]["quote"][0]["open"][2] = None
    bars = batch_of(one).bars
    assert list(bars.times()) == [OPENS, OPENS + 120]
    assert list(bars.column("close")) == list(bars.column("adj_close")) == [241.0, 241.2]
    assert math.isnan(bars.column("volume")[0])
    assert bars.column("volume")[1] == 7
    assert math.isnan(bars.column("open")[1])
    assert (bars.source, bars.symbol, bars.interval) == ("yahoo_chart", "IWM", Interval.M1)


@cases(
    ("zone", "offset", "stamps", "days"),
    [
        ("America/New_York", -14_400, [stamp(2026, 10, 5, 13, 30), stamp(2026, 10, 6, 13, 30)], [(10, 5), (10, 6)]),
        ("Asia/Tokyo", 32_400, [stamp(2026, 10, 5, 0, 0), stamp(2026, 10, 6, 0, 0)], [(10, 5), (10, 6)]),
        ("Australia/Sydney", 39_600, [stamp(2026, 10, 5, 23, 0), stamp(2026, 10, 6, 23, 0)], [(10, 6), (10, 7)]),
        # Currencies begin at midnight in London, by the offset of their own day and not that of today.
        ("Europe/London", 0, [stamp(2026, 10, 22, 23, 0), stamp(2026, 10, 26, 0, 0)], [(10, 23), (10, 26)]),
        (None, 32_400, [stamp(2026, 10, 5, 0, 0), stamp(2026, 10, 5, 23, 0)], [(10, 5), (10, 6)]),
        ("No/Such_Zone", -14_400, [stamp(2026, 10, 6, 2, 0)], [(10, 5)]),
    ],
)
def test_a_daily_bar_has_the_date_of_its_exchange(
    zone: str | None, offset: int, stamps: list[int], days: list[tuple[int, int]]
) -> None:
    one = daily(stamps, [10.0] * len(stamps), exchangeTimezoneName=zone, gmtoffset=offset, firstTradeDate=None)
    assert dates(batch_of(one, Interval.D1, stamp(2026, 11, 1)).bars) == [date(2026, *day) for day in days]


@cases("offset", [None, "x", 1e9])
def test_daily_bars_without_a_time_zone_are_bad_data(offset: Any) -> None:
    with pytest.raises(BadData, match="time zone"):
        batch_of(daily([OPENS], [10.0], exchangeTimezoneName=None, gmtoffset=offset), Interval.D1)


def test_daily_bars_keep_their_adjusted_close() -> None:
    one = daily([OPENS - 86_400, OPENS], [10.0, 10.5], [9.8, 10.5])
    assert list(batch_of(one, Interval.D1).bars.column("adj_close")) == [9.8, 10.5]
    without = batch_of(daily([OPENS], [10.0], []), Interval.D1)
    assert math.isnan(without.bars.column("adj_close")[0])
    assert "no adjusted closes" in without.problems[0].message


def test_the_live_bar_of_today_replaces_the_one_that_repeats() -> None:
    batch = batch_of(daily([OPENS - 86_400, OPENS, CLOSES], [10.0, 10.5, 10.6]), Interval.D1)
    assert list(batch.bars.column("close")) == [10.0, 10.6]


def test_the_last_price_at_its_own_second_is_part_of_its_bar() -> None:
    one = wire.result([OPENS, OPENS + 300, OPENS + 427], [241.0, 241.5, 242.0], dataGranularity="5m")
    quote = one["indicators"]["quote"][0]
    quote["high"], quote["low"], quote["volume"] = [241.0, 241.6, 242.0], [241.0, 241.2, 242.0], [10, 20, 0]
    bars = batch_of(one, Interval.M5).bars
    assert list(bars.times()) == [OPENS, OPENS + 300]
    last = [bars.column(name)[1] for name in ("open", "high", "low", "close", "volume")]
    assert last == [241.5, 242.0, 241.2, 242.0, 20.0]


def test_half_hours_are_joined_from_quarters() -> None:
    stamps = [OPENS + 900 * i for i in range(5)]
    one = wire.result(stamps, [10.0, 11.0, 12.0, 9.0, 10.5], dataGranularity="15m")
    one["indicators"]["quote"][0]["volume"] = [1, 2, None, 4, None]
    bars = batch_of(one, Interval.M30).bars
    assert list(bars.times()) == [OPENS, OPENS + 1800, OPENS + 3600]
    assert list(bars.column("open")) == [10.0, 12.0, 10.5]
    assert list(bars.column("high")) == [11.0, 12.0, 10.5]
    assert list(bars.column("low")) == [10.0, 9.0, 10.5]
    assert list(bars.column("close")) == [11.0, 9.0, 10.5]
    assert list(bars.column("volume"))[:2] == [3.0, 4.0]
    assert math.isnan(bars.column("volume")[2])


def test_bars_out_of_order_are_sorted_and_reported() -> None:
    batch = batch_of(wire.result([OPENS + 60, OPENS, OPENS], [241.1, 240.0, 241.0]))
    assert list(batch.bars.times()) == [OPENS, OPENS + 60]
    assert list(batch.bars.column("close")) == [241.0, 241.1]
    assert any("out of order" in problem.message for problem in batch.problems)


def test_of_two_bars_of_one_time_the_later_in_the_answer_stays() -> None:
    stamps = [OPENS + 60 * i for i in range(100)]
    one = wire.result(stamps * 2, [10.0] * 100 + [10.5] * 100)
    assert list(batch_of(one).bars.column("close")) == [10.5] * 100


def test_bars_of_another_length_or_symbol_are_bad_data() -> None:
    with pytest.raises(BadData, match="bars of 3mo instead of 1d"):
        batch_of(daily([OPENS], [10.0], dataGranularity="3mo"), Interval.D1)
    with pytest.raises(BadData, match="answer is of QQQ"):
        batch_of(wire.result(symbol="QQQ"))


@cases("odd", [None, "x", True, [], {}, 1e300, -1e300, float("nan"), float("inf")])
def test_odd_values_leave_out_their_row_alone(odd: Any) -> None:
    times = batch_of(wire.result([OPENS, odd, OPENS + 120], [241.0, 241.1, 241.2])).bars
    assert list(times.times()) == [OPENS, OPENS + 120]
    closes = batch_of(wire.result([OPENS, OPENS + 60, OPENS + 120], [241.0, odd, 241.2])).bars
    assert list(closes.times()) == [OPENS, OPENS + 120]


def test_columns_of_another_length_are_missing_and_without_closes_there_are_no_bars() -> None:
    one = wire.result()
    one["indicators"]["quote"][0]["open"] = [1.0]
    assert all(math.isnan(value) for value in batch_of(one).bars.column("open"))
    one["indicators"]["quote"][0]["close"] = [1.0, 2.0, 3.0]
    assert len(batch_of(one).bars) == 0
    with pytest.raises(BadData, match="without prices"):
        batch_of({**wire.result(), "indicators": {}})


def test_no_bars_are_no_error() -> None:
    for interval in Interval:
        granularity = "15m" if interval is Interval.M30 else interval.value
        batch = batch_of(wire.result([], [], dataGranularity=granularity), interval)
        assert len(batch.bars) == 0


def test_impossible_bars_are_reported() -> None:
    one = wire.result([OPENS, OPENS + 60], [241.0, -5.0])
    batch = batch_of(one)
    assert len(batch.bars) == 1
    assert "an invalid price" in batch.problems[0].message
