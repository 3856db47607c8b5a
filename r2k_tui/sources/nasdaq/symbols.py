"""Symbols of US stocks and ETFs at Yahoo and Nasdaq, and the asset class that Nasdaq requires."""

from __future__ import annotations

import re
from typing import Literal

AssetClass = Literal["etf", "stocks"]
# A ticker, with the letter of its share class: BRK-B. Indices, futures, currencies and other exchanges look different.
_SYMBOL = re.compile(r"[A-Z]{1,5}(-[A-Z])?")
# Nasdaq knows a fund by the class `etf` alone; a wrong first guess costs one request, once.
_FUNDS = (
    "AGG BIL BND DBC DIA EEM EFA GLD HYG IBB IEF IEI IJH IJR IVV IWB IWC IWD IWF IWM IWN IWO IWV IYR KRE LQD MDY MTUM "
    "QQQ RSP SCHA SHY SLV SLY SLYG SLYV SPSM SPY TIP TLT TNA TZA URTY USMV USO VB VBK VBR VEA VIOO VNQ VO VOO VTI VTWO "
    "VWO XBI XLB XLC XLE XLF XLI XLK XLP XLRE XLU XLV XLY XRT"
)
_ETFS = frozenset(_FUNDS.split())


def nasdaq_symbol(symbol: str) -> str | None:
    """Nasdaq's symbol: `BRK-B` is `BRK/B`. None for anything but a US stock or ETF."""
    name = symbol.upper()
    return name.replace("-", "/") if symbol.isascii() and _SYMBOL.fullmatch(name) else None


def is_same(named: object, nasdaq: str) -> bool:
    """Whether an answer names the symbol that was requested; endpoints write a share class with `/`, `.` or `-`."""
    return isinstance(named, str) and re.sub(r"[.\-]", "/", named.strip().upper()) == nasdaq


def classes_to_try(symbol: str, known: AssetClass | None) -> tuple[AssetClass, AssetClass]:
    """Asset classes in the order in which to try them; `known` is the one that worked before."""
    first = known or ("etf" if symbol.upper() in _ETFS else "stocks")
    return ("etf", "stocks") if first == "etf" else ("stocks", "etf")
