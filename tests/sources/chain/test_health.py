"""Health of a provider on one topic."""

from __future__ import annotations

from random import Random

import pytest

from r2k_tui.sources.base import BadData, Unavailable
from r2k_tui.sources.chain.health import TopicHealth
from r2k_tui.sources.limits import Backoff
from tests.sources.chain.stage import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> TopicHealth:
    return TopicHealth(Backoff(5.0, 40.0, Random(1)), clock)


@pytest.mark.parametrize("said", ["no price has moved since 10:35", "no price has moved since 10:35."])
def test_words_are_sentences(health: TopicHealth, clock: Clock, said: str) -> None:
    health.failed(Unavailable(said))
    assert health.words == said
    clock.now += 5.0
    health.answered()
    assert health.words == "no price has moved since 10:35. 1 of 2 good answers since."


def test_two_good_answers_end_a_failure(health: TopicHealth, clock: Clock) -> None:
    assert health.serves
    health.failed(Unavailable("no route."))
    assert not health.serves and not health.is_due
    clock.now += 5.0
    assert health.is_due
    health.answered()
    assert not health.serves and health.is_due, "the second one may come at once"
    assert health.words == "no route. 1 of 2 good answers since."
    health.answered()
    assert health.serves and not health.failures and not health.words


def test_waits_grow_and_are_not_before_a_time_that_was_named(health: TopicHealth, clock: Clock) -> None:
    for failures in range(1, 6):
        health.failed(Unavailable("no route."))
        assert 0.2 * min(40.0, 5.0 * 2 ** (failures - 1)) <= health.next_try - clock.now <= 40.0
    health.failed(Unavailable("no route."), clock.now + 900.0)
    assert health.next_try == pytest.approx(clock.now + 900.0)


def test_a_clock_set_back_does_not_extend_the_wait(health: TopicHealth, clock: Clock) -> None:
    health.failed(Unavailable("no route."))
    clock.now -= 86400.0
    assert health.is_due


def test_a_user_ends_the_wait(health: TopicHealth) -> None:
    health.failed(Unavailable("no route."))
    health.hurry()
    assert health.is_due and not health.serves


def test_unusable_answers_about_two_symbols_in_a_row_are_a_failure(health: TopicHealth) -> None:
    health.spoiled(BadData("odd."), "IWM")
    health.spoiled(BadData("odd."), "IWM")
    assert health.serves
    health.answered()
    health.spoiled(BadData("odd."), "SPY")
    assert health.serves
    health.spoiled(BadData("odd."), "IWM")
    assert not health.serves
