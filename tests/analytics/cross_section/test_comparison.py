"""Series compared on the bars that all have."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.cross_section.comparison import growth, measured, returns_per_year, shared_times

DAY = 86400


def test_only_times_that_all_have_are_shared() -> None:
    series = [np.array([1, 2, 3, 5]), np.array([2, 3, 4, 5]), np.array([0, 2, 5])]
    assert shared_times(series).tolist() == [2, 5]


def test_growth_starts_at_one() -> None:
    assert growth(np.array([50.0, 100.0, 25.0])).tolist() == [1.0, 2.0, 0.5]


def test_the_measures_are_those_of_their_definitions() -> None:
    closes, first = np.array([100.0, 110.0, 99.0, 120.0]), np.array([50.0, 52.0, 49.0, 51.0])
    found = measured(closes, first, 252)
    own, other = np.diff(np.log(closes)), np.diff(np.log(first))
    assert found.change == pytest.approx(0.2)
    assert found.volatility == pytest.approx(np.std(own, ddof=1) * math.sqrt(252))
    assert found.drawdown == pytest.approx(-0.1)
    assert found.correlation == pytest.approx(np.corrcoef(own, other)[0, 1])


def test_too_few_returns_and_a_flat_line_have_no_correlation() -> None:
    few = measured(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0]), 252)
    assert (few.volatility, few.correlation) == (None, None)
    flat = measured(np.ones(5), np.array([1.0, 2.0, 3.0, 4.0, 5.0]), 252)
    assert (flat.volatility, flat.correlation, flat.drawdown) == (0.0, None, 0.0)


def test_a_year_has_the_days_that_the_bars_show() -> None:
    week = np.arange(4, 4 + 28) * DAY  # a Monday, and every day after it
    weekdays = week[(week // DAY + 3) % 7 < 5]
    assert returns_per_year(week) == 365
    assert returns_per_year(weekdays) == 252
    one_sunday = np.append(weekdays, weekdays[-1] + 2 * DAY)
    assert returns_per_year(one_sunday) == 252
    hourly = np.concatenate([weekdays + hour * 3600 for hour in range(14, 21)])
    assert returns_per_year(np.sort(hourly)) == 252 * 7
