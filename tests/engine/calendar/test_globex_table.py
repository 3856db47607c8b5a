"""The table of corrections: every row has its evidence, and departs from the rules."""

from __future__ import annotations

from r2k_tui.engine.calendar.globex_table import BY_DAY, CORRECTIONS
from r2k_tui.model.calendar.days import easter


def test_rows_are_dated_once_in_order_with_their_evidence() -> None:
    days = [row.day for row in CORRECTIONS]
    assert days == sorted(set(days)) == list(BY_DAY)
    for row in CORRECTIONS:
        assert row.confidence in ("high", "medium", "low")
        assert row.source
        assert row.day.weekday() < 5


def test_a_closed_day_contradicts_both_libraries_and_is_marked_so() -> None:
    for row in CORRECTIONS:
        if row.closes is None:
            assert (easter(row.day.year) - row.day).days == 2, "Good Friday"
            assert row.confidence == "low"
