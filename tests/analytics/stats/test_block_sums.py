"""Sums over blocks: those of the days they stand for, and the distribution of the stationary bootstrap."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.stats.block_sums import draw_blocks, sums
from r2k_tui.analytics.stats.bootstrap import stationary_indices


def test_a_sum_is_that_of_the_days_of_its_blocks() -> None:
    values = np.random.default_rng(2).normal(0, 1, (97, 3))
    blocks = draw_blocks(97, 10, 40, seed=5)
    ends = [*blocks.first[1:].tolist(), len(blocks.starts)]
    for draw, (begin, end) in enumerate(zip(blocks.first.tolist(), ends, strict=True)):
        days = [
            (start + step) % 97
            for start, length in zip(blocks.starts[begin:end], blocks.lengths[begin:end], strict=True)
            for step in range(length)
        ]
        assert len(days) == 97
        assert sums(values, blocks)[draw] == pytest.approx(values[days].sum(axis=0), abs=1e-12)


def test_blocks_have_the_mean_length_and_start_anywhere() -> None:
    blocks = draw_blocks(20_000, 63, 50, seed=1)
    assert blocks.lengths.mean() == pytest.approx(63, rel=0.03)
    assert blocks.starts.min() < 200 and blocks.starts.max() > 19_800
    assert len(blocks.first) == 50


def test_the_distribution_is_that_of_drawn_days() -> None:
    rng = np.random.default_rng(8)
    values = np.convolve(rng.normal(0, 1, 1520), np.ones(20) / 20, mode="valid")[:1500]
    drawn = values[stationary_indices(1500, 63, 2000, seed=3)].sum(axis=1)
    summed = sums(values[:, None], draw_blocks(1500, 63, 2000, seed=4))[:, 0]
    assert summed.std() == pytest.approx(drawn.std(), rel=0.06)
    assert np.quantile(summed, [0.05, 0.95]) == pytest.approx(np.quantile(drawn, [0.05, 0.95]), abs=0.1 * drawn.std())


def test_equal_seeds_give_equal_blocks_and_a_block_longer_than_the_history_is_cut() -> None:
    one, other = draw_blocks(50, 500, 8, seed=1), draw_blocks(50, 500, 8, seed=1)
    assert (one.starts == other.starts).all() and one.lengths.max() <= 50
    assert sums(np.ones((50, 1)), one)[:, 0].tolist() == [50.0] * 8
