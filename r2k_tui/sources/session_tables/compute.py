"""Sessions from exchange_calendars. It loads pandas, so only a process that ends calls it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from r2k_tui.sources.session_tables.table import SessionTable, column_of

_NANOS_PER_S, _S_PER_DAY = 1_000_000_000, 86400


def compute(exchange: str, first: date, last: date) -> SessionTable:
    """Sessions between two days.

    Some exchanges announce their holidays year by year: where the library does not know `last`, up to the last day
    that it knows. Raises ValueError for an exchange that it does not know.
    """
    import exchange_calendars

    is_whole = False
    try:
        calendar = exchange_calendars.get_calendar(exchange, start=first.isoformat(), end=last.isoformat())
    except ValueError:
        calendar = exchange_calendars.get_calendar(exchange, start=first.isoformat())
        last, is_whole = calendar.last_session.date(), True
    return SessionTable(
        exchange,
        first,
        last,
        days=column_of(day // _S_PER_DAY for day in _seconds(calendar.sessions_nanos)),
        opens=column_of(_seconds(calendar.opens_nanos)),
        closes=column_of(_seconds(calendar.closes_nanos)),
        break_starts=_breaks(calendar.break_starts_nanos),
        break_ends=_breaks(calendar.break_ends_nanos),
        early=column_of(day // _S_PER_DAY for day in _seconds(calendar.early_closes.as_unit("ns").asi8)),
        is_whole=is_whole,
    )


def _breaks(nanos: Iterable[int]) -> bytes:
    found = list(_seconds(nanos))
    return column_of(found) if any(found) else b""


def _seconds(nanos: Iterable[int]) -> Iterable[int]:
    """Seconds of nanoseconds; 0 for a missing time, which the library marks with the least integer."""
    return (max(0, int(value)) // _NANOS_PER_S for value in nanos)
