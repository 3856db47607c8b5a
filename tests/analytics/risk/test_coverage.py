"""Kupiec and Christoffersen against scipy and hand-made tables."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.risk import coverage
from r2k_tui.analytics.stats import normal
from tests.late import Late

stats = Late("scipy.stats")


@given(st.integers(0, 250), st.sampled_from([0.05, 0.01]))
def test_kupiec_is_the_binomial_likelihood_ratio(breaches: int, tail: float) -> None:
    rate = breaches / 250
    expected = 2 * (stats.binom.logpmf(breaches, 250, rate) - stats.binom.logpmf(breaches, 250, tail))
    assert coverage.kupiec_ratio(250, breaches, tail) == pytest.approx(expected, abs=1e-7)


def test_independence_of_a_hand_made_table() -> None:
    marks = np.array([[0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0]], dtype=np.int8)
    tally = coverage.BreachTally(*coverage.count_marks(marks)[0].tolist())
    assert (tally.days, tally.breaches, tally.pairs) == (12, 6, 11)
    assert (tally.first, tally.second, tally.both) == (6, 6, 3)
    joint = 6 * math.log(6 / 11) + 5 * math.log(5 / 11)
    split = 3 * math.log(3 / 6) + 3 * math.log(3 / 6) + 3 * math.log(3 / 5) + 2 * math.log(2 / 5)
    assert coverage.independence_ratio(tally) == pytest.approx(2 * (split - joint))


def test_untested_days_part_the_neighbours() -> None:
    marks = np.array([[-1, 1, -1, 1, 1, 0, -1]], dtype=np.int8)
    tally = coverage.BreachTally(*coverage.count_marks(marks)[0].tolist())
    assert (tally.days, tally.breaches, tally.pairs, tally.first, tally.second, tally.both) == (4, 3, 2, 2, 1, 1)


@given(st.lists(st.integers(-1, 1), min_size=2, max_size=40))
def test_one_more_day_counts_like_all(values: list[int]) -> None:
    marks = np.array([values, values[::-1]], dtype=np.int8)
    found = coverage.count_one_more(coverage.count_marks(marks[:, :-1]), marks[:, -2], marks[:, -1])
    np.testing.assert_array_equal(found, coverage.count_marks(marks))


def test_p_values_are_chi_square_tails() -> None:
    for statistic in (0.0, 0.3, 3.84, 20.0):
        for freedom in (1, 2):
            expected = stats.chi2.sf(statistic, freedom)
            assert normal.chi_square_tail(statistic, freedom) == pytest.approx(expected, rel=1e-10)
    with pytest.raises(ValueError, match="degrees"):
        normal.chi_square_tail(1.0, 3)


def test_coverage_puts_both_together() -> None:
    rng = np.random.default_rng(5)
    marks = (rng.random((1, 2000)) < 0.05).astype(np.int8)
    tally = coverage.BreachTally(*coverage.count_marks(marks)[0].tolist())
    found = coverage.coverage(tally, 0.05)
    assert found is not None
    independence = coverage.independence_ratio(tally)
    assert found.kupiec_p == pytest.approx(stats.chi2.sf(found.kupiec_lr, 1))
    assert found.independence_p == pytest.approx(stats.chi2.sf(independence, 1))
    assert found.conditional_p == pytest.approx(stats.chi2.sf(found.kupiec_lr + independence, 2))
    assert found.kupiec_p > 0.01


@given(st.lists(st.integers(-1, 1), min_size=0, max_size=80))
def test_any_marks_give_probabilities_or_nothing(values: list[int]) -> None:
    marks = np.array([values], dtype=np.int8)
    tally = coverage.BreachTally(*coverage.count_marks(marks)[0].tolist())
    found = coverage.coverage(tally, 0.05)
    if found is not None:
        for p in (found.kupiec_p, found.independence_p, found.conditional_p):
            assert 0 <= p <= 1


def test_mid_p_is_the_binomial_one() -> None:
    found = coverage.binomial_mid_p(63, 0.05)
    counts = np.arange(64)
    expected = stats.binom.cdf(counts, 63, 0.05) - stats.binom.pmf(counts, 63, 0.05) / 2
    np.testing.assert_allclose(found, expected, rtol=1e-10)
