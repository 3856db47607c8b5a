"""Daily bars from Nasdaq's historical prices."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import pytest

from r2k_tui.model.market.bars import Bars
from r2k_tui.sources.base import BadData
from r2k_tui.sources.nasdaq.history import NOTE, daily_bars
from tests.cases import cases
from tests.sources.contract import check_columns

NOW = datetime(2026, 10, 6, 16, tzinfo=UTC).timestamp()


def row(day: Any, close: Any = "$50.18", **fields: Any) -> dict[str, Any]:
    return {"date": day, "close": close, "volume": "1,132,340", "open": close, "high": close, "low": close, **fields}


def data(rows: Any, symbol: Any = "ABCD") -> dict[str, Any]:
    return {"symbol": symbol, "totalRecords": 9, "tradesTable": {"rows": rows}}


def days_of(bars: Bars) -> list[str]:
    return [f"{datetime.fromtimestamp(time, UTC):%m-%d}" for time in bars.times()]


def test_rows_come_oldest_first_with_and_without_a_dollar_sign() -> None:
    bars = daily_bars(data([row("10/05/2026", "$50.18"), row("10/02/2026", "49.50")]), "ABCD", NOW).bars
    assert days_of(bars) == ["10-02", "10-05"]
    assert list(bars.column("close")) == [49.50, 50.18]
    assert list(bars.column("volume")) == [1_132_340.0] * 2
    assert all(map(math.isnan, bars.column("adj_close")))
    assert (bars.source, bars.note) == ("nasdaq", NOTE)
    check_columns(bars)


@cases(
    "odd",
    [
        *(None, "x", {}, row("2026-10-05"), row("13/45/2026"), row(None), row("10/07/2026"), row("10/02/2026")),
        *(row("10/05/2026", "N/A"), row("10/05/2026", "$0.00"), row("10/05/2026", "")),
    ],
)
def test_a_row_without_a_price_or_a_day_a_day_twice_and_the_future_are_left_out_and_told(odd: Any) -> None:
    batch = daily_bars(data([row("10/02/2026"), odd]), "ABCD", NOW)
    assert days_of(batch.bars) == ["10-02"]
    assert [problem.message for problem in batch.problems] == ["1 day of Nasdaq without a price or a date left out."]


def test_a_range_that_contradicts_the_close_and_a_gap_are_left_out() -> None:
    batch = daily_bars(data([row("10/02/2026", open="--", high="$40", low="$60", volume="N/A")]), "ABCD", NOW)
    assert all(math.isnan(batch.bars.column(name)[0]) for name in ("open", "high", "low", "volume"))
    check_columns(batch.bars)


@cases("table", [None, {}, {"rows": None}, {"rows": []}])
def test_no_rows_are_no_bars(table: Any) -> None:
    assert len(daily_bars({"symbol": "ABCD", "tradesTable": table}, "ABCD", NOW).bars) == 0


def test_what_is_no_table_or_of_another_symbol_is_bad() -> None:
    with pytest.raises(BadData, match="without days"):
        daily_bars(data("x"), "ABCD", NOW)
    with pytest.raises(BadData, match="another symbol"):
        daily_bars(data([], "EFGH"), "ABCD", NOW)
