"""What moves simulated symbols together, and apart."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sources.demo.stage import (
    _source,
    bars,
    column,
    dates,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")
FAMILIES = (("IWM", "^RUT", 0.99), ("RTY=F", "^RUT", 0.99), ("IWN", "^RUT", 0.9), ("IWO", "^RUT", 0.9))
MORE = (("IJR", "^RUT", 0.9), ("SPY", "^GSPC", 0.99), ("IWB", "^GSPC", 0.99), ("^GSPC", "^RUT", 0.8))


@pytest.mark.parametrize(("symbol", "other", "least"), FAMILIES + MORE)
async def test_relatives_move_together(symbol: str, other: str, least: float) -> None:
    one, two = await bars(_source(), symbol), await bars(_source(), other)
    closes = column(one, "close"), column(two, "close")[-len(one) :]
    assert (dates(one) == dates(two)[-len(one) :]).all()
    assert np.corrcoef(*(np.diff(np.log(values)) for values in closes))[0, 1] > least


@pytest.mark.parametrize(
    ("symbol", "least", "most", "volatility"), [("TLT", -0.5, -0.05, 0.14), ("GLD", -0.3, 0.3, 0.15)]
)
async def test_havens_go_their_own_way(symbol: str, least: float, most: float, volatility: float) -> None:
    closes = column(await bars(_source(), symbol), "close")
    large = column(await bars(_source(), "^GSPC"), "close")[-len(closes) :]
    returns = np.diff(np.log([closes, large]))
    assert least < np.corrcoef(returns)[0, 1] < most
    assert returns[0].std() * np.sqrt(252) == pytest.approx(volatility, rel=0.25)


async def test_small_caps_are_not_large_caps() -> None:
    closes = [column(await bars(_source(), symbol), "close") for symbol in ("^RUT", "^GSPC")]
    assert np.corrcoef(np.diff(np.log(closes)))[0, 1] < 0.96


async def test_bill_yield_stays_between_zero_and_ten() -> None:
    levels = column(await bars(_source(), "^IRX"), "close")
    assert levels.min() > 0
    assert levels.max() < 10
    assert np.abs(np.diff(levels)).max() < 0.6
