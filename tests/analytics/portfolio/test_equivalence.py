"""The region of portfolios that are statistically equivalent to the efficient ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.equivalence import COLUMNS, equivalent_columns

FRONTIER = np.array([0.08, 0.10, 0.15]), np.array([0.05, 0.08, 0.10])


def test_the_base_of_a_column_is_what_nine_in_ten_of_its_portfolios_reach() -> None:
    vols = np.linspace(0.09, 0.14, 10 * COLUMNS)
    returns = np.tile(np.linspace(0.01, 0.04, 10), COLUMNS)
    found = equivalent_columns(vols, returns, *FRONTIER)
    assert len(found.least) == len(found.edges) - 1 == COLUMNS
    assert found.least == pytest.approx(np.full(COLUMNS, 0.01))
    assert equivalent_columns(vols, returns, *FRONTIER, share=0.8).least[0] == pytest.approx(0.01 + 0.03 / 9)
    assert (found.edges[0], found.edges[-1]) == (0.08, 0.15), "the outer columns reach the ends of the frontier"


def test_the_frontier_is_inside_where_its_portfolios_lie_above_it() -> None:
    found = equivalent_columns(np.linspace(0.09, 0.14, 200), np.full(200, 0.2), *FRONTIER)
    assert found.least == pytest.approx(np.interp(found.edges[:-1], *FRONTIER))


def test_portfolios_of_one_volatility_are_one_column() -> None:
    found = equivalent_columns(np.full(20, 0.1), np.linspace(0, 0.019, 20), np.array([0.1]), np.array([0.02]))
    assert found.edges.tolist() == [0.1, 0.1] and found.least == pytest.approx([0.001])


@given(st.integers(0, 1000), st.integers(1, 400))
def test_nine_in_ten_are_inside(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    vols, returns = rng.uniform(0.08, 0.2, count), rng.normal(0.05, 0.02, count)
    found = equivalent_columns(vols, returns, *FRONTIER)
    assert (np.diff(found.edges) > 0).all() or count == 1
    place = np.clip(np.searchsorted(found.edges[1:], vols), 0, len(found.least) - 1)
    assert np.mean(returns >= found.least[place]) >= 0.9
