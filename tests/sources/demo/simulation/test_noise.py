"""Random numbers by address: the order of asking cannot matter."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.sources.demo.simulation.noise import decaying, key, normal, uniform, uniform_one

COUNTERS = np.arange(50_000, dtype=np.int64)


def test_a_number_is_a_function_of_its_key_and_counter() -> None:
    stream = key(7, "day")
    whole = normal(stream, COUNTERS)
    assert np.array_equal(normal(stream, COUNTERS[::-1])[::-1], whole)
    assert normal(stream, COUNTERS[123:124])[0] == whole[123]


def test_keys_are_told_apart_by_seed_and_by_word() -> None:
    assert len({key(7, "a", "b"), key(7, "ab"), key(7, "b", "a"), key(8, "a", "b"), key(7)}) == 5


def test_uniform_numbers_fill_the_unit_evenly_and_never_reach_its_ends() -> None:
    drawn = uniform(key(7, "u"), COUNTERS)
    assert drawn.min() > 0.0 and drawn.max() < 1.0
    assert np.histogram(drawn, 10, (0, 1))[0] == pytest.approx(np.full(10, 5000), rel=0.06)


def test_one_number_is_that_of_its_counter() -> None:
    stream = key(7, "one")
    for counter in (0, 1, 12_345, 2**62, -1):
        assert uniform_one(stream, counter) == uniform(stream, np.array([counter]))[0], counter


def test_normal_numbers_have_the_moments_of_the_standard_normal() -> None:
    drawn = normal(key(7, "n"), COUNTERS)
    assert (drawn.mean(), drawn.std(), (drawn**3).mean()) == pytest.approx((0, 1, 0), abs=0.06)
    assert (drawn**4).mean() == pytest.approx(3, abs=0.15)
    assert np.corrcoef(drawn[1:], drawn[:-1])[0, 1] == pytest.approx(0, abs=0.02)


def test_a_shock_decays_by_its_memory() -> None:
    assert decaying(np.array([1.0, 0.0, 0.0, 2.0]), 0.5).tolist() == [1.0, 0.5, 0.25, 2.125]
