"""Readings of trend, on paths whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from tests.analytics.synthetic import closes_only
from tests.cases import cases
from tests.engine.readings.boards import COUNT, board

LINE = closes_only("^RUT", np.linspace(100.0, 100.0 + COUNT - 1, COUNT))
LAST = 100.0 + COUNT - 1


def value(key: str) -> object:
    return board(LINE).readings()[key].value


@cases("length", [20, 50, 200])
def test_the_average_of_a_straight_line_lags_by_half_its_window(length: int) -> None:
    assert value(f"sma{length}") == pytest.approx(LAST - (length - 1) / 2)


def test_what_only_rises_has_all_its_strength() -> None:
    assert value("rsi14") == pytest.approx(100.0)
    assert value("mom_12_1") == pytest.approx((LAST - 21) / (LAST - 252) - 1)
