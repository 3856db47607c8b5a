"""Symbols that a provider does not have."""

from __future__ import annotations

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.chain.negative_cache import FIRST_S, LONGEST_S, MOST_KEPT, NegativeCache
from tests.sources.chain.stage import Clock

UNKNOWN = Problem("RVX", "not_found", "who?")


def test_the_interval_doubles_up_to_an_hour() -> None:
    clock = Clock()
    cache = NegativeCache[str](clock)
    waits = []
    for _ in range(7):
        cache.add("RVX", UNKNOWN)
        begun = clock.now
        while cache.has("RVX"):
            cache.add("RVX", UNKNOWN)  # asked along with others: no longer wait for that
            clock.now += 60
        waits.append(clock.now - begun)
    assert waits == [FIRST_S, 600, 1200, 2400, LONGEST_S, LONGEST_S, LONGEST_S]
    assert cache.problem("RVX") is UNKNOWN


def test_an_answer_ends_it() -> None:
    cache = NegativeCache[str](Clock())
    cache.add("RVX", UNKNOWN)
    cache.forget("RVX")
    assert not cache.has("RVX") and cache.problem("RVX") is None


def test_a_clock_set_back_does_not_extend_it() -> None:
    clock = Clock()
    cache = NegativeCache[str](clock)
    cache.add("RVX", UNKNOWN)
    clock.now -= 86400
    assert not cache.has("RVX")


def test_the_oldest_are_dropped() -> None:
    cache = NegativeCache[int](Clock())
    for number in range(MOST_KEPT + 5):
        cache.add(number, UNKNOWN)
    assert not cache.has(4) and cache.has(5)
