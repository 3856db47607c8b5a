"""Active figures against empyrical and pandas."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.active_returns import active_returns, active_share, month_returns
from tests.late import Late

empyrical = Late("empyrical")

DAYS = np.arange(700) + np.datetime64("2021-03-15", "D")
RNG = np.random.default_rng(4)
MARKET = RNG.normal(0.0003, 0.011, 700)
OWN = 0.7 * MARKET + RNG.normal(0.0002, 0.004, 700)


def monthly(returns: np.ndarray) -> pd.Series:
    return (1 + pd.Series(returns, pd.DatetimeIndex(DAYS))).groupby(lambda day: (day.year, day.month)).prod() - 1


def test_tracking_error_and_information_ratio() -> None:
    found = active_returns(OWN, MARKET, DAYS)
    active = OWN - MARKET
    assert found.tracking_error == pytest.approx(empyrical.annual_volatility(active))
    assert found.active_return == pytest.approx(252 * active.mean())
    assert found.information_ratio == pytest.approx(empyrical.excess_sharpe(OWN, MARKET) * math.sqrt(252))


def test_months_and_captures() -> None:
    own, rival = monthly(OWN), monthly(MARKET)
    assert month_returns(OWN, DAYS) == pytest.approx(own.to_numpy())
    found = active_returns(OWN, MARKET, DAYS)
    for capture, chosen in ((found.up_capture, rival > 0), (found.down_capture, rival < 0)):
        # With one period a year, empyrical's annual return is the geometric mean of the months.
        means = [empyrical.annual_return(months[chosen].to_numpy(), annualization=1) for months in (own, rival)]
        assert capture == pytest.approx(means[0] / means[1])
    assert (found.up_months, found.down_months) == (int((rival > 0).sum()), int((rival < 0).sum()))


def test_a_month_that_takes_everything() -> None:
    lost = OWN.copy()
    lost[300] = -1.0
    found = active_returns(lost, MARKET, DAYS)
    assert math.isfinite(found.up_capture) and math.isfinite(found.down_capture)


@pytest.mark.parametrize("own", [MARKET, MARKET + RNG.normal(0, 1e-17, 700)], ids=["itself", "itself but rounding"])
def test_the_benchmark_itself_has_no_tracking_error_and_no_ratio(own: np.ndarray) -> None:
    found = active_returns(own, MARKET, DAYS)
    assert found.tracking_error == 0.0 and math.isnan(found.information_ratio)
    assert (found.up_capture, found.down_capture) == pytest.approx((1.0, 1.0))


def test_a_benchmark_that_only_rises_has_no_down_capture() -> None:
    found = active_returns(OWN, np.full(700, 1e-3), DAYS)
    assert math.isnan(found.down_capture) and found.down_months == 0 and math.isfinite(found.up_capture)


def test_active_share_by_hand() -> None:
    assert active_share({"SPY": 0.6, "AGG": 0.4}, {"SPY": 1.0}) == pytest.approx(0.4)
    assert active_share({"AGG": 1.0}, {"SPY": 0.5, "IWM": 0.5}) == pytest.approx(1.0)
    assert active_share({"SPY": 1.0, "AGG": 0.0}, {"SPY": 1.0}) == 0.0


WEIGHTS = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4).filter(lambda row: sum(row) > 0.01)


@settings(max_examples=50, deadline=None)
@given(WEIGHTS, WEIGHTS)
def test_active_share_is_a_distance_between_nothing_and_everything(first: list[float], second: list[float]) -> None:
    one, other = ({str(i): w / sum(row) for i, w in enumerate(row)} for row in (first, second))
    share = active_share(one, other)
    assert -1e-12 <= share <= 1 + 1e-12 and share == pytest.approx(active_share(other, one))
    assert share == pytest.approx(1 - sum(min(one[s], other[s]) for s in one))
