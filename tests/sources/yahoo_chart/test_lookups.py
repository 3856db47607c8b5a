"""Turns of lookups: few at a time, each in turn, each with a pause after a failure."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.yahoo_chart.lookups import MOST_AT_ONCE, RETRY_AFTER_S, Lookups


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lookups(clock: Clock) -> Lookups:
    return Lookups(clock)


def test_every_symbol_has_its_turn(lookups: Lookups, clock: Clock) -> None:
    symbols = [f"S{i}" for i in range(25)]
    seen: list[str] = []
    for _ in range(3):
        due = lookups.due(symbols)
        assert len(due) == MOST_AT_ONCE
        seen += due
        clock.now += 15
    assert set(seen) == set(symbols)


def test_a_failed_lookup_is_not_repeated_for_an_hour(lookups: Lookups, clock: Clock) -> None:
    problem = Problem("X", "not_found", "no")
    lookups.record_failure("X", problem)
    assert lookups.problem("X") == problem
    clock.now += RETRY_AFTER_S - 1
    assert lookups.due(["X", "Y"]) == ["Y"]
    clock.now += 1
    assert lookups.due(["X"]) == ["X"]


def test_an_answer_ends_the_pause(lookups: Lookups) -> None:
    lookups.record_failure("X")
    assert lookups.has_failed("X")
    assert lookups.problem("X") is None
    lookups.answered("X")
    assert not lookups.has_failed("X")
    assert lookups.due(["X"]) == ["X"]


def test_a_clock_set_back_does_not_extend_the_pause(lookups: Lookups, clock: Clock) -> None:
    lookups.record_failure("X")
    clock.now -= 10 * RETRY_AFTER_S
    assert lookups.due(["X"]) == ["X"]


def test_nothing_is_looked_up_during_a_pause(lookups: Lookups, clock: Clock) -> None:
    lookups.pause_until(clock.now + 300.0)
    lookups.pause_until(clock.now + 100.0)
    assert lookups.due(["X"]) == []
    clock.now += 300.0
    assert lookups.due(["X"]) == ["X"]
