"""What the simulated index has in common with the real one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sources.demo.stage import (
    SEEDS,
    _source,
    bars,
    column,
    dates,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")
FALLS = (
    ("2007-07-13", "2009-03-09", -0.599),
    ("2020-01-16", "2020-03-18", -0.419),
    ("2021-11-08", "2023-10-27", -0.330),
    ("2024-11-25", "2025-04-08", -0.279),
)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("peak", "trough", "size"), FALLS)
async def test_falls_of_the_index(seed: int, peak: str, trough: str, size: float) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    top, bottom = (int(np.searchsorted(days, np.datetime64(day))) for day in (peak, trough))
    assert [str(days[top]), str(days[bottom])] == [peak, trough]
    assert closes[bottom] / closes[top] - 1 == pytest.approx(size, abs=0.0005)
    between = closes[top + 1 : bottom]
    assert between.max() < closes[top]
    assert between.min() > closes[bottom]
    assert closes[:top].max() < closes[top], "the fall begins at a record close"


@pytest.mark.parametrize("seed", SEEDS)
async def test_deepest_fall_is_that_of_2007_to_2009(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    depth = closes / np.maximum.accumulate(closes) - 1
    bottom = int(np.argmin(depth))
    assert str(days[bottom]) == "2009-03-09"
    assert str(days[int(np.argmax(closes[:bottom]))]) == "2007-07-13"


@pytest.mark.parametrize("seed", SEEDS)
async def test_record_close_of_september_2025(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    place = int(np.searchsorted(days, np.datetime64("2025-09-18")))
    assert closes[place] == 2467.70
    assert closes[:place].max() < 2467.70
    assert closes[place] / closes[place - 1] - 1 == pytest.approx(0.025, abs=0.002)


@pytest.mark.parametrize("seed", SEEDS)
async def test_november_2024(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    ends = [closes[np.searchsorted(days, np.datetime64(f"2024-{month}-01")) - 1] for month in (11, 12)]
    assert ends[1] / ends[0] - 1 == pytest.approx(0.1084, abs=0.0005)


@pytest.mark.parametrize("seed", SEEDS)
async def test_crash_of_october_1987(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    returns = np.diff(column(index, "close")) / column(index, "close")[:-1]
    assert str(dates(index)[1:][np.argmin(returns)]) == "1987-10-19"
    assert -0.16 < returns.min() < -0.10
