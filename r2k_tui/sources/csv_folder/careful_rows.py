"""The careful way to read a file: row by row, each fault told with its line, the rest used."""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np

from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder.header import TITLES, Layout
from r2k_tui.sources.csv_folder.table import OLDEST, SLACK, LeftOut, Rules, Table, told

_EPOCH = date(1970, 1, 1).toordinal()


class _Fault(Exception):
    """A row cannot be used; the text says why."""


class _EarlyFault(_Fault):
    """A row cannot be used yet."""


class _Row(NamedTuple):
    line: int
    time: int
    values: dict[str, float]


class _Refused(NamedTuple):
    """A row that cannot be used; its time is minus infinity where that cannot be read."""

    line: int
    time: float
    reason: str


def read_careful(lines: list[bytes], layout: Layout, rules: Rules) -> Table:
    """The rows that keep the rules, and what was wrong with the others. Raises BadData when none is left.

    Where dates are not in order, the longest run of rows that is in order is kept; of a date that occurs twice,
    the first row.
    """
    rows: list[_Row] = []
    faults: list[_Refused] = []
    early = False
    for number, line in enumerate(lines[layout.line :], layout.line + 1):
        if not line.strip():
            continue
        try:
            rows.append(_row(line, number, layout, rules))
        except _Fault as fault:
            early = early or isinstance(fault, _EarlyFault)
            faults.append(_Refused(number, _readable_time(line, layout), str(fault)))
    kept = _in_order(rows)
    faults += _out_of_order(rows, kept)
    left_out = _left_out(sorted(faults), kept, layout.name)
    if not kept:
        reason = told(left_out)[0] if left_out else f"{layout.name} has a header and no rows"
        raise BadData(f"{reason}; no usable row, save the file again with its rows")
    times = np.array([row.time for row in kept], dtype=np.int64)
    columns = {name: np.array([row.values[name] for row in kept]) for name in layout.columns}
    return Table(times, columns, layout.intraday, left_out, early)


def _row(line: bytes, number: int, layout: Layout, rules: Rules) -> _Row:
    cells = _cells(line)
    if len(cells) != layout.width:
        raise _Fault(f"{len(cells)} cells, the header has {layout.width}")
    time = _time(cells[layout.when], layout)
    if time > rules.newest(layout.intraday):
        raise _EarlyFault(f"{clean(cells[layout.when], 32)} is in the future")
    if time < OLDEST:
        raise _Fault(f"{clean(cells[layout.when], 32)} is before 1800")
    values = {name: _number(name, cells[place], rules) for name, place in layout.columns.items()}
    _check_range(values)
    return _Row(number, time, values)


def _time(cell: str, layout: Layout) -> int:
    return (_moment if layout.intraday else _day)(cell.strip())


def _readable_time(line: bytes, layout: Layout) -> float:
    """The time of a row that has other faults."""
    try:
        return _time(_cells(line)[layout.when], layout)
    except (_Fault, IndexError):
        return -math.inf


def _cells(line: bytes) -> list[str]:
    if b"\0" in line:
        raise _Fault("holds NUL bytes")
    try:
        return next(csv.reader([line.decode("utf-8")], strict=True))
    except UnicodeDecodeError:
        raise _Fault("is not UTF-8") from None
    except csv.Error as error:
        raise _Fault(f"broken quotes ({clean(str(error), 60)})") from None


def _day(cell: str) -> int:
    """Midnight UTC of a date in seconds since the epoch; a time of day is let pass when it is midnight."""
    text, rest = cell[:10], cell[10:]
    if not cell:
        raise _Fault("the Date is empty")
    try:
        if len(text) == 10 and (not rest or datetime.fromisoformat(cell).time().isoformat() == "00:00:00"):
            return (date.fromisoformat(text).toordinal() - _EPOCH) * 86400
    except ValueError:
        pass
    raise _Fault(f"{clean(cell, 32)!r} is no date such as 2025-09-18")


def _moment(cell: str) -> int:
    if not cell:
        raise _Fault("the Datetime is empty")
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        raise _Fault(f"{clean(cell, 40)!r} is no time such as 2025-09-18T09:30:00-04:00") from None
    if moment.tzinfo is None:
        raise _Fault(f"{clean(cell, 40)!r} has no offset such as -04:00 or Z")
    try:
        return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
    except OverflowError:
        raise _Fault(f"{clean(cell, 40)!r} is out of range") from None


def _number(name: str, cell: str, rules: Rules) -> float:
    title, text = TITLES[name], cell.strip()
    if not text:
        raise _Fault(f"{title} is empty")
    try:
        # float() would take 1_000 and digits of other scripts as well.
        value = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _Fault(f"{title} {clean(text, 24)!r} is no number")
    if name == "volume" and value < 0:
        raise _Fault(f"{title} {text} is negative")
    if name != "volume" and rules.positive and value <= 0:
        raise _Fault(f"{title} {text} is not above zero")
    return value


def _check_range(values: dict[str, float]) -> None:
    low, high = values.get("low"), values.get("high")
    for name in ("open", "close", "high"):
        value = values.get(name)
        if low is not None and value is not None and low > value + SLACK * abs(value):
            raise _Fault(f"Low {low:g} is above {TITLES[name]} {value:g}")
    for name in ("open", "close"):
        value = values.get(name)
        if high is not None and value is not None and value > high + SLACK * abs(high):
            raise _Fault(f"{TITLES[name]} {value:g} is above High {high:g}")


def _in_order(rows: list[_Row]) -> list[_Row]:
    """The longest strictly ascending run of rows (patience sorting)."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, row in enumerate(rows):
        pile = bisect_left(ends, row.time)
        before.append(places[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(row.time)
            places.append(place)
        elif row.time < ends[pile]:
            ends[pile], places[pile] = row.time, place
    kept: list[_Row] = []
    place = places[-1] if places else -1
    while place >= 0:
        kept.append(rows[place])
        place = before[place]
    return kept[::-1]


def _out_of_order(rows: list[_Row], kept: list[_Row]) -> list[_Refused]:
    lines, times = {row.line for row in kept}, {row.time: row.line for row in kept}
    faults = []
    for row in rows:
        if row.line not in lines:
            twin = times.get(row.time)
            reason = f"the date of line {twin} again" if twin else "its date is out of order"
            faults.append(_Refused(row.line, row.time, reason))
    return faults


def _left_out(faults: list[_Refused], kept: list[_Row], name: str) -> tuple[LeftOut, ...]:
    lines = [row.line for row in kept]
    before = (kept[place - 1].time if (place := bisect_left(lines, fault.line)) else -math.inf for fault in faults)
    return tuple(
        LeftOut(name, fault.line, max(fault.time, time), fault.reason)
        for fault, time in zip(faults, before, strict=True)
    )
