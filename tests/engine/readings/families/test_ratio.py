"""Ratios of return to risk."""

from __future__ import annotations

import numpy as np

from tests.analytics.synthetic import closes_only
from tests.engine.readings.boards import (
    COUNT,
    board,
)


def test_a_rounded_accrual_has_no_ratio_and_says_why() -> None:
    accrual = np.round(100 * 1.0001 ** np.arange(COUNT), 8)
    assert np.ptp(accrual[1:] / accrual[:-1]) > 0
    found = board(closes_only("X", accrual)).readings()
    for window in ("252", "756", "full"):
        for name in ("sharpe", "sortino"):
            for rate in ("rf", "rf0"):
                reading = found[f"{name}_{window}_{rate}"]
                assert reading.value is None
                assert "below 1e-7" in reading.reason
