"""A small table that no exchange has."""

from __future__ import annotations

from datetime import date

from r2k_tui.sources.session_tables.table import SessionTable, column_of, day_number

DAYS = tuple(date(2025, 1, day) for day in (2, 3, 6, 7))


def invented(exchange: str = "XNYS", *, is_whole: bool = False) -> SessionTable:
    """Four sessions, each of an hour, the last of them with a break and an early close."""
    days = [day_number(day) for day in DAYS]
    opens = [day * 86400 for day in days]
    return SessionTable(
        exchange,
        date(2025, 1, 1),
        date(2025, 1, 8),
        column_of(days),
        column_of(opens),
        column_of(second + 3600 for second in opens),
        column_of((0, 0, 0, opens[3] + 600)),
        column_of((0, 0, 0, opens[3] + 900)),
        column_of(days[3:]),
        is_whole=is_whole,
    )
