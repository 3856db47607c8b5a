"""A wide file: the closes of many symbols, a row a day and a column a symbol."""

from __future__ import annotations

import csv
import math
from datetime import date

import numpy as np

from r2k_tui.model.closes import Closes
from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder.header import split_lines

_EPOCH = date(1970, 1, 1).toordinal()
_FEWEST_SYMBOLS = 2
_MOST_TOLD = 20
_USUAL = {"open", "high", "low", "close", "adj close", "adjclose", "adj_close", "volume"}


def is_wide(first_line: str) -> bool:
    """Whether a header is that of a wide file: a date, then symbols, not the columns of one symbol."""
    titles = [title.strip().casefold() for title in first_line.split(",")]
    # OPEN and LOW are tickers too: only a short header can be meant as columns of one symbol.
    meant = len(titles) <= len(_USUAL) + 1 and bool(_USUAL & set(titles))
    return titles[0] == "date" and len(titles) > _FEWEST_SYMBOLS and not meant


def parse_wide(data: bytes, name: str, *, newest: date) -> Closes:
    """The closes in a wide file called `name`, up to the day `newest`; an empty cell is a day without a close.

    They count as dividend-adjusted where the name says `adj`. Rows out of order, of another width or later than
    `newest` are left out and told; a price that is not above zero is none. Raises BadData.
    """
    lines = split_lines(data, name)
    header = lines[0].decode("utf-8", "replace") if lines else ""
    if not is_wide(header):
        raise BadData(f"{name} is no table of closes; expected a header such as Date,AAPL,MSFT,…")
    symbols = tuple(clean_symbol(title) for title in next(csv.reader([header]))[1:])
    if len(set(symbols)) != len(symbols) or "" in symbols:
        twice = next((s or "an empty one" for i, s in enumerate(symbols) if not s or s in symbols[:i]), "")
        raise BadData(f"{name} has the column {twice} twice; keep one")
    days, rows, faults = _rows(lines[1:], len(symbols), newest, name)
    if not days:
        raise BadData(faults[0] if faults else f"{name} has a header and no rows")
    values = np.array(rows)
    values[~(values > 0) | ~np.isfinite(values)] = np.nan
    basis = "tr" if "adj" in name.casefold() else "px"
    told = tuple(faults[:_MOST_TOLD])
    return Closes(symbols, np.array(days, dtype=np.int64).tobytes(), values.tobytes(), basis, name, told)


def _rows(lines: list[bytes], width: int, newest: date, name: str) -> tuple[list[int], list[list[float]], list[str]]:
    days: list[int] = []
    rows: list[list[float]] = []
    faults: list[str] = []
    last = newest.toordinal() - _EPOCH
    # Line by line: one call that splits the whole text would hold every other thread up.
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        try:
            day, row = _row(line, width)
        except ValueError as error:
            faults.append(f"{name} line {number}: {clean(str(error), 80)}; row left out")
            continue
        if day > last or (days and day <= days[-1]):
            reason = "is in the future" if day > last else "is out of order"
            faults.append(f"{name} line {number}: its date {reason}; row left out")
            continue
        days.append(day)
        rows.append(row)
    return days, rows, faults


def _row(line: bytes, width: int) -> tuple[int, list[float]]:
    first, *cells = line.decode("utf-8").split(",")
    if len(cells) != width:
        raise ValueError(f"{len(cells) + 1} cells, the header has {width + 1}")
    day = date.fromisoformat(first.strip()).toordinal() - _EPOCH
    try:
        return day, list(map(float, cells))
    except ValueError:
        return day, [float(cell) if cell.strip() else math.nan for cell in cells]
