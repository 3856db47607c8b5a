"""Tickers of stocks that a filing lists by name only, matched by name with a list that has both. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from r2k_tui.model.market.holdings import EQUITY, FundHolding
from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.holdings.spelling import symbol_of
from r2k_tui.sources.http.json_body import json_object

# Words that one list writes and the other leaves out or shortens.
_DROPPED = frozenset(
    [
        *("INC", "INCORPORATED", "CORP", "CORPORATION", "CO", "COMPANY", "LTD", "LIMITED", "PLC", "LP", "LLC", "NV"),
        *("SA", "AG", "THE", "CLASS", "COM", "COMMON", "STOCK", "SHS", "NEW"),
    ]
)
_SHORT = {"HOLDINGS": "HLDGS", "HOLDING": "HLDGS", "GROUP": "GRP", "INTERNATIONAL": "INTL", "BANCORPORATION": "BANCORP"}
_WORD = re.compile(r"[A-Z0-9]+")


def name_key(name: str) -> str:
    """Normalized company name, comparable between lists; "" if nothing is left."""
    words = _WORD.findall(name.upper().replace("&", " AND ").replace("'", "").replace(".", ""))
    return " ".join(_SHORT.get(word, word) for word in words if word not in _DROPPED)


def by_name(rows: Iterable[FundHolding]) -> dict[str, FundHolding]:
    """Stocks with a symbol by the key of their names; names that two of them share are left out."""
    found: dict[str, FundHolding] = {}
    shared: set[str] = set()
    for row in rows:
        key = name_key(row.name) if row.symbol else ""
        if key in found:
            shared.add(key)
        elif key:
            found[key] = row
    return {key: row for key, row in found.items() if key not in shared}


def parse_directory(data: bytes, symbols: Mapping[str, str]) -> dict[str, FundHolding]:
    """Companies of the SEC's list of tickers by the key of their names; those with several tickers are left out.

    `symbols`: spelling of tickers that a provider spells differently. Raises BadData.
    """
    entries = json_object(data, "SEC").values()
    pairs = [
        (clean_symbol(entry.get("ticker")), clean(entry.get("title"), 80))
        for entry in entries
        if isinstance(entry, dict)
    ]
    rows = (FundHolding(ticker, symbol_of(ticker, "", symbols), name, "Other", EQUITY, 0.0) for ticker, name in pairs)
    found = by_name(rows)
    if not found:
        raise BadData("the SEC's list of tickers holds none")
    return found


def with_tickers(rows: Sequence[FundHolding], known: Mapping[str, FundHolding]) -> tuple[FundHolding, ...]:
    """Rows with ticker, symbol, sector and exchange of the known stock of their name; no symbol is given twice."""
    taken = {row.symbol for row in rows if row.symbol}
    found: list[FundHolding] = []
    for row in rows:
        match = known.get(name_key(row.name)) if not row.symbol else None
        if match is not None and match.symbol not in taken:
            taken.add(match.symbol)
            row = msgspec.structs.replace(
                row, ticker=match.ticker, symbol=match.symbol, sector=match.sector, exchange=match.exchange
            )
        found.append(row)
    return tuple(found)


def without_ticker(rows: Iterable[FundHolding]) -> tuple[str, ...]:
    """Names of the stocks without a ticker, which no provider can quote."""
    return tuple(row.name or row.ticker for row in rows if row.is_equity and not row.symbol)
