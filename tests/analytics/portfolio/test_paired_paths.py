"""Differences of two paths with their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.measures import cvar, growth
from r2k_tui.analytics.portfolio.paired_paths import compared, depths, sharpes, tails
from r2k_tui.analytics.risk.drawdown import drawdown
from r2k_tui.analytics.risk.ratios import sharpe
from r2k_tui.analytics.stats.bootstrap import stationary_indices

PATH = np.random.default_rng(3).normal(0.0004, 0.01, 1501)


def test_each_measure_is_that_of_the_readings() -> None:
    fall = drawdown(growth(PATH))
    assert fall is not None
    assert depths(PATH[None, :])[0] == pytest.approx(fall.deepest)
    assert tails(PATH[None, :])[0] == pytest.approx(-cvar(PATH))
    assert sharpes(PATH[None, :] - 0.02 / 252)[0] == pytest.approx(sharpe(PATH, 0.02))


def test_a_path_less_itself_is_nothing() -> None:
    for found in compared(PATH, PATH, 0.02, 1).values():
        assert found.difference == found.low == found.high == 0.0


def test_a_calmer_path_with_the_same_gain_is_better_by_every_measure() -> None:
    calm = PATH.mean() + (PATH - PATH.mean()) / 3
    for found in compared(calm, PATH, 0.0, 1).values():
        assert found.low <= found.difference <= found.high
        assert found.difference > 0
    assert compared(calm, PATH, 0.0, 1)["cvar95"].low > 0


def test_blocks_are_of_geometric_length_and_go_round() -> None:
    rows = stationary_indices(500, 63, 400)
    steps = (np.diff(rows, axis=1) % 500) == 1
    assert rows.shape == (400, 500) and rows.min() >= 0 and rows.max() < 500
    assert 1 / (1 - steps.mean()) == pytest.approx(63, rel=0.1)
    assert (rows == stationary_indices(500, 63, 400)).all(), "the seed makes it the same again"
