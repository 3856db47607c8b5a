"""Realised volatility against pandas."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.risk.volatility import realized, realized_history
from r2k_tui.analytics.series.returns import log_returns
from tests.analytics.synthetic import walk
from tests.cases import cases

RETURNS = log_returns(walk(400, 31))


@cases("size", [21, 63, 252])
def test_realised(size: int) -> None:
    expected = pd.Series(RETURNS).rolling(size).std().to_numpy() * math.sqrt(252)
    assert realized(RETURNS, size) == pytest.approx(expected[-1], rel=1e-10)
    found = realized_history(RETURNS, size, len(RETURNS))
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_a_window_that_is_not_full_has_none() -> None:
    assert math.isnan(realized(RETURNS[:20], 21))
    gap = RETURNS.copy()
    gap[-5] = np.nan
    assert math.isnan(realized(gap, 21))


def test_a_constant_series_does_not_vary() -> None:
    assert realized(np.zeros(30), 21) == 0
