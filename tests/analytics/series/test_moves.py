"""The last earlier move of the same sign that was at least as large."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.moves import last_as_large
from tests.cases import cases

NAN = float("nan")


@cases(
    ("moves", "place"),
    [
        ([0.03, 0.01, -0.05, 0.02], 0),
        ([0.03, 0.02, -0.05, 0.02], 1),
        ([-0.05, 0.05, -0.01, -0.04], 0),
        ([0.01, -0.09, 0.02], None),
        ([0.05, NAN, 0.02], 0),
        ([0.05, 0.0], None),
        ([0.05, NAN], None),
        ([0.05], None),
        ([], None),
    ],
)
def test_the_last_as_large(moves: list[float], place: int | None) -> None:
    assert last_as_large(np.array(moves, dtype=float)) == place


def test_a_move_short_by_rounding_is_as_large() -> None:
    assert last_as_large(np.array([22.11 / 20.10 - 1, 0.0, 0.1])) == 0
