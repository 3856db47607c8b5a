"""Form N-PORT: the holdings of a fund at the end of a quarter. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum, isfinite
from xml.etree import ElementTree

from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings
from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.holdings.spelling import symbol_of
from r2k_tui.sources.sec.xml import parse_xml, text_at

ORIGIN = "SEC N-PORT"
_COMMON_STOCK = "EC"
_WEIGHTS = (0.90, 1.05)
# More positions than any fund has.
_MOST_ROWS = 20_000


def parse_nport(data: bytes, fund: str, series: str, symbols: Mapping[str, str], retrieved_at: float) -> FundHoldings:
    """Stocks of a filing, largest first, with the tickers that it names. Raises BadData.

    Weights are shares of the net assets. Cash, its collateral and futures are left out. `symbols`: spelling of tickers
    that a provider spells differently.
    """
    root = parse_xml(data)
    info = root.find("{*}formData/{*}genInfo")
    positions = root.find("{*}formData/{*}invstOrSecs")
    if info is None or positions is None:
        raise BadData("the SEC's document is no report of holdings")
    if text_at(info, "seriesId") != series:
        raise BadData(f"the SEC's report is of series {clean(text_at(info, 'seriesId'), 16) or '?'}, not {series}")
    rows = [_row(one, symbols) for one in positions if text_at(one, "assetCat") == _COMMON_STOCK]
    if len(rows) > _MOST_ROWS:
        raise BadData(f"the SEC's report lists more than {_MOST_ROWS:,} stocks")
    stated = fsum(row.weight for row in rows)
    low, high = _WEIGHTS
    if not low <= stated <= high:
        raise BadData(f"the stocks of the SEC's report make {stated:.2%} of the fund, expected {low:.0%} to {high:.0%}")
    ranked = sorted(_once(rows), key=lambda row: -row.weight)
    return FundHoldings(fund, _day(info), tuple(ranked), stated, ORIGIN, retrieved_at)


def _day(info: ElementTree.Element) -> str:
    text = text_at(info, "repPdDate")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadData(f"the SEC's report has no day, but {clean(text, 24)!r}") from None


def _row(position: ElementTree.Element, symbols: Mapping[str, str]) -> FundHolding:
    named = position.find("{*}identifiers/{*}ticker")
    ticker = clean_symbol(named.get("value", "")) if named is not None else ""
    shares, value = _number(position, "balance"), _number(position, "valUSD")
    percent = _number(position, "pctVal")
    name = clean(text_at(position, "name"), 80) or clean(text_at(position, "title"), 80)
    if percent is None:
        raise BadData(f"the SEC's report has no weight of {name or 'a stock'}")
    symbol = symbol_of(ticker, "", symbols) if ticker else ""
    price = value / shares if value is not None and shares else None
    weight = percent / 100.0
    cusip, isin = _identifier(text_at(position, "cusip"), 9), ""
    if (given := position.find("{*}identifiers/{*}isin")) is not None:
        isin = _identifier(given.get("value", ""), 12)
    rest = (weight, value, shares, price, "", "USD", cusip, isin)
    return FundHolding(ticker or "-", symbol, name, "Other", EQUITY, *rest)


def _identifier(text: str, length: int) -> str:
    """A CUSIP or ISIN; "" for a filler such as N/A or 000000000."""
    text = text.strip().upper()
    # An ISIN begins with its country.
    digits = text[2:] if length == 12 else text
    return text if len(text) == length and text.isalnum() and digits.strip("0") else ""


def _number(position: ElementTree.Element, name: str) -> float | None:
    text = text_at(position, name)
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and len(text) <= 40 else None


def _once(rows: list[FundHolding]) -> list[FundHolding]:
    """Rows in which a symbol stands once: a second one, of a right or an escrow, has none."""
    seen: set[str] = set()
    kept: list[FundHolding] = []
    for row in rows:
        twice = bool(row.symbol) and row.symbol in seen
        seen.add(row.symbol)
        kept.append(FundHolding("-", "", *_rest(row)) if twice else row)
    return kept


def _rest(row: FundHolding) -> tuple[str, str, str, float, float | None, float | None, float | None, str, str]:
    return (
        *(row.name, row.sector, row.asset_class, row.weight),
        *(row.market_value, row.shares, row.price, row.exchange, row.currency),
    )
