"""Spelling of tickers by funds and by quote providers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from r2k_tui.model.text import clean_symbol

# iShares drops the mark before a share class. No rule tells such tickers from others that end alike (MOGA is MOG-A,
# but IBTA, ZETA and CIA are themselves), so this is a list; `[universe] symbols` adds to it.
CLASS_SHARES: Mapping[str, str] = {
    "AKOA": "AKO-A",
    "BFA": "BF-A",
    "BFB": "BF-B",
    "BHA": "BH-A",
    "BRKA": "BRK-A",
    "BRKB": "BRK-B",
    "CRDA": "CRD-A",
    "CRDB": "CRD-B",
    "CWENA": "CWEN-A",
    "GEFB": "GEF-B",
    "GTNA": "GTN-A",
    "HEIA": "HEI-A",
    "HVTA": "HVT-A",
    "LENB": "LEN-B",
    "LGFA": "LGF-A",
    "LGFB": "LGF-B",
    "MKCV": "MKC-V",
    "MOGA": "MOG-A",
    "MOGB": "MOG-B",
    "STZB": "STZ-B",
    "UHALB": "UHAL-B",
    "WSOB": "WSO-B",
}
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.&/-]{0,11}")
_UNLISTED = ("no market", "non-nms", "unlisted")


def symbol_of(ticker: str, exchange: str, more: Mapping[str, str]) -> str:
    """Provider's symbol of a stock; "" where no provider quotes it.

    A stock that trades nowhere has none, even if another company has its ticker now.
    """
    if exchange.casefold().startswith(_UNLISTED):
        return ""
    name = clean_symbol(ticker)
    if name in more:
        return more[name]
    if not _TICKER.fullmatch(name):
        return ""
    return CLASS_SHARES.get(name, name.replace(".", "-").replace("/", "-"))
