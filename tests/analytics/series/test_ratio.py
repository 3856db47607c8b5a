"""Ratios of closes, on the bars that both have."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.ratio import DividedCloses, ratio_series


def closes(times: list[int], values: list[float], adjusted: list[float] | None = None) -> DividedCloses:
    return DividedCloses(np.array(times), np.array(values), np.array(values if adjusted is None else adjusted))


def test_it_is_the_quotient_of_the_closes_of_the_same_bar() -> None:
    found = ratio_series(closes([1, 2, 3], [10.0, 20.0, 30.0]), closes([1, 2, 3], [4.0, 5.0, 6.0]))
    assert found.values.tolist() == [2.5, 4.0, 5.0]


def test_a_bar_that_only_one_has_is_absent_and_nothing_is_carried_over() -> None:
    found = ratio_series(closes([1, 2, 4], [10.0, 20.0, 40.0]), closes([2, 3, 4], [2.0, 3.0, 4.0]))
    assert (found.times.tolist(), found.values.tolist()) == ([2, 4], [10.0, 10.0])
    assert found.left_out == 0


def test_a_close_of_zero_below_is_left_out_and_counted() -> None:
    found = ratio_series(closes([1, 2, 3], [1.0, 2.0, -3.0]), closes([1, 2, 3], [0.0, 4.0, 5.0]))
    assert (found.times.tolist(), found.values.tolist(), found.left_out) == ([2], [0.5], 2)


def test_a_missing_close_is_no_defect() -> None:
    found = ratio_series(closes([1, 2], [np.nan, 2.0]), closes([1, 2], [1.0, 4.0]))
    assert (found.times.tolist(), found.left_out) == ([2], 0)


def test_dividends_are_in_the_adjusted_ratio_alone() -> None:
    found = ratio_series(closes([1, 2], [10.0, 10.0], [8.0, np.nan]), closes([1, 2], [5.0, 5.0], [2.0, 5.0]))
    assert found.values.tolist() == [2.0, 2.0]
    assert found.adjusted[0] == 4.0
    assert np.isnan(found.adjusted[1])
