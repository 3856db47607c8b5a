"""Tables hold what exchange_calendars says."""

from __future__ import annotations

from datetime import date

import exchange_calendars
import pytest

from r2k_tui.sources.session_tables.compute import compute
from r2k_tui.sources.session_tables.table import day_of, integers


def test_new_york_has_no_breaks_and_early_closes() -> None:
    table = compute("XNYS", date(2024, 1, 1), date(2024, 12, 31))
    schedule = exchange_calendars.get_calendar("XNYS", start="2024-01-01", end="2024-12-31").schedule
    assert [day_of(day) for day in integers(table.days)] == [stamp.date() for stamp in schedule.index]
    for column, name in ((table.opens, "open"), (table.closes, "close")):
        assert integers(column).tolist() == [int(stamp.timestamp()) for stamp in schedule[name]]
    assert (table.break_starts, table.break_ends, table.is_whole) == (b"", b"", False)
    early = [day_of(day) for day in integers(table.early)]
    assert early == [date(2024, 7, 3), date(2024, 11, 29), date(2024, 12, 24)]


def test_tokyo_has_breaks() -> None:
    table = compute("XTKS", date(2024, 1, 1), date(2024, 12, 31))
    schedule = exchange_calendars.get_calendar("XTKS", start="2024-01-01", end="2024-12-31").schedule
    for column, name in ((table.break_starts, "break_start"), (table.break_ends, "break_end")):
        assert integers(column).tolist() == [int(stamp.timestamp()) for stamp in schedule[name]]


def test_a_library_that_knows_no_more_says_how_far_it_knows() -> None:
    table = compute("XBOM", date(2024, 1, 1), date(2060, 12, 31))
    assert table.is_whole
    assert table.last == exchange_calendars.get_calendar("XBOM").last_session.date()


def test_an_unknown_exchange() -> None:
    with pytest.raises(Exception, match="XXXX"):
        compute("XXXX", date(2024, 1, 1), date(2024, 12, 31))
