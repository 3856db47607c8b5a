"""Symbols that a provider does not have."""

from __future__ import annotations

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.chain.negative_cache import FIRST_S, LONGEST_S, MOST_KEPT, Omissions
from tests.sources.chain.stage import Clock

UNKNOWN = Problem("RVX", "not_found", "who?")


def test_the_interval_doubles_up_to_an_hour() -> None:
    clock = Clock()
    left_out = Omissions[str](clock)
    waits = []
    for _ in range(7):
        left_out.note("RVX", UNKNOWN)
        begun = clock.now
        while left_out.has("RVX"):
            left_out.note("RVX", UNKNOWN)  # asked along with others: no longer wait for that
            clock.now += 60
        waits.append(clock.now - begun)
    assert waits == [FIRST_S, 600, 1200, 2400, LONGEST_S, LONGEST_S, LONGEST_S]
    assert left_out.problem("RVX") is UNKNOWN


def test_an_answer_ends_it() -> None:
    left_out = Omissions[str](Clock())
    left_out.note("RVX", UNKNOWN)
    left_out.forget("RVX")
    assert not left_out.has("RVX") and left_out.problem("RVX") is None


def test_a_clock_set_back_does_not_extend_it() -> None:
    clock = Clock()
    left_out = Omissions[str](clock)
    left_out.note("RVX", UNKNOWN)
    clock.now -= 86400
    assert not left_out.has("RVX")


def test_the_oldest_are_dropped() -> None:
    left_out = Omissions[int](Clock())
    for number in range(MOST_KEPT + 5):
        left_out.note(number, UNKNOWN)
    assert not left_out.has(4) and left_out.has(5)
