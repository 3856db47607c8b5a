"""What chosen days were followed by, less all days: against draws made one by one, and where there are few."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.stats.bootstrap import DRAWS, FEW, block_indices
from r2k_tui.analytics.stats.differences import less_all, spells, t_interval
from r2k_tui.model.readings.study import no_difference
from tests.cases import cases
from tests.late import Late

stats = Late("scipy.stats")

RNG = np.random.default_rng(12)
VALUES = RNG.normal(0.02, 0.1, 1000).cumsum() / 10
CHOSEN = np.repeat(RNG.random(50) < 0.4, 20)


def test_spells() -> None:
    assert spells(np.array([True, True, False, True, False, False, True])) == 3
    assert spells(np.zeros(5, dtype=bool)) == 0 == spells(np.zeros(0, dtype=bool))
    assert spells(np.ones(5, dtype=bool)) == 1


@cases("block", [6, 126, 700, 5000])
def test_it_is_the_bootstrap_of_drawn_days(block: int) -> None:
    index = block_indices(len(VALUES), block, DRAWS)
    counts = CHOSEN[index].sum(axis=1)
    means = (VALUES[index] * CHOSEN[index]).sum(axis=1) / counts - VALUES[index].mean(axis=1)
    rates = ((VALUES > 0)[index] & CHOSEN[index]).sum(axis=1) / counts - (VALUES > 0)[index].mean(axis=1)
    found = less_all(VALUES, CHOSEN, block)
    assert found.mean == pytest.approx(np.quantile(means, [0.025, 0.975]))
    assert found.hit == pytest.approx(np.quantile(rates, [0.025, 0.975]))
    assert found.spells == spells(CHOSEN)


def test_what_is_not_known_yet_counts_nowhere() -> None:
    longer = np.concatenate([VALUES, np.full(126, np.nan)])
    chosen = np.concatenate([CHOSEN, np.tile([True, False], 63)])
    assert less_all(longer, chosen, 126) == less_all(VALUES, CHOSEN, 126)


def test_days_that_overlap_have_a_wider_interval_than_free_ones() -> None:
    blocks, free = less_all(VALUES, CHOSEN, 126).mean, less_all(VALUES, CHOSEN, 1).mean
    assert blocks is not None and free is not None
    assert blocks[1] - blocks[0] > 2 * (free[1] - free[0])


def test_the_seed_makes_it_the_same_again() -> None:
    assert less_all(VALUES, CHOSEN, 126) == less_all(VALUES, CHOSEN, 126)
    assert less_all(VALUES, CHOSEN, 126) != less_all(VALUES, CHOSEN, 126, seed=1)


@cases("count", range(2, FEW))
def test_few_events_have_the_interval_of_student(count: int) -> None:
    chosen = np.zeros(1000, dtype=bool)
    chosen[:: 1000 // count][:count] = True
    picked = VALUES[chosen][:count]
    chosen = np.isin(np.arange(1000), np.flatnonzero(chosen)[:count])
    expected = stats.ttest_1samp(picked, 0.0).confidence_interval(0.95)
    assert t_interval(picked) == pytest.approx((expected.low, expected.high), abs=1e-4)
    found = less_all(VALUES, chosen, 126)
    assert found.few
    assert found.mean == pytest.approx(np.array([expected.low, expected.high]) - VALUES.mean(), abs=1e-4)


def test_many_days_in_few_spells_are_few() -> None:
    chosen = np.zeros(1000, dtype=bool)
    chosen[100:300] = chosen[500:600] = True
    found = less_all(VALUES, chosen, 126)
    assert (found.spells, found.few) == (2, True)


def test_one_event_none_and_all_have_no_interval() -> None:
    one = np.arange(1000) == 5
    assert less_all(VALUES, one, 126).mean is None and less_all(VALUES, one, 126).few
    assert less_all(VALUES, np.zeros(1000, dtype=bool), 126)[:3] == (0, None, None)
    assert less_all(VALUES, np.ones(1000, dtype=bool), 126)[1:3] == (None, None)
    assert t_interval(np.array([0.1])) is None


def test_an_interval_that_holds_zero_says_no_difference() -> None:
    assert no_difference((-0.1, 0.1)) and no_difference((0.0, 0.0)) and no_difference((-0.1, 0.0))
    assert not no_difference((0.01, 0.1)) and not no_difference((-0.2, -0.1)) and not no_difference(None)
