"""Returns against calendar anchors."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.series import returns
from tests.analytics.synthetic import walk, weekdays
from tests.cases import cases


@cases(
    ("day", "months", "expected"),
    [
        ("2024-03-31", 1, "2024-02-29"),
        ("2023-03-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-01-15", 1, "2023-12-15"),
        ("2025-07-31", 1, "2025-06-30"),
    ],
)
def test_months_before(day: str, months: int, expected: str) -> None:
    assert str(returns.months_before(np.datetime64(day), months)) == expected


@given(st.dates(), st.sampled_from([1, 12]))
def test_months_before_is_the_calendar_of_pandas(day: object, months: int) -> None:
    stamp = np.datetime64(day, "D")  # type: ignore[call-overload]
    if not np.datetime64("1700-01-01") < stamp < np.datetime64("2250-01-01"):
        return
    expected = (pd.Timestamp(stamp) - pd.DateOffset(months=months)).date()
    assert str(returns.months_before(stamp, months)) == str(expected)


def test_return_since_takes_the_last_close_on_or_before() -> None:
    days, prices = weekdays(30, "2024-01-01"), np.arange(100.0, 130.0)
    sunday = np.datetime64("2024-01-07")
    assert returns.return_since(days, prices, sunday) == pytest.approx(129 / 104 - 1)
    assert math.isnan(returns.return_since(days, prices, np.datetime64("2023-12-31")))


def test_session_return_needs_one_more_close() -> None:
    prices = walk(6, 1)
    assert returns.session_return(prices, 5) == pytest.approx(prices[-1] / prices[0] - 1)
    assert math.isnan(returns.session_return(prices, 6))


@given(st.floats(0.01, 100.0))
def test_returns_do_not_know_the_scale(scale: float) -> None:
    prices = walk(50, 5)
    np.testing.assert_allclose(returns.simple_returns(prices * scale), returns.simple_returns(prices), atol=1e-13)
    np.testing.assert_allclose(returns.log_returns(prices * scale), returns.log_returns(prices), atol=1e-13)


def test_a_price_not_above_zero_has_no_return() -> None:
    prices = np.array([1.0, 0.0, 2.0, -1.0, 3.0, 3.0])
    assert np.isnan(returns.simple_returns(prices)[:4]).all()
    assert returns.simple_returns(prices)[4] == 0
    assert np.isnan(returns.log_returns(prices)[:4]).all()
    assert math.isnan(returns.session_return(np.array([-1.0, 1.0]), 1))


def test_calendar_years() -> None:
    days, prices = weekdays(1100, "2019-06-03"), walk(1100, 6)
    ends = returns.year_ends(days, np.datetime64("2023-01-01"))
    found = returns.calendar_years(ends, prices)
    frame = pd.Series(prices, pd.DatetimeIndex(days)).groupby(lambda stamp: stamp.year).last()
    expected = (frame / frame.shift() - 1).dropna()
    assert list(found) == ["2020", "2021", "2022"]
    assert list(found.values()) == pytest.approx(expected.loc[2020:2022].tolist())


def test_a_year_without_a_price_leaves_out_the_next() -> None:
    days = np.array(["2019-12-31", "2021-12-31", "2022-12-30"], dtype="datetime64[D]")
    ends = returns.year_ends(days, np.datetime64("2023-01-01"))
    assert list(returns.calendar_years(ends, np.array([1.0, 2.0, 3.0]))) == ["2022"]
