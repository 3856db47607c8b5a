"""Readings of the channel."""

from __future__ import annotations

import numpy as np

from tests.analytics.synthetic import closes_only
from tests.engine.readings.boards import (
    board,
)


def test_a_straight_rise_is_an_intact_channel_though_it_has_no_z() -> None:
    for closes, intact in ((1.001 ** np.arange(300), True), (0.999 ** np.arange(300), False)):
        found = board(closes_only("X", 100 * closes)).readings()
        for size in (63, 126, 252):
            assert found[f"chan{size}_z"].value is None
            assert found[f"chan{size}_intact_up"].value is intact
