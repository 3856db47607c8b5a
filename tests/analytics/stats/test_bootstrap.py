"""Intervals of a mean from redrawn blocks of days."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.stats.bootstrap import block_indices, mean_where


def test_blocks_are_neighbours() -> None:
    drawn = block_indices(100, 6, 50)
    assert drawn.shape == (50, 100)
    steps = np.diff(drawn[:, :96].reshape(50, 16, 6), axis=2)
    assert (steps == 1).all()
    assert drawn.min() >= 0 and drawn.max() <= 99


def test_the_interval_holds_as_often_as_it_promises() -> None:
    rng, held = np.random.default_rng(5), 0
    for _ in range(100):
        values = rng.standard_normal(120)
        low, high = mean_where(values, np.ones(120, dtype=bool), 1, draws=400) or (1.0, -1.0)
        held += low <= 0.0 <= high
    assert 88 <= held <= 99


def test_values_that_follow_one_another_give_a_wider_interval() -> None:
    rng = np.random.default_rng(3)
    shocks, values = rng.standard_normal(400), np.zeros(400)
    for place in range(1, 400):
        values[place] = 0.9 * values[place - 1] + shocks[place]
    every = np.ones(400, dtype=bool)
    alone, blocks = mean_where(values, every, 1), mean_where(values, every, 24)
    assert alone is not None and blocks is not None
    assert blocks[1] - blocks[0] > 1.5 * (alone[1] - alone[0])


def test_too_little_gives_no_interval() -> None:
    values = np.arange(50.0)
    assert mean_where(values, values < 1, 6) is None
    assert mean_where(values, values < 0, 6) is None
