"""Blocks of the stationary bootstrap, and sums over them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.series.arrays import Counts
from r2k_tui.analytics.stats.bootstrap import stationary_indices
from r2k_tui.analytics.stats.stationary_blocks import DrawnBlocks, resampled_sums, stationary_blocks


def rows(blocks: DrawnBlocks) -> list[Counts]:
    """The indices of each draw, one block after the other, by a plain loop."""
    ends = [*blocks.firsts[1:], len(blocks.starts)]
    return [
        np.concatenate(
            [(blocks.starts[i] + np.arange(blocks.lengths[i])) % blocks.size for i in range(int(first), int(end))]
        )
        for first, end in zip(blocks.firsts, ends, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90), st.integers(1, 70), st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_every_draw_is_as_long_as_the_series_and_its_sums_are_those_of_its_rows(
    size: int, block: int, draws: int, seed: int
) -> None:
    blocks = stationary_blocks(size, block, draws, seed)
    values = np.random.default_rng(seed).normal(size=(size, 2))
    drawn = rows(blocks)
    assert len(drawn) == draws and all(len(row) == size for row in drawn)
    expected = np.array([values[row].sum(axis=0) for row in drawn])
    assert resampled_sums(values, blocks) == pytest.approx(expected, abs=1e-9)


def test_blocks_have_geometric_lengths_and_start_anywhere() -> None:
    blocks = stationary_blocks(5000, 63, 400, seed=3)
    inner = np.setdiff1d(np.arange(len(blocks.lengths)), np.append(blocks.firsts[1:] - 1, len(blocks.lengths) - 1))
    lengths = blocks.lengths[inner]
    assert lengths.mean() == pytest.approx(63, rel=0.03)
    assert lengths.std() == pytest.approx(np.sqrt(1 - 1 / 63) * 63, rel=0.04)
    assert np.histogram(blocks.starts, bins=10, range=(0, 5000))[0].min() > 0.08 * len(blocks.starts)


def test_the_same_seed_draws_the_same() -> None:
    one, same, other = (stationary_blocks(300, 20, 5, seed) for seed in (1, 1, 2))
    assert (one.starts == same.starts).all() and (one.lengths == same.lengths).all()
    assert len(one.starts) != len(other.starts) or (one.starts != other.starts).any()


def test_the_mean_of_resampled_means_is_that_of_the_series() -> None:
    values = np.random.default_rng(5).normal(0.4, 1.0, (700, 1))
    means = resampled_sums(values, stationary_blocks(700, 10, 4000)) / 700
    assert means.mean() == pytest.approx(values.mean(), abs=0.005)


def test_the_distribution_is_that_of_drawn_days() -> None:
    rng = np.random.default_rng(8)
    values = np.convolve(rng.normal(0, 1, 1520), np.ones(20) / 20, mode="valid")[:1500]
    drawn = values[stationary_indices(1500, 63, 8000, seed=3)].sum(axis=1)
    summed = resampled_sums(values[:, None], stationary_blocks(1500, 63, 8000, seed=4))[:, 0]
    assert summed.std() == pytest.approx(drawn.std(), rel=0.06)
    assert np.quantile(summed, [0.05, 0.95]) == pytest.approx(np.quantile(drawn, [0.05, 0.95]), abs=0.1 * drawn.std())
