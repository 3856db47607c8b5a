"""Wide file: closes of many symbols, one row per day and one column per symbol."""

from __future__ import annotations

import csv
import math
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.market.bars import Closes
from r2k_tui.model.text import clean, clean_symbol, plural
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder import date_notation, number_notation
from r2k_tui.sources.csv_folder.encoding import decoded, split_lines
from r2k_tui.sources.csv_folder.header import COLUMNS, raw_cells, spelled, stated_separator
from r2k_tui.sources.csv_folder.no_session import of_new_york, without_session
from r2k_tui.sources.csv_folder.order import places_in_order
from r2k_tui.sources.csv_folder.table import may_be_negative, no_session_sentence

_EPOCH = date(1970, 1, 1).toordinal()
_FEWEST_SYMBOLS = 2
_MOST_REPORTED = 20
_SEPARATORS = (",", ";", "\t", "|")
_DAYS = ("date", "datetime", "timestamp", "time")
# Size of the sample of numbers from which the notation is inferred.
_PROBED_ROWS = 12


class _WideRow(NamedTuple):
    line: int
    day: int
    values: list[float]


class _RowFault(NamedTuple):
    """A row that cannot be used; without a day where that cannot be read."""

    line: int
    day: float
    reason: str


class _WideHeader(NamedTuple):
    symbols: tuple[str, ...]
    separator: str
    line: int


def is_wide(first_line: str) -> bool:
    """Whether a header belongs to a wide file: a date, then symbols, not the columns of one symbol."""
    return any(_is_wide(_split(first_line, separator)) for separator in _SEPARATORS)


def begins_wide(data: bytes, name: str) -> bool:
    """Whether a file starts like a wide file. Raises BadData."""
    lines = split_lines(data, name)
    stated, start = stated_separator(lines)
    first = decoded(next((line for line in lines[start:] if line.strip()), b""))
    return _is_wide(_split(first, stated)) if stated else is_wide(first)


def wide_symbols(data: bytes, name: str) -> tuple[str, ...]:
    """Symbols of a wide file from its first bytes. Raises BadData for any other file."""
    return _header(split_lines(data, name), name).symbols


def _is_wide(titles: list[str]) -> bool:
    spelled_titles = [spelled(title) for title in titles]
    # OPEN and LOW are tickers too: only a short header can mean the columns of one symbol.
    meant = len(titles) <= len(COLUMNS) + 3 and bool(COLUMNS.keys() & set(spelled_titles))
    return bool(titles) and spelled_titles[0] in _DAYS and len(titles) > _FEWEST_SYMBOLS and not meant


def parse_wide(data: bytes, name: str, *, newest: date, report_until: date | None = None) -> Closes:
    """The closes in a wide file called `name`, up to the day `newest`; an empty cell is a day without a close.

    They count as dividend-adjusted where the name contains `adj`. A newest-first file is reversed. Rows out of order,
    of another width or later than `newest` are left out and reported, and so are cells without a price; only yields
    and futures may be zero or negative. Rows on days without a session stay and are reported. Faults of rows later
    than `report_until` are not reported. Raises BadData.
    """
    last_reported = (report_until or newest).toordinal() - _EPOCH
    lines = split_lines(data, name)
    head = _header(lines, name)
    rows, faults, odd = _rows(lines, head, newest, last_reported, name)
    places = places_in_order([row.day for row in rows])
    used = [rows[place] for place in places]
    lost = set(range(len(rows))) - set(places)
    faults += [_RowFault(rows[place].line, rows[place].day, "its date is out of order; row left out") for place in lost]
    if not used:
        raise BadData(_sentences(faults, name)[0] if faults else f"{name} has a header and no rows")
    values = np.array([row.values for row in used])
    days = np.array([row.day for row in used], dtype=np.int64)
    cells = odd + int(_drop_impossible(values, head.symbols)[days <= last_reported].sum())
    problems = _sentences([fault for fault in faults if report_until is None or fault.day <= last_reported], name)
    if cells:
        problems = (*problems, f"{name}: {cells} {'cells hold' if cells > 1 else 'cell holds'} no price; left out")
    closed = without_session(days[days <= last_reported]) if any(map(of_new_york, head.symbols)) else []
    if closed:
        problems = (no_session_sentence(list(map(str, closed)), name), *problems)
    basis = "tr" if "adj" in name.casefold() else "px"
    return Closes(head.symbols, days.tobytes(), values.tobytes(), basis, name, problems)


