"""Moves of the policy rate: seen when they can be seen, and never before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.studies.policy_rate import (
    MEDIAN_DAYS,
    UNKNOWN,
    RateLevel,
    Regime,
    before,
    effective_level,
    followed_by,
    moves_of,
    regimes,
    smoothed,
    target_level,
)
from tests.analytics.synthetic import weekdays


def level(rates: list[float], step: float = 0.2) -> RateLevel:
    days = weekdays(len(rates))
    return RateLevel(days, np.array(rates), step, days)


def test_a_median_sees_a_step_after_half_its_window_and_no_spike() -> None:
    rates = np.array([5.0] * 40 + [7.0] * 3 + [5.0] * 40 + [4.5] * 40)
    found = smoothed(rates)
    assert found[: 83 - MEDIAN_DAYS].tolist() == [5.0] * (83 - MEDIAN_DAYS)
    first = int(np.flatnonzero(found == 4.5)[0]) + MEDIAN_DAYS - 1
    assert first - 83 == MEDIAN_DAYS // 2


def test_moves_and_which_of_them_turn() -> None:
    found = moves_of(level([5.0, 5.0, 5.25, 5.3, 5.5, 5.25, 5.0, 5.1, 5.4]))
    assert found.change.tolist() == pytest.approx([0.25, 0.25, -0.25, -0.25, 0.4])
    # Of the very first move nobody can say which way the one before it went.
    assert found.turns.tolist() == [False, False, True, False, True]


def test_the_target_takes_over_and_the_turn_is_told_across() -> None:
    first, then = moves_of(level([5.0, 5.25])), moves_of(level([5.25, 5.0]))
    both = followed_by(first, then)
    assert both.turns.tolist() == [False, True]
    assert len(before(both, both.days[0]).days) == 0


def test_weekends_do_not_count_in_the_median() -> None:
    days = np.arange(np.datetime64("2025-01-01"), np.datetime64("2025-03-01"))
    found = effective_level(days, np.where(np.is_busday(days), 4.0, 9.0))
    assert set(found.rate.tolist()) == {4.0}
    assert (found.known - found.days == np.timedelta64(1, "D")).all()


def test_a_move_makes_a_regime_for_half_a_year() -> None:
    days = weekdays(600)
    rates = np.full(600, 5.0)
    rates[300:] = 4.5
    found = regimes(moves_of(target_level(days, rates)), days, days[0])
    assert found[299] == Regime.HOLDING
    assert found[300] == found[420] == Regime.CUTTING
    assert found[-1] == Regime.HOLDING
    # Without half a year of data behind it, that nothing moved says nothing.
    assert found[50] == UNKNOWN


@given(st.lists(st.sampled_from([4.0, 4.1, 4.25, 4.5, 5.0]), min_size=30, max_size=120), st.integers(20, 119))
def test_nothing_of_what_was_seen_changes_with_later_days(rates: list[float], cut: int) -> None:
    days = weekdays(len(rates))
    whole = moves_of(effective_level(days, np.array(rates)))
    early = moves_of(effective_level(days[:cut], np.array(rates[:cut])))
    count = len(early.days)
    assert whole.days[:count].tolist() == early.days.tolist()
    assert whole.turns[:count].tolist() == early.turns.tolist()
    assert not (whole.known[count:] <= days[min(cut, len(days)) - 1]).any()
