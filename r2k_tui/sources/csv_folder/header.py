"""The header of a file: where its columns are."""

from __future__ import annotations

import codecs
import csv
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData

# Spelled without blanks and underscores, lower case.
COLUMNS = {
    "open": "open",
    "high": "high",
    "low": "low",
    "close": "close",
    "adjclose": "adj_close",
    "volume": "volume",
}
TITLES = {
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "adj_close": "Adj Close",
    "volume": "Volume",
}
_DAYS, _TIMES = "date", "datetime"
_EXPECTED = "expected a header such as Date,Open,High,Low,Close,Adj Close,Volume"


class Layout(NamedTuple):
    """A file's columns: `columns` maps names of PRICE_COLUMNS to places; `width` counts the header's cells."""

    name: str
    line: int
    width: int
    when: int
    intraday: bool
    columns: dict[str, int]


def split_lines(data: bytes, name: str) -> list[bytes]:
    """The lines without their ends, LF, CRLF or CR; a byte order mark is dropped. Raises BadData for UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadData(f"{name} is UTF-16; save it as CSV in UTF-8")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.removeprefix(codecs.BOM_UTF8).split(b"\n")


def parse_header(lines: list[bytes], name: str) -> Layout:
    """Find the header, the first line that is not blank. Raises BadData when no prices can come of it."""
    place = next((index for index, line in enumerate(lines) if line.strip()), None)
    if place is None:
        raise BadData(f"{name} is empty; {_EXPECTED}")
    titles = _titles(lines[place], name)
    columns = {COLUMNS[title]: index for index, title in enumerate(titles) if title in COLUMNS}
    for title in (*COLUMNS, _DAYS, _TIMES):
        if titles.count(title) > 1:
            raise BadData(f"{name} has the column {title} twice; keep one")
    when = next((titles.index(title) for title in (_TIMES, _DAYS) if title in titles), None)
    if when is None:
        raise BadData(f"{name} has no column Date or Datetime; {_EXPECTED}")
    if not columns.keys() - {"volume"}:
        raise BadData(f"{name} has no price column; {_EXPECTED}")
    return Layout(name, place + 1, len(titles), when, titles[when] == _TIMES, columns)


def _titles(line: bytes, name: str) -> list[str]:
    try:
        cells = next(csv.reader([line.decode("utf-8", "replace")]), [])
    except csv.Error as error:
        raise BadData(f"{name} has a broken header ({clean(str(error))}); {_EXPECTED}") from error
    return ["".join(cell.split()).replace("_", "").casefold() for cell in cells]
