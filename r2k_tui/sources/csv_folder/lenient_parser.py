"""Lenient parser: it reads row by row, reports each fault with its line, and uses the rest."""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from r2k_tui.model.text import clean, plural
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder import date_notation, number_notation
from r2k_tui.sources.csv_folder.date_notation import DateNotation, Unreadable
from r2k_tui.sources.csv_folder.header import TITLES, FileLayout
from r2k_tui.sources.csv_folder.number_notation import MISSING, NumberNotation
from r2k_tui.sources.csv_folder.order import places_in_order
from r2k_tui.sources.csv_folder.table import (
    DAILY_STEP_S,
    DAY,
    OLDEST,
    SLACK,
    LeftOut,
    PriceTable,
    RowRules,
    new_york_days,
    problem_sentences,
)


class _Fault(Exception):
    """Fault that makes a row unusable; the text says why."""


class _EarlyFault(_Fault):
    """Fault of a row that becomes usable later."""


class _ParsedRow(NamedTuple):
    line: int
    time: int
    values: dict[str, float]
    faults: tuple[str, ...] = ()


class _Refused(NamedTuple):
    """Unusable row, cell or column; its time is minus infinity where it is unreadable."""

    line: int
    time: float
    reason: str
    what: str = "row"


class _Notation(NamedTuple):
    dates: DateNotation
    numbers: NumberNotation
    empty: frozenset[str]


def parse_lenient(lines: list[bytes], layout: FileLayout, rules: RowRules) -> PriceTable:
    """Table of the valid rows with the faults of the others. Raises BadData when none is left."""
    split, faults = _split(lines, layout)
    notation = _survey([(number, cells) for number, cells, _ in split], layout)
    if notation.empty:
        columns = {name: place for name, place in layout.columns.items() if name not in notation.empty}
        layout = layout._replace(columns=columns)
        faults += [_Refused(layout.line, -math.inf, f"{TITLES[n]} has no number", "column") for n in notation.empty]
    rows: list[_ParsedRow] = []
    early = False
    for number, cells, _ in split:
        try:
            rows.append(_row(cells, number, layout, notation, rules))
        except _Fault as fault:
            early = early or isinstance(fault, _EarlyFault)
            faults.append(_Refused(number, _readable_time(cells, layout, notation), str(fault)))
    used = [rows[place] for place in places_in_order([row.time for row in rows])]
    faults += _out_of_order(rows, used)
    faults += [_Refused(row.line, row.time, fault, "cell") for row in used for fault in row.faults]
    left_out = _left_out(sorted(faults), used, layout.name)
    if not used:
        reason = problem_sentences(left_out)[0] if left_out else f"{layout.name} has a header and no rows"
        raise BadData(f"{reason}; no usable row, save the file again with its rows")
    times = np.array([row.time for row in used], dtype=np.int64)
    columns_read = {name: np.array([row.values[name] for row in used]) for name in layout.columns}
    return _daily_by_step(PriceTable(times, columns_read, notation.dates.intraday, left_out, early))


def _daily_by_step(table: PriceTable) -> PriceTable:
    """Daily table from rows a day apart at one time of day in New York."""
    if not table.intraday or len(table.times) < 2 or np.diff(table.times).min() < DAILY_STEP_S:
        return table
    days = new_york_days(table.times)
    clocks = {int(local) for local in (table.times % DAY).tolist()}
    if len(clocks) > 2 or (max(clocks) - min(clocks)) not in (0, 3600) or (np.diff(days) < 1).any():
        return table
    return table._replace(times=days * DAY, intraday=False)


_Split = tuple[int, list[str], bytes]


def _split(lines: list[bytes], layout: FileLayout) -> tuple[list[_Split], list[_Refused]]:
    split: list[_Split] = []
    faults: list[_Refused] = []
    for number, line in enumerate(lines[layout.line :], layout.line + 1):
        if not line.strip():
            continue
        try:
            cells = _cells(line, layout.separator)
            split.append((number, _timed(cells, layout), line))
        except _Fault as fault:
            faults.append(_Refused(number, -math.inf, str(fault)))
    return split, faults


def _timed(cells: list[str], layout: FileLayout) -> list[str]:
    """Cells, with the date joined to the time of day from a separate column; midnight counts as no time."""
    if layout.clock is None or len(cells) != layout.width:
        return cells
    clock = cells[layout.clock].strip()
    if clock.strip("0:."):
        cells[layout.when] = f"{cells[layout.when].strip()} {clock}"
    return cells


