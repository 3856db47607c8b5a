"""An episode on the weights of today."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import PriceHistory
from r2k_tui.analytics.portfolio.stress_replay import replay

EPISODE = ("crash", "2020-01-10", "2020-01-20")


def path(*values: float, first: str = "2020-01-09") -> PriceHistory:
    return PriceHistory(np.arange(len(values)) + np.datetime64(first, "D"), np.array(values, dtype=float))


FALL = path(100, 100, 80, 50, 60, 60, 60, 60, 60, 60, 60, 60, 70)
FLAT = path(*[10.0] * 13)


def test_weights_share_the_fall() -> None:
    found = replay(*EPISODE, {"A": 0.5, "B": 0.5}, {"A": FALL, "B": FLAT}, {})
    # 0.9, then 0.9 x (1 - 0.375 / 2), then x 1.1: rebalanced daily.
    assert found.maxdd == pytest.approx(0.9 * (1 - 0.1875) - 1)
    assert found.ret == pytest.approx(0.9 * (1 - 0.1875) * 1.1 - 1), "up to the last day, not beyond"
    assert (found.peak, found.trough, found.covered) == ("2020-01-09", "2020-01-12", 1)


def test_what_has_no_history_is_left_out_and_told() -> None:
    late = path(1, 2, first="2020-01-19")
    found = replay(*EPISODE, {"A": 0.25, "B": 0.75}, {"A": FALL, "B": late}, {})
    assert (found.covered, found.missing) == (0.25, ("B",))
    assert found.ret == pytest.approx(-0.4)


def test_a_short_position_gains_from_the_fall() -> None:
    found = replay(*EPISODE, {"A": -0.5, "B": 1.5}, {"A": FALL, "B": FLAT}, {})
    # A falls by 20 %, by 37.5 %, rises by 20 %: half of each, the other way round.
    assert found.ret == pytest.approx(1.1 * 1.1875 * 0.9 - 1)
    assert found.covered == 1
    short = replay(*EPISODE, {"A": -0.5, "B": 1.5}, {"A": FALL}, {})
    assert (short.covered, short.ret, short.missing) == (0, None, ("B",))
    half = replay(*EPISODE, {"A": 1.5, "C": -0.5}, {"A": FALL}, {})
    assert (half.covered, half.missing) == (0.75, ("C",)) and half.ret == pytest.approx(-0.4)


def test_another_stands_in() -> None:
    found = replay(*EPISODE, {"FUND": 1.0}, {"INDEX": FALL}, {"FUND": "INDEX"})
    assert (found.covered, found.stand_ins) == (1, ("INDEX for FUND",))
    assert found.maxdd == pytest.approx(-0.5)


def test_nothing_is_known_of_that_time() -> None:
    found = replay(*EPISODE, {"A": 1.0}, {"A": path(1, 2, 3, first="2021-01-01")}, {})
    assert (found.covered, found.ret, found.maxdd, found.missing) == (0, None, None, ("A",))
