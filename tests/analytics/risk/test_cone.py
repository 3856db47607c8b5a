"""The cone of volatility against pandas, and its laws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.risk.cone import WINDOWS, volatility_cone
from r2k_tui.analytics.risk.volatility import realized
from r2k_tui.analytics.series.returns import log_returns
from tests.analytics.synthetic import walk
from tests.cases import cases

LEVELS = {"p10": 0.10, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p90": 0.90}


@cases("seed", range(3))
def test_each_window_is_that_of_pandas(seed: int) -> None:
    returns = log_returns(walk(1500, seed))
    for row in volatility_cone(returns, len(returns)):
        past = pd.Series(returns).rolling(row.window).std().mul(np.sqrt(252)).dropna()
        assert row.n == len(past) == len(returns) - row.window + 1
        assert (row.low, row.high) == pytest.approx((past.min(), past.max()))
        for name, share in LEVELS.items():
            assert getattr(row, name) == pytest.approx(past.quantile(share)), name
        assert row.now == pytest.approx(past.iloc[-1])
        assert row.rank == pytest.approx((past <= past.iloc[-1] * (1 + 1e-12)).mean())
        assert row.rank > 0


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 400))
def test_levels_ascend_and_now_is_realised_volatility(seed: int, count: int) -> None:
    returns = log_returns(walk(count, seed))
    for row in volatility_cone(returns, len(returns)):
        if row.window > len(returns):
            assert (row.n, row.low, row.now, row.rank) == (0, None, None, None)
            continue
        levels = [row.low, row.p10, row.p25, row.p50, row.p75, row.p90, row.high]
        assert levels == sorted(levels)
        assert row.now == pytest.approx(realized(returns, row.window))
        assert 0 < row.rank <= 1


def test_the_session_under_way_is_in_now_alone() -> None:
    returns = np.append(log_returns(walk(400, 5)), 0.4)
    settled = volatility_cone(returns[:-1], len(returns) - 1)
    for row, before in zip(volatility_cone(returns, len(returns) - 1), settled, strict=True):
        assert (row.n, row.high, row.p50) == (before.n, before.high, before.p50)
        assert row.now > before.now
        assert row.rank == (1.0 if row.now > row.high else pytest.approx(row.rank))


def test_windows_with_a_gap_are_left_out() -> None:
    returns = log_returns(walk(400, 6))
    returns[200] = np.nan
    for row in volatility_cone(returns, len(returns)):
        assert row.n == max(0, 200 - row.window + 1) + max(0, 198 - row.window + 1)


def test_the_windows_are_those_that_people_read() -> None:
    assert WINDOWS == (10, 21, 63, 126, 252)
