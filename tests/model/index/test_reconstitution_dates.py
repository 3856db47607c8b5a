"""The packaged schedule: plausible days, and nothing filled in."""

from __future__ import annotations

from datetime import date, timedelta

from r2k_tui.model.index.reconstitution_dates import CAPS, FIRST_IN_DECEMBER, PACKAGED, last_floor


def test_the_days_follow_one_another_and_are_weekdays() -> None:
    for row in PACKAGED:
        days = [row.rank_day, row.preliminary, *row.updates, row.effective, row.opens]
        assert days == sorted(days) and len(set(days)) == len(days)
        assert all(day.isoweekday() <= 5 for day in days), row
        assert (row.effective.isoweekday(), row.opens) == (5, row.effective + timedelta(days=3))
        assert row.lock_down is None or row.preliminary < row.lock_down < row.effective
        assert row.source and row.confidence in ("high", "medium")


def test_what_no_source_gives_is_left_open() -> None:
    by_day = {row.effective: row for row in PACKAGED}
    assert list(by_day) == [date(2024, 6, 28), date(2025, 6, 27), date(2026, 6, 26), date(2026, 12, 11)]
    assert by_day[date(2026, 6, 26)].lock_down is None
    december = by_day[date(2026, 12, 11)]
    assert (december.lock_down, december.updates) == (None, ())
    assert (december.effective.year, december.effective.month) == FIRST_IN_DECEMBER


def test_the_last_floor_that_is_known() -> None:
    assert last_floor(date(2024, 5, 31)) is None
    for day in (date(2024, 6, 28), date(2026, 11, 29)):
        found = last_floor(day)
        assert found is not None and (found.month, found.floor) == ("2024-06", 150.4e6)
    assert [row.month for row in CAPS] == sorted(row.month for row in CAPS)
