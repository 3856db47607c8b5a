"""Bars from rows: impossible highs and lows go, and the adjusted close is the close where nothing is paid out."""

from __future__ import annotations

import math
from datetime import date

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.parsing.price_rows import bars_from_rows, price_row, us_date
from tests.cases import cases

NAN = math.nan


@pytest.mark.parametrize(
    ("prices", "high", "low"),
    [
        ((10.0, 11.0, 9.0), 11.0, 9.0),
        ((10.0, 9.9, 9.0), NAN, 9.0),
        ((10.0, 11.0, 10.1), 11.0, NAN),
        ((NAN, 9.0, 11.0), NAN, NAN),
        ((10.0, 9.9999, 9.0), 9.9999, 9.0),
        ((10.0, NAN, NAN), NAN, NAN),
    ],
    ids=["sound", "a high below", "a low above", "no open", "rounded", "neither"],
)
def test_a_high_below_and_a_low_above_the_close_are_missing(
    prices: tuple[float, float, float], high: float, low: float
) -> None:
    row = price_row(0, 10.0, *prices)
    assert (row.high, row.low) == pytest.approx((high, low), nan_ok=True)


@cases(("volume", "kept"), [(5.0, 5.0), (0.0, 0.0), (-1.0, NAN), (None, NAN)])
def test_no_volume_is_negative(volume: float | None, kept: float) -> None:
    assert price_row(0, 10.0, NAN, NAN, NAN, volume).volume == pytest.approx(kept, nan_ok=True)


@pytest.mark.parametrize(("pays", "adjusted"), [(False, 10.0), (True, NAN)])
def test_the_adjusted_close_is_unknown_only_where_dividends_are_paid(pays: bool, adjusted: float) -> None:
    bars = bars_from_rows([price_row(60, 10.0, 9.0, 11.0, 8.0)], "X", Interval.M1, "someone", pays=pays, note="a note")
    assert (list(bars.times()), bars.source, bars.note) == ([60], "someone", "a note")
    assert [bars.column(name)[0] for name in ("open", "high", "low", "close")] == [9.0, 11.0, 8.0, 10.0]
    assert bars.column("adj_close")[0] == pytest.approx(adjusted, nan_ok=True)


@cases(
    ("text", "day"),
    [
        ("08/31/2026", date(2026, 8, 31)),
        (" 1/2/2026 ", date(2026, 1, 2)),
        ("31/08/2026", None),
        ("2026-08-31", None),
        ("٠١/٠٢/2026", None),
        ("", None),
    ],
)
def test_american_dates(text: str, day: date | None) -> None:
    assert us_date(text) == day
