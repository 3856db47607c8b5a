"""Parser of the library's CSV files to a table of monthly factor returns. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from math import isfinite, nan
from typing import NamedTuple

from r2k_tui.model.factors.table import FactorTable, pack_table
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.base import BadData
from r2k_tui.sources.french.published_files import FILES

_VINTAGE = re.compile(r"\b(\d{6})\s+CRSP\b", re.IGNORECASE)
_MARK = "\u00ef\u00bb\u00bf"
_MISSING = frozenset({-99.99, -999.0})
# Percent in one month. The largest of a century is 52.
_LARGEST = 100.0
# Shorter tables may well hold small numbers alone.
_JUDGED_MONTHS = 24
_FRACTIONS = 0.5
_PERCENT = 100.0


class _FileLine(NamedTuple):
    number: int
    text: str

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.split(",")]


class _Block(NamedTuple):
    """Rows below a line of column names, up to a blank line; `closed` is False where the file ends before one."""

    names: _FileLine
    rows: list[_FileLine]
    closed: bool

    @property
    def width(self) -> int:
        """Number of columns up to the last one with a name: spreadsheets add commas."""
        return max(place for place, name in enumerate(self.names.cells) if name) + 1


def parse_table(data: bytes, name: str, today: date, source: str, fetched_at: float | None = None) -> FactorTable:
    """Table of one file: its block of monthly returns, whatever stands around it. Raises BadData.

    A message names the file, the line, and what is wrong. `today` is the day after which no month can be over.
    """
    facts = FILES[name]
    lines = _lines(data, facts.csv)
    block = _monthly(list(_blocks(lines)), facts.factors, facts.csv)
    if not block.closed:
        last = block.rows[-1].number
        raise BadData(f"{facts.csv} line {last}: the file ends within the monthly returns, so it is cut off")
    places = _places(block.names.cells, facts.factors, f"{facts.csv} line {block.names.number}")
    months: list[int] = []
    values: list[float] = []
    for row in block.rows:
        where = f"{facts.csv} line {row.number}"
        months.append(_month(row, months, today, where))
        values += _values(row, block.width, places, where)
    _check_percent(values, facts.factors, facts.csv)
    return pack_table(
        name, facts.factors, months, values, _vintage(lines[: block.names.number - 1]), source, fetched_at
    )


def _lines(data: bytes, where: str) -> list[_FileLine]:
    if not data.strip():
        raise BadData(f"{where} is empty")
    if data.lstrip()[:1] == b"<" or b"\x00" in data[:4096]:
        raise BadData(f"{where} is a web page or no text, not a table")
    text = data.decode("latin-1").removeprefix(_MARK)
    return [_FileLine(number, line) for number, line in enumerate(text.split("\n"), 1)]


def _blocks(lines: list[_FileLine]) -> Iterator[_Block]:
    """Blocks of rows, each with the line of column names above it, which begins with a comma and a name."""
    names: _FileLine | None = None
    rows: list[_FileLine] = []
    for line in lines[:-1]:
        cells = line.cells
        if not any(cells):
            if names is not None and rows:
                yield _Block(names, rows, closed=True)
                names, rows = None, []
        elif not cells[0]:
            names, rows = line, []
        elif names is not None:
            rows.append(line)
    if names is not None and (rows or lines[-1].text):
        yield _Block(names, [*rows, *([lines[-1]] if lines[-1].text.strip() else [])], closed=False)


def _monthly(blocks: list[_Block], factors: tuple[str, ...], where: str) -> _Block:
    """First block of months with these factors. Raises BadData, which says what is there instead."""
    fitting = [block for block in blocks if not _absent(block.names.cells, factors)]
    for block in fitting:
        if _width(block) == 6:
            return block
    if any(_width(block) == 8 for block in blocks):
        raise BadData(f"{where} holds daily returns, not monthly ones: it is another file of the library")
    if fitting:
        first = fitting[0].rows[0]
        raise BadData(f"{where} line {first.number}: {clean(first.cells[0], 24)!r} is no month such as 202608")
    if not blocks:
        raise BadData(f"{where} has no line of column names such as ',{','.join(factors)}' with returns below it")
    names = blocks[0].names
    absent = ", ".join(_absent(names.cells, factors))
    raise BadData(f"{where} line {names.number}: no column {absent} in {clean(names.text, 60)!r}")


def _width(block: _Block) -> int:
    """Number of digits of the first date: 4 for years, 6 for months, 8 for days; 0 for anything else."""
    first = block.rows[0].cells[0]
    return len(first) if first.isascii() and first.isdigit() else 0


def _folded(names: list[str]) -> list[str]:
    return [name.casefold() for name in names]


def _absent(names: list[str], factors: tuple[str, ...]) -> list[str]:
    found = _folded(names)
    return [factor for factor in factors if factor.casefold() not in found]


def _places(names: list[str], factors: tuple[str, ...], where: str) -> list[int]:
    found = _folded(names)
    double = next((factor for factor in factors if found.count(factor.casefold()) > 1), None)
    if double is not None:
        raise BadData(f"{where}: two columns are called {double}")
    return [found.index(factor.casefold()) for factor in factors]


def _month(row: _FileLine, months: list[int], today: date, where: str) -> int:
    """Month of a row: the one after the row before it, and over by today."""
    text = row.cells[0]
    if not (len(text) == 6 and text.isascii() and text.isdigit() and 1 <= int(text[4:]) <= 12 and int(text[:4]) > 0):
        raise BadData(f"{where}: {clean(text, 24)!r} is no month such as 202608")
    month = int(text)
    if months and month <= months[-1]:
        raise BadData(f"{where}: {month} is not later than the month before it, {months[-1]}")
    if months and month != next_month(months[-1]):
        raise BadData(f"{where}: {month} follows {months[-1]}, so a month is missing")
    if month >= today.year * 100 + today.month:
        raise BadData(f"{where}: {month} is not over yet, by a clock that shows {today.isoformat()}")
    return month


def next_month(month: int) -> int:
    """Month after one; both as YYYYMM."""
    return month + 1 if month % 100 < 12 else month + 89


def _values(row: _FileLine, width: int, places: list[int], where: str) -> list[float]:
    """Returns of a row as fractions. Cells after the last column must be blank."""
    cells = row.cells
    if len(cells) < width or any(cells[width:]):
        raise BadData(f"{where}: {plural(len(cells), 'cell')} where the line of names has {width}; the row is cut off")
    return [_value(cells[place], where) for place in places]


def _value(text: str, where: str) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        value = nan
    if value in _MISSING:
        return nan
    if not isfinite(value) or abs(value) > _LARGEST:
        raise BadData(f"{where}: {clean(text, 24)!r} is no return of a month in percent")
    return value / _PERCENT


def _check_percent(values: list[float], factors: tuple[str, ...], where: str) -> None:
    """Refuse fractions: no factor of the library stayed within half a percent for two years."""
    moved = [abs(value) for place, value in enumerate(values) if factors[place % len(factors)] != "RF"]
    largest = max((value for value in moved if value == value), default=1.0)
    if len(values) >= _JUDGED_MONTHS * len(factors) and largest * _PERCENT < _FRACTIONS:
        raise BadData(f"{where} holds numbers below {_FRACTIONS:g} alone: fractions where percent were expected")


def _vintage(preamble: list[_FileLine]) -> str:
    """Month of the CRSP database that the file was made from; "" where the preamble names none."""
    found = (_VINTAGE.search(line.text) for line in preamble)
    months = [match[1] for match in found if match is not None and 1 <= int(match[1][4:]) <= 12]
    return months[0] if months else ""
