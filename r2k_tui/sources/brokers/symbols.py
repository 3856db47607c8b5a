"""Symbols of brokers in Yahoo's spelling, or why a row has none."""

from __future__ import annotations

import re
from typing import NamedTuple

from r2k_tui.model.money.currency import MINOR, currency_of
from r2k_tui.model.text import clean

# Exchanges as IBKR names them, and the suffix of their symbols (source: Yahoo Finance, "Exchanges and data providers").
_SUFFIXES = {
    **dict.fromkeys(("LSE", "LSEETF", "LSEIOB1"), ".L"),
    **dict.fromkeys(("IBIS", "IBIS2", "XETRA"), ".DE"),
    **dict.fromkeys(("FWB", "FWB2"), ".F"),
    "SWB": ".SG",
    "SWB2": ".SG",
    "AEB": ".AS",
    "SBF": ".PA",
    "ENEXT.BE": ".BR",
    "BVL": ".LS",
    "BM": ".MC",
    **dict.fromkeys(("BVME", "BVME.ETF"), ".MI"),
    **dict.fromkeys(("EBS", "VIRTX", "SWX"), ".SW"),
    "VSE": ".VI",
    "HEX": ".HE",
    "SFB": ".ST",
    "OSE": ".OL",
    "CPH": ".CO",
    "WSE": ".WA",
    **dict.fromkeys(("TSE", "TSX"), ".TO"),
    "VENTURE": ".V",
    "ASX": ".AX",
    "SEHK": ".HK",
    "TSEJ": ".T",
    "SGX": ".SI",
    "MEXI": ".MX",
}
_OURS = re.compile(r"(NYSE|NASDAQ|NMS|ARCA|AMEX|BATS|CBOE|BYX|BZX|EDGX|IEX|PINK|OTC|ISLAND|SCM|GEM)\w*")
_PLAIN = re.compile(r"[A-Z]{1,6}|[A-Z]{1,5}\d")
_CLASS = re.compile(r"([A-Z]{1,5})[ ./-]([A-Z])")
_PREFERRED = re.compile(r"([A-Z]{1,5})[ ./-]?P(?:R|RF)?[ ./-]?([A-Z])")
_YAHOO = re.compile(r"[\^]?[A-Z0-9][A-Z0-9.=-]{0,19}")
_OPTION = re.compile(
    r"-?[A-Z.]{1,6}\s*\d{6}[CP]\d+(\.\d+)?|[A-Z.]{1,6}\s+\d{1,2}[A-Z/ ]*.*\d\s*[CP]|.*\s(CALL|PUT)\b.*"
)
_CUSIP = re.compile(r"(?=.*\d)[0-9A-Z*@#]{8}\d")
_HONG_KONG = ".HK"
_HUNDREDTH = 100.0


class FoundSymbol(NamedTuple):
    """Symbol in Yahoo's spelling; "" with the `reason` why there is none."""

    symbol: str
    reason: str = ""


def yahoo_symbol(text: str, currency: str = "", exchange: str = "") -> FoundSymbol:
    """Symbol of a stock or fund as a broker writes it. `exchange`: IBKR's name of its listing, "" if unknown.

    A stock in a foreign currency has a symbol only where its exchange is known.
    """
    word = " ".join(clean(text, 64).upper().split())
    if not word:
        return FoundSymbol("", "it has no symbol")
    if _OPTION.fullmatch(word):
        return FoundSymbol("", "an option: not imported")
    suffix = _SUFFIXES.get(exchange.upper(), "")
    if suffix:
        return FoundSymbol(_foreign(word, suffix))
    if exchange and not _OURS.fullmatch(exchange.upper()):
        return FoundSymbol("", f"listed at {clean(exchange, 16)}, whose symbols R2K does not know")
    if currency not in ("", "USD"):
        words = f"priced in {clean(currency, 8)}, and the file does not say at which exchange"
        return FoundSymbol("", f"{words}; add it with Yahoo's symbol, such as VOD.L")
    if _CUSIP.fullmatch(word):
        return FoundSymbol("", "no ticker but a CUSIP: a bond or a certificate of deposit")
    return _of_this_market(word)


def _of_this_market(word: str) -> FoundSymbol:
    if _PLAIN.fullmatch(word):
        return FoundSymbol(word)
    if (shares := _CLASS.fullmatch(word)) is not None:
        return FoundSymbol(f"{shares[1]}-{shares[2]}")
    if (preferred := _PREFERRED.fullmatch(word)) is not None:
        return FoundSymbol(f"{preferred[1]}-P{preferred[2]}")
    return FoundSymbol("", "not the symbol of a stock or a fund")


def _foreign(word: str, suffix: str) -> str:
    name = word.rstrip(".").replace(" ", "-").replace(".", "-")
    return f"{name.zfill(4) if suffix == _HONG_KONG else name}{suffix}"


def own_symbol(text: str) -> FoundSymbol:
    """Symbol that a user wrote: in Yahoo's spelling already, or with the class of its shares as brokers spell it."""
    word = " ".join(clean(text, 64).upper().split())
    if not word:
        return FoundSymbol("", "it has no symbol")
    if _CLASS.fullmatch(word) and not currency_of(word, ""):
        return _of_this_market(word)
    if _OPTION.fullmatch(word) or not _YAHOO.fullmatch(word):
        return FoundSymbol("", "not the symbol of a stock or a fund")
    return FoundSymbol(word)


class QuotedCost(NamedTuple):
    """Cost per share in the currency of the quote; None where it is unknown, with the `reason` for a person."""

    cost: float | None
    reason: str = ""


def quoted_cost(symbol: str, cost: float | None, currency: str) -> QuotedCost:
    """A cost in a broker's currency as that of the symbol's quotes: pounds become pence."""
    quoted = currency_of(symbol, "") or "USD"
    same_unit = currency in ("", quoted) or (currency in MINOR and MINOR[currency] == MINOR.get(quoted))
    if cost is None or same_unit:
        return QuotedCost(cost)
    if MINOR.get(quoted, ("",))[0] == currency:
        return QuotedCost(cost * _HUNDREDTH)
    return QuotedCost(None, f"its cost is in {clean(currency, 8)}, its price in {quoted}: imported without a cost")
