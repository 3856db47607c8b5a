"""Another series on one's own days, without looking ahead."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.alignment import common, last_known, take
from tests.analytics.synthetic import weekdays

DAYS = weekdays(10, "2024-01-01")


def test_the_last_value_on_or_before() -> None:
    other = DAYS[[0, 2, 3]]
    assert last_known(DAYS, other).tolist() == [0, 0, 1, 2, 2, 2, 2, -1, -1, -1]


def test_nothing_before_the_other_begins() -> None:
    assert last_known(DAYS, DAYS[5:]).tolist() == [-1] * 5 + [0, 1, 2, 3, 4]


def test_later_values_change_nothing() -> None:
    other = DAYS[[1, 4, 8]]
    whole = last_known(DAYS, other)
    for stop in range(1, 10):
        known = other[other <= DAYS[stop - 1]]
        assert last_known(DAYS[:stop], known).tolist() == whole[:stop].tolist()


def test_values_and_missing_ones() -> None:
    np.testing.assert_array_equal(take(np.array([5.0, 6.0]), np.array([-1, 0, 1])), [np.nan, 5.0, 6.0])
    assert np.isnan(take(np.zeros(0), np.array([-1, -1]))).all()


def test_common_days() -> None:
    other = np.sort(np.concatenate([DAYS[[1, 3, 4]], [np.datetime64("2024-01-06")]]))
    found = common(DAYS, other, last_known(DAYS, other))
    assert found.own.tolist() == [1, 3, 4]
    assert found.other.tolist() == [0, 1, 2]
    assert found.position.tolist() == [-1, 0, 0, 1, 2, 2, 2, 2, -1, -1]


def test_no_other() -> None:
    none = DAYS[:0]
    assert last_known(DAYS, none).tolist() == [-1] * 10
    assert len(common(DAYS, none, last_known(DAYS, none)).own) == 0
    assert len(last_known(none, DAYS)) == 0
