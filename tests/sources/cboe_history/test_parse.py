"""Daily bars from Cboe's history files, sound and unsound."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe_history.parse import history_bars
from tests.cases import cases
from tests.fakes.cboe_server import history_file
from tests.sources.contract import check_columns

NOW = datetime(2026, 10, 6, 22, tzinfo=UTC).timestamp()
ROWS = ("10/02/2026,23.1,23.9,22.8,23.4", "10/05/2026,23.4,24.5,23.0,24.25")


def test_a_file_is_bars_of_days() -> None:
    bars = history_bars(history_file(ROWS), "^RVX", "RVX", NOW)
    assert (bars.symbol, bars.interval, bars.source) == ("^RVX", Interval.D1, "cboe_history")
    assert [f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H}" for time in bars.times()] == [
        "2026-10-02 00",
        "2026-10-05 00",
    ]
    assert list(bars.column("open")) == [23.1, 23.4]
    assert list(bars.column("high")) == [23.9, 24.5]
    assert list(bars.column("low")) == [22.8, 23.0]
    assert list(bars.column("close")) == list(bars.column("adj_close")) == [23.4, 24.25]
    assert all(map(math.isnan, bars.column("volume")))
    check_columns(bars)


def test_a_byte_order_mark_and_either_end_of_a_line_change_nothing() -> None:
    plain = history_bars(history_file(ROWS), "^RVX", "RVX", NOW)
    assert history_bars(history_file(ROWS, bom=True), "^RVX", "RVX", NOW) == plain
    assert history_bars(history_file(ROWS).replace(b"\r\n", b"\n").rstrip(), "^RVX", "RVX", NOW) == plain


@cases("header", ["DATE,RVX", "Date, Rvx", '"DATE","RVX"'])
def test_a_file_with_one_value_a_day_has_closes_alone(header: str) -> None:
    bars = history_bars(history_file(("10/02/2026,23.4", "10/05/2026,24.25"), header), "^RVX", "RVX", NOW)
    assert list(bars.column("close")) == [23.4, 24.25]
    assert all(math.isnan(bars.column(name)[0]) for name in ("open", "high", "low"))


def test_columns_are_found_by_name() -> None:
    rows = ("23.4,x,10/02/2026,22.8,23.9,23.1",)
    bars = history_bars(history_file(rows, "CLOSE,NOTE,DATE,LOW,HIGH,OPEN"), "^RVX", "RVX", NOW)
    assert [bars.column(name)[0] for name in ("open", "high", "low", "close")] == [23.1, 23.9, 22.8, 23.4]


@cases(
    "header",
    [
        "DATE,VIX",
        "DAY,CLOSE",
        "OPEN,HIGH,LOW,CLOSE",
        "DATE,OPEN,HIGH,LOW",
        "DATE,CLOSE,CLOSE",
        "10/02/2026,1,2,3,4",
        "x",
    ],
)
def test_another_header_is_refused(header: str) -> None:
    with pytest.raises(BadData, match="another header"):
        history_bars(history_file(ROWS, header), "^RVX", "RVX", NOW)


@cases(
    ("row", "words"),
    [
        ("10/05/2026,1,1,1", "line 4 has too few cells"),
        ("10/05/2026", "line 4 has too few cells"),
        ("2026-10-06,23.1,23.9,22.8,23.4", "is not a day"),
        ("13/45/2026,23.1,23.9,22.8,23.4", "is not a day"),
        (",23.1,23.9,22.8,23.4", "is not a day"),
        ("10/05/2026,23.1,23.9,22.8,23.4", "is not later than the day before it"),
        ("10/01/2026,23.1,23.9,22.8,23.4", "is not later than the day before it"),
        ("10/07/2026,23.1,23.9,22.8,23.4", "is in the future"),
        ("10/06/2026,23.1,23.9,22.8,", "line 4 has no value"),
        ("10/06/2026,23.1,23.9,22.8,0", "line 4 has no value"),
        ("10/06/2026,23.1,23.9,22.8,9999", "is not a value of a volatility index"),
        ("10/06/2026,23.1,23.9,22.8,0.02", "is not a value of a volatility index"),
        ("10/06/2026,23.1,23.9,22.8,-23.4", "is not a value of a volatility index"),
        ("10/06/2026,inf,23.9,22.8,23.4", "is not a value of a volatility index"),
        ("10/06/2026,23.1,23.9,22.8,2.3e1", "is not a value of a volatility index"),
        ("10/06/2026,[red]\x1b[2J,23.9,22.8,23.4", "is not a value of a volatility index"),
        ("10/06/2026,23.1,23.9,22.8,٢٣", "is not a value of a volatility index"),
    ],
)
def test_a_row_that_cannot_be_refuses_the_whole_file(row: str, words: str) -> None:
    with pytest.raises(BadData, match=words) as caught:
        history_bars(history_file((*ROWS, row)), "^RVX", "RVX", NOW)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 160


def test_a_day_before_every_file_is_refused() -> None:
    with pytest.raises(BadData, match="before every file"):
        history_bars(history_file(("01/02/0026,1,1,1,1", *ROWS)), "^RVX", "RVX", NOW)


def test_the_day_itself_is_not_the_future() -> None:
    assert len(history_bars(history_file((*ROWS, "10/06/2026,24,24,24,24")), "^RVX", "RVX", NOW)) == 3


def test_gaps_beside_the_close_and_a_range_that_contradicts_it_are_left_out() -> None:
    rows = ("10/01/2026,,0,N/A,23.4", "10/02/2026,23.1,20,30,23.4")
    bars = history_bars(history_file(rows), "^RVX", "RVX", NOW)
    assert [math.isnan(value) for value in bars.column("open")] == [True, False]
    assert all(math.isnan(value) for name in ("high", "low") for value in bars.column(name))
    check_columns(bars)


@cases(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><title>Cboe [b]Markets</title>", "a page instead of data: “Cboe \\[b\\]Markets”"),
        (b'<?xml version="1.0"?><Error/>', "a page instead of data"),
        (b"", "is empty"),
        (b"\xff\xfe\x00D\x00A", "is not text"),
        (history_file(()), "a header and no day"),
        (b"PK\x03\x04 zip", "another header"),
        (b'DATE,"OPEN\x00\n', "another header"),
        (b"," * 200_000, "another header"),
    ],
)
def test_what_is_no_file_is_bad(body: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        history_bars(body, "^RVX", "RVX", NOW)
