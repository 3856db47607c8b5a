"""Means and deviations, to the last bit those of NumPy."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.sums import deviation, mean
from tests.analytics.synthetic import walk
from tests.cases import cases


@cases("count", [1, 2, 7, 8, 9, 20, 127, 128, 129, 252, 1260, 10_079])
def test_they_are_those_of_numpy(count: int) -> None:
    values = walk(count, count)
    for given in (values, values[::-1], np.diff(values, prepend=100.0)):
        assert mean(given) == given.mean()
        for ddof in (0, 1):
            if count > ddof:
                assert deviation(given, ddof) == given.std(ddof=ddof)


def test_of_nothing_there_are_none() -> None:
    assert math.isnan(mean(np.zeros(0))) and math.isnan(deviation(np.zeros(0))) and math.isnan(deviation(np.ones(1)))
    assert math.isnan(mean(np.array([1.0, np.nan]))) and math.isnan(deviation(np.array([1.0, np.nan])))
