"""Header of a file: its separator and the positions of its columns."""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import NamedTuple

from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder.encoding import decoded
from r2k_tui.sources.csv_folder.encoding import split_lines as split_lines

# Spelled in lower-case letters and digits: `Adj Close**` is adjclose, `<VOL>` and `Vol.` are vol.
COLUMNS = {"open": "open", "high": "high", "low": "low", "close": "close", "adjclose": "adj_close", "volume": "volume"}
TITLES = {
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "adj_close": "Adj Close",
    "volume": "Volume",
}
# Names in common exports, for files without a column of the plain name.
_ALIASES = {
    "adjustedclose": "adj_close",
    "adjclosingprice": "adj_close",
    "adjcloseadjustedclosepriceadjustedforsplitsanddividendandorcapitalgaindistributions": "adj_close",
    "closeclosepriceadjustedforsplits": "close",
    "closelast": "close",
    "closeprice": "close",
    "closingprice": "close",
    "last": "close",
    "lastprice": "close",
    "price": "close",
    "openprice": "open",
    "openingprice": "open",
    "highprice": "high",
    "lowprice": "low",
    "vol": "volume",
    "sharevolume": "volume",
    "tradevolume": "volume",
    # Stooq in Polish, Investing.com and banks in German and French.
    "otwarcie": "open",
    "najwyzszy": "high",
    "najnizszy": "low",
    "zamkniecie": "close",
    "wolumen": "volume",
    "eröffn": "open",
    "eröffnung": "open",
    "erster": "open",
    "hoch": "high",
    "tief": "low",
    "schluss": "close",
    "schlusskurs": "close",
    "zuletzt": "close",
    "ouv": "open",
    "ouverture": "open",
    "plushaut": "high",
    "plusbas": "low",
    "clôture": "close",
    "dernier": "close",
}
_DAYS = ("date", "data", "datum", "tradedate", "tradingdate", "tradingday", "day")
_TIMES = ("datetime", "timestamp", "time")
_WHEN = ("datetime", *_DAYS, "timestamp", "time")
_SEPARATORS = (",", ";", "\t", "|")
_SEP = re.compile(rb'^"?sep=(.)"?[,;\t|]*$', re.IGNORECASE)
_LOOKED_AT = 25
_EXPECTED = "expected a header such as Date,Open,High,Low,Close,Adj Close,Volume"
# First cells of the lines above the dates in a yfinance export by to_csv.
_FIELDS, _TICKERS = ("price", "", "attributes"), ("ticker", "", "symbols")


class FileLayout(NamedTuple):
    """Layout of a file: `columns` maps names of PRICE_COLUMNS to positions; `width` counts the header's cells.

    `line` counts the lines before the first row; `clock` is the position of a separate column for the time of day.
    `intraday`: the first row has a time of day.
    """

    name: str
    line: int
    width: int
    when: int
    intraday: bool
    columns: dict[str, int]
    separator: str = ","
    clock: int | None = None


class _HeaderRow(NamedTuple):
    titles: list[str]
    line: int
    separator: str


def parse_header(lines: list[bytes], name: str, symbol: str = "") -> FileLayout:
    """Find the header: the first line with a date and a price among those at the top.

    From a file with columns of several symbols, those of `symbol` are used. Raises BadData for a file without prices.
    """
    separator, start = stated_separator(lines)
    places = list(islice((index for index in range(start, len(lines)) if lines[index].strip()), _LOOKED_AT))
    if not places:
        raise BadData(f"{name} is empty; {_EXPECTED}")
    separators = (separator,) if separator else _SEPARATORS
    stacked = _stacked(lines, places, separators, name, symbol)
    if stacked is not None:
        return stacked
    for place in places:
        for one in separators:
            titles = _titles(lines[place], one)
            if (_priced(titles) and any(title in titles for title in _WHEN)) or _is_plain(titles, lines, place, one):
                return _layout(_HeaderRow(titles, place + 1, one), lines, name)
    return _layout(_HeaderRow(_titles(lines[places[0]], separators[0]), places[0] + 1, separators[0]), lines, name)


def stated_separator(lines: list[bytes]) -> tuple[str, int]:
    """Separator that a first line such as `sep=;` states ("" without one), and the next line."""
    for index, line in enumerate(lines[:_LOOKED_AT]):
        if match := _SEP.match(line.strip()):
            return match.group(1).decode("latin-1"), index + 1
        if line.strip():
            break
    return "", 0


def spelled(title: str) -> str:
    """Title in the spelling of the tables of names."""
    return "".join(filter(str.isalnum, title)).casefold()


def raw_cells(line: bytes, separator: str) -> list[str]:
    """The cells of a line of titles. Raises csv.Error."""
    return next(csv.reader([decoded(line)], delimiter=separator), [])


def _titles(line: bytes, separator: str) -> list[str]:
    try:
        return [spelled(cell) for cell in raw_cells(line, separator)]
    except csv.Error:
        return []


def _priced(titles: list[str]) -> bool:
    return any((COLUMNS.get(title) or _ALIASES.get(title, "volume")) != "volume" for title in titles)


