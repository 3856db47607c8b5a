"""A table says what it covers, and a part of it holds the sessions of its days alone."""

from __future__ import annotations

from datetime import date

from r2k_tui.sources.session_tables.table import day_number, day_of, integers
from tests.sources.session_tables.invented import DAYS, invented


def test_days_are_numbered_from_1970() -> None:
    assert [day_number(date(1970, 1, 1)), day_number(date(1969, 12, 31))] == [0, -1]
    assert day_of(day_number(DAYS[0])) == DAYS[0]


def test_what_a_table_covers() -> None:
    table, inside, later = invented(), date(2025, 1, 2), date(2025, 3, 1)
    assert table.covers(inside, table.last) and not table.covers(inside, later)
    assert invented(is_whole=True).covers(inside, later), "nobody knows more"
    assert not invented(is_whole=True).covers(date(2024, 12, 31), inside)


def test_a_part_holds_the_sessions_of_its_days() -> None:
    part = invented().between(date(2025, 1, 4), date(2025, 1, 7))
    assert [day_of(day) for day in integers(part.days)] == [date(2025, 1, 6), date(2025, 1, 7)]
    assert [len(integers(column)) for column in (part.opens, part.closes, part.break_starts, part.break_ends)] == [
        2
    ] * 4
    assert integers(part.opens)[0] == day_number(date(2025, 1, 6)) * 86400
    assert (part.first, part.last) == (date(2025, 1, 4), date(2025, 1, 7))
    assert invented().between(date(2020, 1, 1), date(2030, 1, 1)) == invented()
    assert integers(invented().between(date(2025, 1, 4), date(2025, 1, 5)).days).tolist() == []
