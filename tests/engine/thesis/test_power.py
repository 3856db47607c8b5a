"""What the events of a claim can prove."""

from __future__ import annotations

from r2k_tui.analytics.studies.power import ENOUGH
from r2k_tui.engine.thesis.power import power_of


def test_without_events_or_a_base_rate_nothing_can_be_said() -> None:
    assert power_of(0.7, 0, 0.5) is None
    assert power_of(0.7, 20, None) is None


def test_many_events_are_enough_and_need_no_words() -> None:
    found = power_of(0.9, 500, 0.5)
    assert found is not None
    assert found.value >= ENOUGH and found.words == ""


def test_few_events_are_too_few_and_say_so() -> None:
    found = power_of(0.7, 12, 0.6)
    assert found is not None
    assert found.value < ENOUGH
    assert "a true rate of 70 %" in found.words and "by 12 events: too few" in found.words


def test_a_claim_without_a_rate_is_taken_to_mean_two_of_three_and_says_what_is_in_reach() -> None:
    found, higher = power_of(None, 20, 0.6), power_of(None, 20, 0.8)
    assert found is not None and higher is not None
    assert "no rate is claimed, one of 67 %" in found.words
    assert "one of 90 %" in higher.words
    assert "80 % is reached from" in found.words


def test_more_events_prove_more() -> None:
    values = [found.value for n in (20, 80, 320) if (found := power_of(None, n, 0.55)) is not None]
    assert values == sorted(values) and len(values) == 3
