"""The path of a price within a bar."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.sources.demo.simulation.walk import WalkBar, through

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


@given(
    st.lists(st.floats(0.5, 2.0), min_size=4, max_size=4),
    st.lists(st.floats(-0.1, 0.1), min_size=3, max_size=60),
)
def test_path_touches_high_and_low_and_stays_inside(prices: list[float], steps: list[float]) -> None:
    low, first, second, high = sorted(prices)
    path = through(WalkBar(second, high, low, first), np.array(steps))
    assert (path[0], path[-1]) == (second, first)
    assert (path.max(), path.min()) == (high, low)
