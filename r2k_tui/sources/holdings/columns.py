"""Columns of a holdings file, after any preamble."""

from __future__ import annotations

import csv
import difflib
from typing import NamedTuple

from r2k_tui.model.text import clean
from r2k_tui.sources.holdings.errors import ColumnsMissing, NotAList

# Lower-case letters only: "Weight (%)" is weight, "weight_pct" weightpct.
_NAMES = {
    "ticker": ("ticker", "symbol"),
    "name": ("name",),
    "sector": ("sector",),
    "asset_class": ("assetclass",),
    "weight": ("weight", "weightpct"),
    "market_value": ("marketvalue",),
    "shares": ("quantity", "shares"),
    "price": ("price",),
    "exchange": ("exchange",),
    "currency": ("currency",),
    "symbol": ("yahoosymbol",),
    "cusip": ("cusip",),
    "isin": ("isin",),
    "sedol": ("sedol",),
}
_ALL_NAMES = frozenset(name for names in _NAMES.values() for name in names)
_NEEDED = ("ticker", "name", "sector", "asset_class", "weight")
_TITLES = {"asset_class": "Asset Class", "weight": "Weight (%)"}
# The header is in line 1 or 10; no known preamble is longer.
_SEARCHED = 60


class ListLayout(NamedTuple):
    """Layout of a holdings file: `line` counts from 0; `place` maps columns to their positions among `width` cells."""

    line: int
    width: int
    place: dict[str, int]


def find_header(lines: list[str]) -> ListLayout:
    """Layout from the header. Raises NotAList, ColumnsMissing."""
    best: tuple[int, int, list[str]] | None = None
    for number, line in enumerate(lines[:_SEARCHED]):
        titles = _titles(line)
        known = sum(title in _ALL_NAMES for title in titles)
        if best is None or known > best[0]:
            best = (known, number, titles)
    if best is None or best[0] < 3:
        raise NotAList("this is not a list of holdings: no header such as Ticker,Name,Sector,Asset Class,Weight (%)")
    _, number, titles = best
    place = {key: titles.index(name) for key, names in _NAMES.items() for name in names if name in titles}
    missing = [key for key in _NEEDED if key not in place]
    if missing:
        raise ColumnsMissing(_complaint(missing, titles, number))
    return ListLayout(number, len(titles), place)


def _complaint(missing: list[str], titles: list[str], number: int) -> str:
    words = []
    for key in missing:
        near = difflib.get_close_matches(_NAMES[key][0], titles, 1, 0.6)
        title = _TITLES.get(key, key.title())
        words.append(f"{title} (is {clean(near[0], 40)!r} it?)" if near else title)
    return f"line {number + 1}: no column {', '.join(words)}; found {clean(', '.join(titles), 120)}"


def _titles(line: str) -> list[str]:
    if len(line) > 4000:
        return []
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        return []
    return ["".join(filter(str.isalpha, cell.casefold())) for cell in cells]
