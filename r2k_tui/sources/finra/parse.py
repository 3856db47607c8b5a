"""One settlement from a file of FINRA. Pure."""

from __future__ import annotations

import io
import math
from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.index.short_interest import REVISED, SPLIT
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.base import BadData
from r2k_tui.sources.finra.symbols import symbol_of
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_page, unknown_page
from r2k_tui.sources.parsing.numbers import number

SERVICE = "FINRA"
# A file has some 22,600 lines; one that ends early would pass for a market without short interest.
_MOST_ROWS = 200_000
_MOST_LEFT_OUT = 0.1
_LONGEST_LINE = 2_000
# No company has had 30 billion shares outstanding at a US exchange for long; more is a slip of the file.
_MOST_SHARES = 1e11
# FINRA's sign of days to cover that cannot be computed.
_NO_COVER = 999.99
_COLUMNS = {
    "symbol": "symbolCode",
    "shares": "currentShortPositionQuantity",
    "previous": "previousShortPositionQuantity",
    "split": "stockSplitFlag",
    "cover": "daysToCoverQuantity",
    "revised": "revisionFlag",
    "day": "settlementDate",
}
_NO = frozenset({"", "N", "0", "FALSE"})


class ShortRows(NamedTuple):
    """Columns of a file, see Settlement, and what was left out."""

    symbols: tuple[str, ...]
    shares: bytes
    previous: bytes
    cover: bytes
    flags: bytes
    note: str


class _ShortRow(NamedTuple):
    symbol: str
    shares: float
    previous: float
    cover: float
    flags: int


def parse_settlement(data: bytes, day: date) -> ShortRows:
    """Rows of the file of one settlement day.

    A line that names no symbol, no shares short or another day is left out and counted. Raises BadData for a page, for
    another header, for a file of another day, and for one that is empty or mostly unusable.
    """
    start = data[:PAGE_LOOKED_AT].decode("utf-8", "replace")
    if is_page(start) or start.lstrip()[:1] in ("<", "{"):
        raise unknown_page(start, SERVICE)
    # Names of companies may be in any encoding; nothing of them is used.
    lines = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", "replace")
    header = _cells(lines.readline(_LONGEST_LINE))
    places = _places(header)
    reader = _ShortRowReader(places, len(header), day)
    for count, line in enumerate(lines, 2):
        if count > _MOST_ROWS:
            raise BadData(f"FINRA's file of {day} has more than {_MOST_ROWS:,} lines.")
        if line.strip():
            reader.take(line, count)
    return reader.rows()


def _cells(line: str) -> list[str]:
    # Names hold quotation marks that nobody closes, so this is no file for a reader of quoted cells.
    cells = line.rstrip("\r\n").split("|")
    return [cell.strip().strip('"').strip() for cell in cells] if '"' in line else [cell.strip() for cell in cells]


def _places(header: Sequence[str]) -> dict[str, int]:
    known = set(_COLUMNS.values())
    named = [name for name in header if name in known]
    if missing := [name for name in _COLUMNS.values() if name not in named]:
        found = clean("|".join(header), 60)
        raise BadData(f"FINRA's file has another header: no column {missing[0]} in {found!r}.")
    if len(named) != len(set(named)):
        raise BadData("FINRA's file has another header: a column is there twice.")
    return {field: header.index(name) for field, name in _COLUMNS.items()}


class _ShortRowReader:
    """Lines of one file, the last one of a symbol unless an earlier one is marked as revised."""

    def __init__(self, places: dict[str, int], width: int, day: date) -> None:
        self._places, self._width, self._day = places, width, day
        self._lines: dict[str, _ShortRow] = {}
        self._read = self._left_out = self._twice = 0
        self._first_fault, self._other_day = "", ""

    def take(self, line: str, count: int) -> None:
        self._read += 1
        fault = self._fault_of(line)
        if fault:
            self._left_out += 1
            self._first_fault = self._first_fault or f"line {count:,}: {fault}"

    def _fault_of(self, line: str) -> str:
        cells = _cells(line[:_LONGEST_LINE])
        if len(cells) != self._width:
            return f"{len(cells)} cells, where the header has {self._width}"
        cell = {field: cells[place] for field, place in self._places.items()}
        if cell["day"] != self._day.isoformat():
            self._other_day = clean(cell["day"], 20)
            return f"settlement {self._other_day!r}"
        symbol, shares = symbol_of(cell["symbol"]), _amount(cell["shares"], _MOST_SHARES)
        if not symbol:
            return f"{clean(cell['symbol'], 20)!r} is no symbol"
        if math.isnan(shares):
            return f"{symbol} has {clean(cell['shares'], 20)!r} shares short"
        flags = SPLIT * _flag(cell["split"]) | REVISED * _flag(cell["revised"])
        cover = _amount(cell["cover"], _NO_COVER)
        self._put(_ShortRow(symbol, shares, _amount(cell["previous"], _MOST_SHARES), cover, flags))
        return ""

    def _put(self, line: _ShortRow) -> None:
        before = self._lines.get(line.symbol)
        self._twice += before is not None
        if before is None or line.flags & REVISED or not before.flags & REVISED:
            self._lines[line.symbol] = line

    def rows(self) -> ShortRows:
        if not self._lines and self._other_day:
            raise BadData(f"FINRA's file of {self._day} is of settlement {self._other_day!r}.")
        if not self._read:
            raise BadData(f"FINRA's file of {self._day} has no lines.")
        if self._left_out > _MOST_LEFT_OUT * self._read:
            unusable = f"{self._left_out:,} of {self._read:,} lines"
            raise BadData(f"FINRA's file of {self._day} is not usable: {unusable}, {self._first_fault}.")
        lines = list(self._lines.values())
        return ShortRows(
            tuple(line.symbol for line in lines),
            _column(line.shares for line in lines),
            _column(line.previous for line in lines),
            _column(line.cover for line in lines),
            bytes(line.flags for line in lines),
            self._note(),
        )

    def _note(self) -> str:
        parts = []
        if self._left_out:
            parts.append(f"{plural(self._left_out, 'line')} left out, first {self._first_fault}")
        if self._twice:
            parts.append(f"{plural(self._twice, 'symbol')} twice, the revised or last line used")
        return "; ".join(parts)


def _column(values: Iterable[float]) -> bytes:
    return array("d", values).tobytes()


def _amount(text: str, most: float) -> float:
    """Number from 0 to below `most`, else NaN: missing, negative, enormous, or no number."""
    value = float(text) if text.isascii() and text.isdigit() and len(text) < 16 else number(text)
    return value if value is not None and 0 <= value < most else math.nan


def _flag(text: str) -> bool:
    return text.upper() not in _NO
