"""Daily bars from a history file of Cboe. Pure."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe_history.info import INFO
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_page, unknown_page
from r2k_tui.sources.parsing.price_rows import PriceRow, bars_from_rows, price_row, us_date

SERVICE = "Cboe"
_NUMBER = re.compile(r"\d{1,6}(\.\d*)?", re.ASCII)
# A volatility index is a percentage: no day of any has been near the second value.
_LEAST, _MOST = 1.0, 500.0
# Files begin in 1990, of indices that were computed back to 1986.
_FIRST_YEAR = 1980
_MISSING = frozenset({"", "0", "0.0", "0.00", "n/a", "nan", "."})


class _Columns(NamedTuple):
    """Places of the columns; the prices of the day are None in a file with one value a day."""

    day: int
    close: int
    open: int | None
    high: int | None
    low: int | None


def history_bars(data: bytes, symbol: str, file_symbol: str, now: float) -> Bars:
    """Daily bars of `symbol` from the file of Cboe's index `file_symbol`, received at `now` (seconds since the epoch).

    Raises BadData for a page, another header, a day twice, out of order or in the future, and a value that no
    volatility index has.
    """
    lines = _lines(data, file_symbol)
    columns = _columns(_cells(lines[0]), file_symbol)
    today = new_york_day(now)
    rows: list[PriceRow] = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            rows.append(_row(_cells(line), columns, f"{file_symbol} line {number}"))
            _check_order(rows, today, f"{file_symbol} line {number}")
    if not rows:
        raise BadData(f"Cboe's file of {file_symbol} has a header and no day.")
    return bars_from_rows(rows, symbol, Interval.D1, INFO.name)


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


def _row(cells: Sequence[str], columns: _Columns, where: str) -> PriceRow:
    if len(cells) <= max(place for place in columns if place is not None):
        raise BadData(f"{where} has too few cells.")
    close = _value(cells[columns.close], where)
    if math.isnan(close):
        raise BadData(f"{where} has no value.")
    opened, high, low = (
        math.nan if place is None else _value(cells[place], where)
        for place in (columns.open, columns.high, columns.low)
    )
    return price_row(bar_of_day(_day(cells[columns.day], where)), close, opened, high, low)


def _day(text: str, where: str) -> date:
    day = us_date(text)
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


def _check_order(rows: Sequence[PriceRow], today: date, where: str) -> None:
    day = day_of_bar(rows[-1].time)
    if day > today:
        raise BadData(f"{where}: {day.isoformat()} is in the future.")
    if day.year < _FIRST_YEAR:
        raise BadData(f"{where}: {day.isoformat()} is before every file.")
    if len(rows) > 1 and rows[-1].time <= rows[-2].time:
        raise BadData(f"{where}: {day.isoformat()} is not later than the day before it.")
