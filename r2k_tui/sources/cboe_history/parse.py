"""Daily bars from a history file of Cboe. Pure."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.calendar.days import bar_of_day, new_york_day
from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe_history.info import INFO
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_page, unknown_page

SERVICE = "Cboe"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(\.\d*)?", re.ASCII)
# A volatility index is a percentage: no day of any has been near the second value.
_LEAST, _MOST = 1.0, 500.0
# Files begin in 1990, of indices that were computed back to 1986.
_FIRST_YEAR = 1980
_SLACK = 1e-4
_MISSING = frozenset({"", "0", "0.0", "0.00", "n/a", "nan", "."})


class _Columns(NamedTuple):
    """Places of the columns; the prices of the day are None in a file with one value a day."""

    day: int
    close: int
    open: int | None
    high: int | None
    low: int | None


class _Row(NamedTuple):
    day: date
    open: float
    high: float
    low: float
    close: float


def history_bars(data: bytes, symbol: str, file_symbol: str, now: float) -> Bars:
    """Daily bars of `symbol` from the file of Cboe's index `file_symbol`, received at `now` (seconds since the epoch).

    Raises BadData for a page, another header, a day twice, out of order or in the future, and a value that no
    volatility index has.
    """
    lines = _lines(data, file_symbol)
    columns = _columns(_cells(lines[0]), file_symbol)
    today = new_york_day(now)
    rows: list[_Row] = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            rows.append(_row(_cells(line), columns, f"{file_symbol} line {number}"))
            _check_order(rows, today, f"{file_symbol} line {number}")
    if not rows:
        raise BadData(f"Cboe's file of {file_symbol} has a header and no day.")
    return _packed(rows, symbol)


def _lines(data: bytes, file_symbol: str) -> list[str]:
    start = data[:PAGE_LOOKED_AT].decode("utf-8", "replace")
    if is_page(start) or start.lstrip()[:1] == "<":
        raise unknown_page(start, SERVICE)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadData(f"Cboe's file of {file_symbol} is not text.") from None
    if not lines:
        raise BadData(f"Cboe's file of {file_symbol} is empty.")
    return lines


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return [line]


def _columns(titles: Sequence[str], file_symbol: str) -> _Columns:
    names = [title.upper() for title in titles]
    close = "CLOSE" if "CLOSE" in names else file_symbol
    if len(set(names)) != len(names) or "DATE" not in names or close not in names:
        raise BadData(f"Cboe's file of {file_symbol} has another header: {clean(','.join(titles), 60)!r}.")
    places = [names.index(name) if name in names else None for name in ("OPEN", "HIGH", "LOW")]
    return _Columns(names.index("DATE"), names.index(close), *places)


def _row(cells: Sequence[str], columns: _Columns, where: str) -> _Row:
    if len(cells) <= max(place for place in columns if place is not None):
        raise BadData(f"{where} has too few cells.")
    close = _value(cells[columns.close], where)
    if math.isnan(close):
        raise BadData(f"{where} has no value.")
    opened, high, low = (
        math.nan if place is None else _value(cells[place], where)
        for place in (columns.open, columns.high, columns.low)
    )
    slack = _SLACK * close
    known = [price for price in (opened, close) if price == price]
    return _Row(
        _day(cells[columns.day], where),
        opened,
        math.nan if high < max(known) - slack else high,
        math.nan if low > min(known) + slack else low,
        close,
    )


def _day(text: str, where: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadData(f"{where}: {clean(text, 32)!r} is not a day.")
    return day


def _value(text: str, where: str) -> float:
    if text.lower() in _MISSING:
        return math.nan
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if value == 0.0:
        return math.nan
    if not _LEAST <= value <= _MOST:
        raise BadData(f"{where}: {clean(text, 32)!r} is not a value of a volatility index.")
    return value


def _check_order(rows: Sequence[_Row], today: date, where: str) -> None:
    day = rows[-1].day
    if day > today:
        raise BadData(f"{where}: {day.isoformat()} is in the future.")
    if day.year < _FIRST_YEAR:
        raise BadData(f"{where}: {day.isoformat()} is before every file.")
    if len(rows) > 1 and day <= rows[-2].day:
        raise BadData(f"{where}: {day.isoformat()} is not later than the day before it.")


def _packed(rows: Sequence[_Row], symbol: str) -> Bars:
    closes = pack_floats([row.close for row in rows])
    return Bars(
        symbol,
        Interval.D1,
        time=pack_times([bar_of_day(row.day) for row in rows]),
        open=pack_floats([row.open for row in rows]),
        high=pack_floats([row.high for row in rows]),
        low=pack_floats([row.low for row in rows]),
        close=closes,
        adj_close=closes,
        volume=pack_floats([math.nan] * len(rows)),
        source=INFO.name,
    )
