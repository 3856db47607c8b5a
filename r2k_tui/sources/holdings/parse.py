"""Parser of fund holdings from CSV as iShares exports it."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Mapping
from math import fsum

import msgspec

from r2k_tui.model.market.holdings import FundHolding, FundHoldings
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.holdings.columns import find_header
from r2k_tui.sources.holdings.errors import ListTooLarge, ListTruncated, NotAList, TickersTwice, WeightsOff
from r2k_tui.sources.holdings.preamble import day_of, fund_of
from r2k_tui.sources.holdings.rows import read_rows

MOST_BYTES = 8_000_000
_WEIGHTS = (0.98, 1.02)
_FEWEST_ROWS = 10
_NO_SYMBOLS: Mapping[str, str] = {}


def parse_holdings(
    data: bytes,
    file_name: str,
    *,
    fund: str = "IWM",
    symbols: Mapping[str, str] = _NO_SYMBOLS,
    most_bytes: int = MOST_BYTES,
    origin: str = "",
    retrieved_at: float = 0.0,
) -> FundHoldings:
    """Holdings in `data`: an iShares export (byte order mark, preamble, table, legal text) or the table alone.

    Weights come from the market values where every row has one (the list itself rounds to 0.01 %), else as stated.
    `symbols` maps further tickers to the provider's spelling. Raises a HoldingsError.
    """
    if len(data) > most_bytes:
        raise ListTooLarge(f"more than {most_bytes / 1e6:g} MB: no list of holdings is as long")
    lines = _lines(data)
    layout = find_header(lines)
    preamble = lines[: layout.line]
    rows, ended = read_rows(lines, layout, symbols)
    stated = fsum(row.weight for row in rows)
    _check(rows, stated, preamble, ended)
    return FundHoldings(
        fund=fund_of(preamble, file_name, fund),
        as_of=day_of(preamble, file_name).isoformat(),
        rows=_weighted(rows),
        stated_weight=stated,
        origin=origin or clean(file_name, 120),
        retrieved_at=retrieved_at,
    )


def _lines(data: bytes) -> list[str]:
    """Lines of a text. Raises NotAList for other data."""
    if not data.strip():
        raise NotAList("the file is empty")
    start = data[:2000].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise NotAList("this is a web page, not a list of holdings; the service may ask for a visit in a browser")
    if b"\0" in data:
        raise NotAList("this is a binary file, not a list of holdings")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotAList(f"this is not UTF-8 text (byte {error.start})") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check(rows: list[FundHolding], stated: float, preamble: list[str], ended: bool) -> None:
    if len(rows) < _FEWEST_ROWS:
        raise ListTruncated(f"{plural(len(rows), 'row')}: no list of holdings is as short; fetch it again")
    low, high = _WEIGHTS
    if preamble and not ended:
        raise ListTruncated("the list ends without the text that iShares puts behind it; fetch it again")
    if not low <= stated <= high:
        raise WeightsOff(f"the weights add up to {stated:.2%}, expected {low:.0%} to {high:.0%}")
    twice = [symbol for symbol, count in Counter(row.symbol for row in rows if row.symbol).items() if count > 1]
    if twice:
        more = f" and {len(twice) - 3} more" if len(twice) > 3 else ""
        raise TickersTwice(f"listed more than once: {', '.join(twice[:3])}{more}")
    if not any(row.symbol for row in rows):
        raise NotAList("no row has a ticker that trades")


def _weighted(rows: list[FundHolding]) -> tuple[FundHolding, ...]:
    values = [row.market_value for row in rows]
    if any(value is None for value in values):
        return tuple(rows)
    whole = fsum(value for value in values if value is not None)
    if whole <= 0:
        return tuple(rows)
    return tuple(msgspec.structs.replace(row, weight=(row.market_value or 0.0) / whole) for row in rows)
