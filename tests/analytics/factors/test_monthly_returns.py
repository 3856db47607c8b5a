"""Monthly returns: what is left out at the ends and in between, and fixed weights."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.factors.monthly_returns import MonthlyReturns, common_months, mixed_returns, monthly_returns
from r2k_tui.analytics.series.arrays import Days

SESSIONS: Days = np.arange("2023-01-01", "2025-01-01", dtype="datetime64[D]")
SESSIONS = SESSIONS[np.is_busday(SESSIONS)]


def between(first: str, last: str) -> Days:
    start, stop = np.searchsorted(SESSIONS, [np.datetime64(first), np.datetime64(last) + 1])
    return SESSIONS[start:stop]


def test_the_first_month_and_one_that_is_not_over_have_no_return() -> None:
    days = between("2023-03-10", "2023-07-20")
    found = monthly_returns(days, 100.0 + np.arange(len(days)), SESSIONS)
    assert found.month.astype(str).tolist() == ["2023-04", "2023-05", "2023-06"]
    assert str(found.unfinished) == "2023-07"
    ends = {
        m: 100.0 + np.flatnonzero(days.astype("datetime64[M]").astype(str) == m)[-1] for m in ("2023-04", "2023-05")
    }
    assert found.ret[1] == pytest.approx(ends["2023-05"] / ends["2023-04"] - 1)


def test_a_month_that_ends_before_the_weekend_is_over() -> None:
    days = between("2023-01-02", "2023-04-28")
    found = monthly_returns(days, np.full(len(days), 5.0), SESSIONS)
    assert str(found.month[-1]) == "2023-04" and found.unfinished is None


def test_a_month_without_prices_is_a_gap_and_so_is_the_next() -> None:
    days = np.concatenate([between("2023-01-02", "2023-04-30"), between("2023-06-01", "2023-09-29")])
    found = monthly_returns(days, np.arange(1.0, len(days) + 1), SESSIONS)
    assert found.gaps == 2
    assert "2023-05" not in found.month.astype(str) and "2023-06" not in found.month.astype(str)
    assert "2023-07" in found.month.astype(str)


def test_no_prices_no_months() -> None:
    none = monthly_returns(SESSIONS[:0], np.zeros(0), SESSIONS)
    assert len(none) == 0 and none.unfinished is None
    few = monthly_returns(SESSIONS[:5], np.ones(5), SESSIONS)
    assert len(few) == 0 and str(few.unfinished) == "2023-01"


def test_fixed_weights_mix_returns_of_common_months() -> None:
    months = np.arange("2023-01", "2023-07", dtype="datetime64[M]")
    a = MonthlyReturns(months, np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]))
    b = MonthlyReturns(months[[1, 2, 4, 5]], np.array([-0.1, 0.0, 0.1, 0.2]))
    mixed = mixed_returns({"A": a, "B": b}, {"A": 0.75, "B": 0.25, "C": 0.0})
    assert mixed.month.tolist() == b.month.tolist() and mixed.gaps == 1
    assert mixed.ret == pytest.approx([0.125, 0.225, 0.4, 0.5])
    assert len(mixed_returns({}, {})) == 0
    assert common_months([a.month, b.month]).tolist() == b.month.tolist()
