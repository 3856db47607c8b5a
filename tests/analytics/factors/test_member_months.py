"""Monthly returns of many symbols from one table."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.factors.member_months import monthly_table
from r2k_tui.analytics.factors.monthly_returns import monthly_returns
from tests.analytics.factors.test_monthly_returns import SESSIONS, between


def test_each_column_is_what_it_would_be_alone() -> None:
    days = between("2023-03-10", "2023-09-12")
    rng = np.random.default_rng(2)
    closes = np.cumprod(1 + rng.normal(0, 0.02, (len(days), 4)), axis=0)
    closes[:40, 1] = np.nan
    months = days.astype("datetime64[M]").astype(str)
    closes[months == "2023-06", 2] = np.nan
    closes[np.flatnonzero(months == "2023-05")[-1], 3] = 0.0
    found, returns = monthly_table(days, closes, SESSIONS)
    assert found.astype(str).tolist() == ["2023-04", "2023-05", "2023-06", "2023-07", "2023-08"]
    for column in range(4):
        known = closes[:, column] > 0
        alone = monthly_returns(days[known], closes[known, column], SESSIONS)
        own = np.isfinite(returns[:, column])
        assert found[own].tolist() == alone.month.tolist(), column
        assert returns[own, column] == pytest.approx(alone.ret)


def test_a_table_without_two_months_has_no_returns() -> None:
    for days in (SESSIONS[:0], between("2023-01-02", "2023-02-10")):
        found, returns = monthly_table(days, np.ones((len(days), 3)), SESSIONS)
        assert len(found) == 0 and returns.shape == (0, 3)