def _drop_impossible(values: Floats, symbols: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Set impossible prices to missing; return which cells they were."""
    signed = np.array([may_be_negative(symbol) for symbol in symbols])
    wrong: npt.NDArray[np.bool_] = np.isinf(values) | ((values <= 0) & ~signed)
    values[wrong] = np.nan
    return wrong


def _sentences(faults: list[_RowFault], name: str) -> tuple[str, ...]:
    words = [f"{name} line {fault.line}: {fault.reason}" for fault in sorted(faults)]
    if len(words) <= _MOST_REPORTED:
        return tuple(words)
    rest = len(words) - (_MOST_REPORTED - 1)
    return (*words[: _MOST_REPORTED - 1], f"{name}: {plural(rest, 'more row')} left out")


def _header(lines: list[bytes], name: str) -> _WideHeader:
    """Symbols from the first non-blank line. Raises BadData."""
    stated, start = stated_separator(lines)
    place = next((index for index in range(start, len(lines)) if lines[index].strip()), start)
    line = decoded(lines[place]) if place < len(lines) else ""
    for separator in (stated,) if stated else _SEPARATORS:
        titles = _split(line, separator)
        if _is_wide(titles):
            break
    else:
        seen = f"; its first line has {clean(line, 60)!r}" if line else ""
        raise BadData(f"{name} is not a table of closes; expected a header such as Date,AAPL,MSFT,…{seen}")
    symbols = tuple(clean_symbol(title) for title in titles[1:])
    if len(set(symbols)) != len(symbols) or "" in symbols:
        twice = next((s or "an empty one" for i, s in enumerate(symbols) if not s or s in symbols[:i]), "")
        raise BadData(f"{name} has the column {twice} twice; keep one")
    return _WideHeader(symbols, separator, place + 1)


def _split(line: str, separator: str) -> list[str]:
    try:
        return raw_cells(line.encode(), separator)
    except csv.Error:
        return []


class _Reader:
    """Reader of rows: plain numbers under ISO dates first, the file's own notation as a fallback."""

    def __init__(self, lines: list[bytes], head: _WideHeader, name: str) -> None:
        self._separator, self._width = head.separator, len(head.symbols)
        body = [(n, line) for n, line in enumerate(lines[head.line :], head.line + 1) if line.strip()]
        dates = [(n, line.split(head.separator.encode(), 1)[0].decode("utf-8", "replace")) for n, line in body]
        self._dates = date_notation.survey([(n, cell.strip(' "')) for n, cell in dates], name, clocked=False)
        probed = body[:: len(body) // _PROBED_ROWS + 1]
        cells = [cell for _, line in probed for cell in self._cells(line)[1:]]
        self._numbers = number_notation.survey(cells, (), head.separator, name)
        self._points = self._numbers.decimal == "."

    def _cells(self, line: bytes) -> list[str]:
        text = line.decode("utf-8", "replace")
        return _split(text, self._separator) if '"' in text else text.split(self._separator)

    def row(self, line: bytes) -> tuple[int, list[float], int]:
        """The day and the closes of a line, and how many cells hold what is neither. Raises ValueError."""
        first, *cells = self._cells(line)
        if len(cells) != self._width:
            raise ValueError(f"{plural(len(cells) + 1, 'cell')}, the header has {self._width + 1}")
        day = self._dates.time(first.strip(' "')) // 86400
        if self._points:
            try:
                return day, [float(cell) if cell else math.nan for cell in cells], 0
            except ValueError:
                pass
        values = [self._point_number(cell) if self._points else self._numbers.number(cell) for cell in cells]
        odd = sum(value != value and not _is_missing(cell) for value, cell in zip(values, cells, strict=True))
        return day, values, odd

    def _point_number(self, cell: str) -> float:
        """A number that is most likely plain or missing."""
        try:
            return float(cell)
        except ValueError:
            return self._numbers.number(cell)


def _is_missing(cell: str) -> bool:
    return cell.strip().casefold() in number_notation.MISSING


def _rows(
    lines: list[bytes], head: _WideHeader, newest: date, last_reported: int, name: str
) -> tuple[list[_WideRow], list[_RowFault], int]:
    odd = 0
    rows: list[_WideRow] = []
    faults: list[_RowFault] = []
    last = newest.toordinal() - _EPOCH
    reader = _Reader(lines, head, name)
    # Line by line: one call that splits the whole text would block every other thread.
    for number, line in enumerate(lines[head.line :], head.line + 1):
        if not line.strip():
            continue
        try:
            day, row, doubtful = reader.row(line)
        except ValueError as error:
            faults.append(_RowFault(number, -math.inf, f"{clean(str(error), 80)}; row left out"))
            continue
        odd += doubtful if day <= last_reported else 0
        if day > last:
            faults.append(_RowFault(number, day, "its date is in the future; row left out"))
        else:
            rows.append(_WideRow(number, day, row))
    return rows, faults, odd