def _is_plain(titles: list[str], lines: list[bytes], place: int, separator: str) -> bool:
    """Whether an untitled column, as pandas writes an index, holds the dates."""
    if not titles or titles[0] not in ("", "unnamed0") or not _priced(titles):
        return False
    if any(title in titles for title in _WHEN):
        return True
    row = decoded(next((line for line in lines[place + 1 :] if line.strip()), b""))
    first = row.split(separator, 1)[0].strip(' "')
    return bool(re.match(r"\d{4}-\d\d-\d\d", first))


def _layout(head: _HeaderRow, lines: list[bytes], name: str) -> FileLayout:
    titles = head.titles
    seen = f"its first line has {_shown(lines[head.line - 1])}"
    when = next((titles.index(title) for title in _WHEN if title in titles), None)
    if when is None and titles and titles[0] in ("", "unnamed0") and _priced(titles):
        when = 0 if _is_plain(titles, lines, head.line - 1, head.separator) else None
    if when is None:
        raise BadData(f"{name} has no column Date or Datetime; {_EXPECTED}; {seen}")
    for title in (*COLUMNS, titles[when]):
        if title and titles.count(title) > 1:
            raise BadData(f"{name} has the column {title} twice; keep one")
    columns = _columns(titles, name)
    if not columns.keys() - {"volume"}:
        raise BadData(f"{name} has no price column; {_EXPECTED}; {seen}")
    clock = titles.index("time") if titles[when] in _DAYS and titles.count("time") == 1 else None
    clocked = titles[when] in _TIMES
    cell = _first_cell(lines[head.line :], head.separator, when)
    return FileLayout(name, head.line, len(titles), when, _has_clock(cell, clocked), columns, head.separator, clock)


def _shown(line: bytes) -> str:
    return repr(clean(decoded(line), 60))


def _columns(titles: list[str], name: str) -> dict[str, int]:
    columns = {COLUMNS[title]: index for index, title in enumerate(titles) if title in COLUMNS}
    other: dict[str, list[int]] = {}
    for index, title in enumerate(titles):
        column = _ALIASES.get(title)
        if column is not None and column not in columns:
            other.setdefault(column, []).append(index)
    for column, places in other.items():
        if len(places) > 1:
            words = " and ".join(titles[place] for place in places)
            raise BadData(f"{name} has the columns {words}, each of which may be {TITLES[column]}; keep one")
        columns[column] = places[0]
    return columns


def _first_cell(rows: list[bytes], separator: str, when: int) -> str:
    for row in rows:
        if row.strip():
            try:
                cells = raw_cells(row, separator)
            except csv.Error:
                return ""
            return cells[when].strip() if when < len(cells) else ""
    return ""


def _has_clock(cell: str, clocked: bool) -> bool:
    """Whether a cell has a time of day; without a cell, whether its title says so."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return False
    iso = re.match(r"\d{4}-\d\d-\d\d[ T](\d\d:\d\d(:\d\d)?)", cell)
    if iso is None:
        return clocked
    return clocked or iso.group(1) not in ("00:00", "00:00:00")


def _stacked(
    lines: list[bytes], places: list[int], separators: tuple[str, ...], name: str, symbol: str
) -> FileLayout | None:
    """Layout of a yfinance export: a line of fields, a line of tickers, a line with Date alone."""
    if len(places) < 3:
        return None
    for separator in separators:
        heads = [_titles(lines[place], separator) for place in places[:3]]
        kinds = [head[0] if head else None for head in heads]
        if kinds[2] not in _WHEN or len(heads[0]) != len(heads[1]) or len(heads[0]) < 2 or any(heads[2][1:]):
            continue
        if kinds[0] in _FIELDS and kinds[1] in _TICKERS and _priced(heads[0][1:]):
            fields, tickers = heads[0], raw_cells(lines[places[1]], separator)
        elif kinds[0] in _TICKERS and kinds[1] in _FIELDS and _priced(heads[1][1:]):
            fields, tickers = heads[1], raw_cells(lines[places[0]], separator)
        else:
            continue
        columns = _of_symbol(fields, tickers, name, symbol)
        if not columns.keys() - {"volume"}:
            raise BadData(f"{name} has no price column; {_EXPECTED}")
        line = places[2] + 1
        cell = _first_cell(lines[line:], separator, 0)
        return FileLayout(name, line, len(fields), 0, _has_clock(cell, kinds[2] in _TIMES), columns, separator)
    return None


def _of_symbol(fields: list[str], tickers: list[str], name: str, symbol: str) -> dict[str, int]:
    known = {clean_symbol(ticker): ticker for ticker in tickers[1:] if ticker.strip()}
    chosen = next(iter(known)) if len(known) == 1 else symbol
    if known and chosen not in known:
        chosen = next((one for one in known if one.lstrip("^") == symbol.lstrip("^")), "")
        if not chosen:
            listed = ", ".join(list(known)[:8])
            raise BadData(
                f"{name} has columns of {clean(listed, 80)}, none of {clean(symbol, 32)}; save one symbol a file"
            )
    places = [place for place in range(1, len(fields)) if not known or clean_symbol(tickers[place]) == chosen]
    titles = [fields[place] for place in places]
    for title in COLUMNS:
        if titles.count(title) > 1:
            raise BadData(f"{name} has the column {title} twice; keep one")
    return {column: places[place] for column, place in _columns(titles, name).items()}