def _survey(rows: list[tuple[int, list[str]]], layout: FileLayout) -> _Notation:
    """Notation that the rows prove. Raises BadData."""
    whole = [(number, cells) for number, cells in rows if len(cells) == layout.width]
    dates = date_notation.survey(
        [(number, cells[layout.when].strip()) for number, cells in whole], layout.name, clocked=layout.intraday
    )
    found: dict[str, list[str]] = {name: [cells[place] for _, cells in whole] for name, place in layout.columns.items()}
    empty = {name for name, cells in found.items() if cells and all(_is_missing(cell) for cell in cells)}
    if not found.keys() - empty - {"volume"}:
        empty = empty & {"volume"}
    prices = (cell for name, cells in found.items() if name != "volume" for cell in cells)
    numbers = number_notation.survey(prices, found.get("volume", ()), layout.separator, layout.name)
    return _Notation(dates, numbers, frozenset(empty))


def _is_missing(cell: str) -> bool:
    return cell.strip().casefold() in MISSING


def _row(cells: list[str], number: int, layout: FileLayout, notation: _Notation, rules: RowRules) -> _ParsedRow:
    if len(cells) != layout.width:
        raise _Fault(f"{plural(len(cells), 'cell')}, the header has {layout.width}")
    if not all(map(_is_text, (cells[layout.when], *(cells[place] for place in layout.columns.values())))):
        raise _Fault("is not UTF-8")
    cell = cells[layout.when].strip()
    try:
        time = notation.dates.time(cell)
    except Unreadable as error:
        raise _Fault(str(error)) from None
    if time > rules.newest(notation.dates.intraday):
        raise _EarlyFault(f"{clean(cell, 32)} is in the future")
    if time < OLDEST:
        raise _Fault(f"{clean(cell, 32)} is before 1800")
    values: dict[str, float] = {}
    faults: list[str] = []
    for name, place in layout.columns.items():
        values[name], fault = _number(name, cells[place], notation.numbers, rules)
        faults += [fault] if fault else []
    if faults and all(math.isnan(value) for name, value in values.items() if name != "volume"):
        raise _Fault(faults[0])
    _check_range(values)
    return _ParsedRow(number, time, values, tuple(faults))


def _readable_time(cells: list[str], layout: FileLayout, notation: _Notation) -> float:
    """Time of a row that has other faults."""
    try:
        return notation.dates.time(cells[layout.when].strip())
    except (Unreadable, IndexError):
        return -math.inf


def _cells(line: bytes, separator: str) -> list[str]:
    if b"\0" in line:
        raise _Fault("holds NUL bytes")
    try:
        # What is not UTF-8 costs the row only where it stands in a cell that is used.
        return next(csv.reader([line.decode("utf-8", "surrogateescape")], strict=True, delimiter=separator))
    except csv.Error as error:
        raise _Fault(f"broken quotes ({clean(str(error), 60)})") from None


def _is_text(cell: str) -> bool:
    """Whether a cell holds no bytes that are not UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in cell)


def _number(name: str, cell: str, notation: NumberNotation, rules: RowRules) -> tuple[float, str]:
    """Number in a cell; NaN, with the reason, for an unusable cell of a usable row. Raises _Fault."""
    title, text = TITLES[name], cell.strip()
    if _is_missing(text):
        return math.nan, f"{title} {clean(text, 24)!r} is not a number" if text else f"{title} is empty"
    value = notation.number(text, scaled=name == "volume")
    if math.isnan(value):
        raise _Fault(f"{title} {clean(text, 24)!r} is not a number")
    if name == "volume":
        return (math.nan, f"{title} {clean(text, 24)} is negative") if value < 0 else (value, "")
    if rules.positive and value <= 0:
        return math.nan, f"{title} {clean(text, 24)} is not above zero"
    return value, ""


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


def _out_of_order(rows: list[_ParsedRow], used: list[_ParsedRow]) -> Iterable[_Refused]:
    lines, times = {row.line for row in used}, {row.time: row.line for row in used}
    for row in rows:
        if row.line not in lines:
            twin = times.get(row.time)
            reason = f"the date of line {twin} again" if twin else "its date is out of order"
            yield _Refused(row.line, row.time, reason)


def _left_out(faults: list[_Refused], used: list[_ParsedRow], name: str) -> tuple[LeftOut, ...]:
    """Faults, each with the time from which it is reported: that of the used row before it, in file order."""
    forward = used if len(used) < 2 or used[0].line < used[-1].line else used[::-1]
    lines = [row.line for row in forward]
    turned = forward is not used

    def before(line: int) -> float:
        place = bisect_left(lines, line)
        if turned:
            return forward[place].time if place < len(forward) else -math.inf
        return forward[place - 1].time if place else -math.inf

    return tuple(
        LeftOut(name, fault.line, _since(fault, before(fault.line)), fault.reason, fault.what) for fault in faults
    )


def _since(fault: _Refused, before: float) -> float:
    return fault.time if fault.what == "cell" else max(fault.time, before)
