"""Closes of many members on common days."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.cross_section.closes import align, chosen


def test_members_on_days_of_their_own_come_into_one_table() -> None:
    def item(*pairs: tuple[int, float]) -> tuple[np.ndarray, np.ndarray]:
        return np.array([day for day, _ in pairs]), np.array([close for _, close in pairs])

    table = align([item((10, 1.0), (12, 2.0)), None, item((12, 5.0), (13, 6.0))])
    assert table.days.tolist() == [10, 12, 13]
    np.testing.assert_array_equal(table.closes, [[1, np.nan, np.nan], [2, np.nan, 5], [np.nan, np.nan, 6]])
    assert (table.row_at(9), table.row_at(11), table.row_at(99)) == (-1, 0, 2)
    assert table.until(12).days.tolist() == [10, 12]


def test_a_day_that_one_of_hundreds_has_is_no_day() -> None:
    days = np.array([1, 2, 3])
    many = [(days[[0, 2]], np.ones(2)) for _ in range(300)] + [(days, np.ones(3))]
    assert align(many).days.tolist() == [1, 3]


def test_columns_of_another_table() -> None:
    values = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(
        chosen(np.array([1, 2]), values, [2, None, 0]).closes, [[2, np.nan, 0], [5, np.nan, 3]]
    )
