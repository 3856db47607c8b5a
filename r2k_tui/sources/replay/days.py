"""Days with intraday bars in a folder; light enough to run before an engine starts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from r2k_tui.model.calendar.days import NEW_YORK, day_of_bar
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.encoding import split_lines
from r2k_tui.sources.csv_folder.header import FileLayout, parse_header

_PACKED = (".csv", ".csv.gz")
# `2026-03-27T13` of `2026-03-27T13:30:00Z`; the offset follows the seconds.
_HOUR, _SECONDS = 13, 19
_HOURLY = re.compile(rb"\d{4}-\d\d-\d\d|$")


def days_of_folder(folder: Path) -> tuple[date, ...]:
    """Days in New York with intraday bars in any file of the folder, ascending.

    Unreadable files are skipped unless there is no other: then the fault of the first is raised (BadData). Raises
    Unavailable when the folder cannot be listed.
    """
    names = sorted(name for name in locate.listing(folder) if name.endswith(_PACKED))
    named = [name for name in names if locate.intraday_intervals(frozenset((name,)))]
    found: set[date] = set()
    faults: list[BadData] = []
    for name in named or names:
        try:
            found |= _days(folder / name)
        except BadData as fault:
            faults.append(fault)
    if not found and faults and named:
        raise faults[0]
    return tuple(sorted(found))


def days_at(hours: Iterable[int]) -> tuple[date, ...]:
    """Days in New York of hours since the epoch, ascending."""
    return tuple(sorted({datetime.fromtimestamp(hour * 3600, NEW_YORK).date() for hour in hours}))


def nearest(days: tuple[date, ...], day: date) -> str:
    """Days before and after a missing one, in words."""
    before = [one for one in days if one < day][-1:]
    after = [one for one in days if one > day][:1]
    return " and ".join(one.isoformat() for one in (*before, *after))


def _days(path: Path) -> set[date]:
    data, _ = locate.read(path)
    lines = split_lines(data, path.name)
    layout = parse_header(lines, path.name)
    if layout.separator != "," or not _HOURLY.match(_first(lines[layout.line :], layout.when)):
        return _read_days(lines, layout)
    if not layout.intraday:
        return set()
    cells = (line.split(b",")[layout.when].strip() for line in lines[layout.line :] if line.count(b",") >= layout.when)
    # The hour and its offset suffice: the day in New York does not change within an hour.
    hours = {cell[:_HOUR] + b":00" + cell[_SECONDS:] for cell in cells if cell}
    return {day for hour in hours if (day := _day(hour)) is not None}


def _first(rows: list[bytes], when: int) -> bytes:
    row = next((row for row in rows if row.count(b",") >= when and row.strip()), b"")
    return row.split(b",")[when].strip() if row else b""


def _read_days(lines: list[bytes], layout: FileLayout) -> set[date]:
    """Days of a file with another time notation. Raises BadData."""
    from r2k_tui.sources.csv_folder.lenient_parser import parse_lenient
    from r2k_tui.sources.csv_folder.table import RowRules, new_york_days

    table = parse_lenient(lines, layout, RowRules(time.time(), positive=False))
    days = new_york_days(table.times).tolist() if table.intraday else ()
    return {day_of_bar(day * 86400) for day in set(days)}


def _day(hour: bytes) -> date | None:
    try:
        moment = datetime.fromisoformat(hour.decode("ascii"))
        known = moment.tzinfo is not None and timedelta(0) <= datetime.now(moment.tzinfo) - moment
        return moment.astimezone(NEW_YORK).date() if known else None
    except (ValueError, OverflowError):
        return None
