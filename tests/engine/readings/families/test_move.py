"""Readings of the last move against the history of moves, against a computation by hand."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.series.series import select
from tests.analytics.synthetic import closes_only
from tests.engine.readings.boards import COUNT, OWN, board

KEYS = ["change_1d", "ret_1d_size_pctile_2520", "standardized_ret_1d", "ret_1d_last_as_large"]


def test_the_numbers_are_those_of_a_computation_by_hand() -> None:
    found = board().readings(KEYS)
    closes, moves = OWN.close, OWN.close[1:] / OWN.close[:-1] - 1
    assert found["change_1d"].value == closes[-1] - closes[-2]
    sizes = np.abs(moves[-2520:])
    assert found["ret_1d_size_pctile_2520"].value == sum(size <= sizes[-1] for size in sizes) / 2520
    earlier = [place for place, move in enumerate(moves[:-1]) if move * moves[-1] > 0 and abs(move) >= abs(moves[-1])]
    assert found["ret_1d_last_as_large"].value == str(OWN.days[earlier[-1] + 1])
    returns = OWN.adj_close[1:] / OWN.adj_close[:-1] - 1
    variance = returns[0] ** 2
    for ret in returns[1:-1]:
        variance = 0.94 * variance + 0.06 * ret**2
    value = found["standardized_ret_1d"].number
    assert value is not None and math.isclose(value, returns[-1] / math.sqrt(variance), rel_tol=1e-9)


def test_a_short_history_has_reasons() -> None:
    found = board(select(OWN, slice(COUNT - 2000, COUNT))).readings(KEYS)
    assert found["ret_1d_size_pctile_2520"].value is None
    assert "2520" in found["ret_1d_size_pctile_2520"].reason
    assert found["change_1d"].value is not None
    one = board(select(OWN, slice(COUNT - 1, COUNT))).readings(KEYS)
    assert [key for key in KEYS if one[key].value is not None] == []
    assert all(one[key].reason for key in KEYS)


def test_a_move_without_an_equal_says_so() -> None:
    closes = np.append(np.linspace(100.0, 110.0, 400), 150.0)
    reading = board(closes_only("^RUT", closes)).readings(["ret_1d_last_as_large"])["ret_1d_last_as_large"]
    assert (reading.value, reading.reason) == (None, "none of the 399 moves before it was as large")
    still = board(closes_only("^RUT", np.append(closes, 150.0))).readings(["ret_1d_last_as_large"])
    assert still["ret_1d_last_as_large"].reason == "no move"


def test_no_move_is_read_across_a_gap() -> None:
    keep = np.r_[0 : COUNT - 30, COUNT - 1]
    found = board(select(OWN, keep)).readings(["change_1d", "ret_1d_size_pctile_2520", "ret_1d_last_as_large"])
    assert [reading.value for reading in found.values()] == [None, None, None]
