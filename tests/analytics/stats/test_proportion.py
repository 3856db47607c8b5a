"""The Wilson interval against statsmodels and the shift test against every shift."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.stats.proportion import circular_shift_p, holm, wilson
from tests.late import Late

proportion_confint = Late("statsmodels.stats.proportion", "proportion_confint")


@given(st.integers(1, 500), st.data())
def test_wilson(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    found = wilson(hits, n)
    assert found is not None
    assert found == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-9)
    assert 0 <= found[0] <= hits / n + 1e-12
    assert hits / n - 1e-12 <= found[1] <= 1


def test_no_observation_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60))
def test_every_shift_is_tried(pairs: list[tuple[bool, bool]]) -> None:
    events, hits = (np.array(column) for column in zip(*pairs, strict=True))
    found = circular_shift_p(events, hits)
    if not events.any():
        assert found is None
        return
    observed = hits[events].sum()
    as_high = [hits[np.roll(events, shift)].sum() >= observed for shift in range(len(events))]
    assert found == pytest.approx(np.mean(as_high))


def test_holm_is_the_adjustment_of_the_whole_family() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.6, 0.9]) == (1.0, 1.0)
    assert holm([]) == ()


def test_what_has_no_p_is_no_part_of_the_family() -> None:
    assert holm([0.02, None, 0.04]) == (0.04, None, 0.04)
