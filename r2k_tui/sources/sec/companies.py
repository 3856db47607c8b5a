"""Companies by their CIK, with the tickers of their stocks, from the SEC's list. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from r2k_tui.model.text import clean_symbol
from r2k_tui.sources.base import BadData
from r2k_tui.sources.holdings.spelling import symbol_of
from r2k_tui.sources.http.json_body import json_object

_CIKS = range(1, 2**32)


class CompanyDirectory(msgspec.Struct, frozen=True):
    """Symbols of each company by its CIK, in the order of the list, and when it was retrieved (seconds since 1970)."""

    symbols: dict[str, tuple[str, ...]]
    retrieved_at: float

    def issuers(self, members: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Companies among the members: the CIK, and those of their symbols that are members."""
        wanted = set(members)
        found = {cik: tuple(name for name in names if name in wanted) for cik, names in self.symbols.items()}
        return {cik: names for cik, names in found.items() if names}


def parse_companies(data: bytes, symbols: Mapping[str, str], retrieved_at: float) -> CompanyDirectory:
    """Companies of the list; entries without a CIK or a ticker are left out. Raises BadData.

    `symbols`: spelling of tickers that a provider spells differently.
    """
    found: dict[str, list[str]] = {}
    for entry in json_object(data, "SEC").values():
        cik = entry.get("cik_str") if isinstance(entry, dict) else None
        if not isinstance(cik, int) or isinstance(cik, bool) or cik not in _CIKS:
            continue
        symbol = symbol_of(clean_symbol(entry.get("ticker")), "", symbols)
        names = found.setdefault(str(cik), [])
        if symbol and symbol not in names:
            names.append(symbol)
    kept = {cik: tuple(names) for cik, names in found.items() if names}
    if not kept:
        raise BadData("the SEC's list of tickers holds none")
    return CompanyDirectory(kept, retrieved_at)
