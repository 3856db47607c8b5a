"""Impossible rows are left out, impossible fields become missing, and both are reported."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.screening import screened

DAY = 86_400
NAMES = ("open", "high", "low", "close", "adj_close", "volume")


def columns(count: int, **given: list[float]) -> dict[str, np.ndarray]:
    return {name: np.array(given.get(name, [10.0] * count), dtype=np.float64) for name in NAMES}


def test_sound_rows_stay_without_a_word() -> None:
    keep, problems = screened(np.arange(3) * DAY, columns(3), "X", ChartFacts(), 1e9)
    assert (list(keep), problems) == ([True, True, True], [])


def test_every_kind_of_impossible_row_is_reported_with_its_day() -> None:
    found = columns(5, close=[10.0, -1.0, 10.0, 10.0, 10.0], high=[11.0, 11.0, 9.0, 11.0, 11.0])
    times = np.array([1, 2, 3, 4, 900]) * DAY
    keep, problems = screened(times, found, "X", ChartFacts(first_trade=2.5 * DAY), 10.0 * DAY)
    assert list(keep) == [False, False, False, True, False]
    said = " ".join(problem.message for problem in problems)
    for words in ("an invalid price", "outside low and high", "in the future", "before its first trade"):
        assert words in said
    assert "1970-01-04" in said


def test_the_later_of_two_rows_of_a_time_stays() -> None:
    keep, problems = screened(np.array([1, 1, 2]) * DAY, columns(3), "X", ChartFacts(), 1e9)
    assert list(keep) == [False, True, True]
    assert "a time that repeats" in problems[0].message


def test_an_impossible_field_becomes_missing_and_its_row_stays() -> None:
    found = columns(2, open=[0.0, math.inf], adj_close=[20.0, 10.0], volume=[-1.0, 5.0])
    keep, _ = screened(np.arange(2) * DAY, found, "X", ChartFacts(), 1e9)
    assert keep.all()
    assert np.isnan(found["open"]).all()
    assert np.isnan(found["adj_close"][0])
    assert np.isnan(found["volume"][0])
