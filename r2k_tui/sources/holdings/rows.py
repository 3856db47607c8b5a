"""Rows of a holdings file: the parsing of each cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from math import isfinite

from r2k_tui.model.market.holdings import EQUITY, FundHolding
from r2k_tui.model.text import clean, clean_symbol, plural
from r2k_tui.sources.holdings.columns import ListLayout
from r2k_tui.sources.holdings.errors import BadHoldingRow, ListTruncated, NotAList
from r2k_tui.sources.holdings.spelling import symbol_of

# Most cells: they need none of what other notations do.
_PLAIN = re.compile(r"-?[0-9][0-9,]{0,20}(?:\.[0-9]{1,15})?")
_NUMBER = re.compile(r"[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
# More rows than any fund has stocks.
_MOST_ROWS = 20_000


def read_rows(lines: list[str], layout: ListLayout, more: Mapping[str, str]) -> tuple[list[FundHolding], bool]:
    """Rows up to the blank line that ends the table, and whether there was one. Raises HoldingsError."""
    found: list[FundHolding] = []
    for number, line in enumerate(lines[layout.line + 1 :], layout.line + 2):
        if not line.replace("\xa0", " ").strip():
            if any(rest.strip() for rest in lines[number:]):
                return found, True
            continue
        cells = _cells(line, number)
        if len(cells) != layout.width:
            wrong = BadHoldingRow if any(rest.strip() for rest in lines[number:]) else ListTruncated
            raise wrong(
                f"line {number}: {plural(len(cells), 'cell')}, the header has {layout.width}; fetch the list again"
            )
        found.append(_row(cells, number, layout, more))
        if len(found) > _MOST_ROWS:
            raise NotAList(f"more than {_MOST_ROWS:,} rows: this is no list of one fund")
    return found, False


def _cells(line: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        raise ListTruncated(f"line {number}: a quote is not closed; fetch the list again") from None


def _row(cells: list[str], number: int, layout: ListLayout, more: Mapping[str, str]) -> FundHolding:
    place = layout.place

    def text(key: str, limit: int = 80) -> str:
        if key not in place:
            return ""
        found = clean(cells[place[key]], limit)
        return "" if found == "-" else found

    ticker, asset_class, exchange = clean_symbol(text("ticker", 16)), text("asset_class", 40), text("exchange")
    weight = _number(cells[place["weight"]])
    if weight is None:
        raise BadHoldingRow(f"line {number}: the weight {clean(cells[place['weight']], 24)!r} is not a number")
    given = clean_symbol(text("symbol", 16))
    symbol = symbol_of(ticker, exchange, more) if asset_class.casefold() == EQUITY.casefold() else ""
    return FundHolding(
        ticker=ticker or "-",
        symbol=given if symbol and given else symbol,
        name=text("name"),
        sector=text("sector", 40) or "Other",
        asset_class=asset_class,
        weight=weight / 100.0,
        market_value=_at(cells, place, "market_value"),
        shares=_at(cells, place, "shares"),
        price=_at(cells, place, "price"),
        exchange=exchange,
        currency=text("currency", 8),
        cusip=text("cusip", 9).upper(),
        isin=text("isin", 12).upper(),
        sedol=text("sedol", 7).upper(),
    )


def _at(cells: list[str], place: Mapping[str, int], key: str) -> float | None:
    return _number(cells[place[key]]) if key in place else None


def _number(text: str) -> float | None:
    """Finite number in a list's notation, with commas, `$` and `%`; None for `-` and for anything else.

    A negative number has a sign or, in accounting notation, parentheses.
    """
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ""))
    text = text.replace("\xa0", " ").replace("\u2212", "-").strip()
    if text.startswith("(") and text.endswith(")") and not text.startswith(("(-", "(+")):
        text = f"-{text[1:-1].strip()}"
    sign = text[:1] if text[:1] in ("-", "+") else ""
    text = sign + text[len(sign) :].removeprefix("$").removesuffix("%").strip()
    if not (text.isascii() and len(text) <= 40 and _NUMBER.fullmatch(text)):
        return None
    value = float(text.replace(",", ""))
    return value if isfinite(value) else None
