"""The file of an export as numbered rows of cells."""

from __future__ import annotations

import codecs
import csv
import io
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.brokers.export import UnreadableExport

MOST_BYTES = 10_000_000
_MOST_ROWS = 100_000
_DELIMITERS = (",", ";", "\t")
_LOOKED_AT = 40
_AS_CSV = "save it as CSV (UTF-8) and import that"


class TableRow(NamedTuple):
    """One row: its line in the file, from 1, and its cells without surrounding blanks."""

    line: int
    cells: tuple[str, ...]


class TableText(NamedTuple):
    """Rows of a file, blank ones left out, and the delimiter between their cells."""

    rows: tuple[TableRow, ...]
    delimiter: str


def table_text(data: bytes) -> TableText:
    """Rows of the bytes of a file. Raises UnreadableExport for anything but text in rows."""
    text = _decoded(data)
    delimiter = _delimiter(text)
    rows: list[TableRow] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            kept = tuple(clean(cell, 200) for cell in cells)
            if any(kept):
                rows.append(TableRow(line, kept))
            if reader.line_num > line + _LOOKED_AT:
                raise UnreadableExport(f"line {line}: a quotation mark is never closed")
            line = reader.line_num + 1
            if len(rows) > _MOST_ROWS:
                raise UnreadableExport(f"more than {_MOST_ROWS:,} rows: no export of positions is as long")
    except csv.Error as error:
        raise UnreadableExport(f"line {line}: not a row of a CSV file ({error})") from None
    return TableText(tuple(rows), delimiter)


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableExport(
            f"the file has more than {MOST_BYTES / 1e6:.0f} MB; an export of positions is far smaller"
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableExport(f"this is a spreadsheet (Excel), whatever its name ends with: {_AS_CSV}")
    if data.startswith(b"%PDF"):
        raise UnreadableExport("this is a PDF; export the positions as CSV")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableExport(f"this is UTF-16 text: {_AS_CSV}")
    if b"\0" in data:
        raise UnreadableExport(f"this is not a text file in UTF-8: {_AS_CSV}")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableExport("the file is empty")
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        raise UnreadableExport("this is a web page or XML, not a CSV file; the download may have asked for a login")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        raise UnreadableExport(f"line {line}, byte {column}: not UTF-8 text: {_AS_CSV}") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> str:
    """Delimiter that divides the most of the first rows, and them into the most cells; a comma where none does."""
    best, most = ",", (0, 1)
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    for delimiter in _DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        found = sum(width > 1 for width in widths), max(widths, default=0)
        if found > most:
            best, most = delimiter, found
    return best
