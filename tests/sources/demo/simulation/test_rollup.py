"""Longer bars, made of shorter ones."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.model.market.bars import PRICE_COLUMNS, Interval
from tests.sources.demo.stage import (
    SYMBOLS,
    _source,
    bars,
    column,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_every_bar_of_every_interval_is_sound(symbol: str) -> None:
    for interval in Interval:
        made = await bars(_source(), symbol, interval)
        opened, high, low, close, total, volume = (column(made, name) for name in PRICE_COLUMNS)
        for values in (opened, high, low, close, total):
            assert np.isfinite(values).all()
            assert values.min() > 0
        assert (low <= np.minimum(opened, close)).all()
        assert (high >= np.maximum(opened, close)).all()
        assert (np.diff(np.array(made.times())) > 0).all()
        assert np.isfinite(volume).all()
        gauge = symbol in ("^VIX", "^RVX", "^IRX")
        assert (volume == 0).all() if gauge else (volume >= 0).all() and volume.sum() > 0
