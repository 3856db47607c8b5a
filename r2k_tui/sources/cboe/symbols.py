"""Indices that Cboe has in the unit that R2K shows, by Yahoo's symbol and by Cboe's.

Left out on purpose: `^DJI`, which Cboe has as a hundredth (DJX), and the yields `^IRX`, `^FVX`, `^TNX` and `^TYX`,
which it quotes in tenths of a percent. US stocks and ETFs have addresses as well, but cost one request each and come 15
minutes late.
"""

from __future__ import annotations

CBOE_SYMBOLS = {
    "^RUT": "RUT",
    "^VIX": "VIX",
    "^RVX": "RVX",
    "^GSPC": "SPX",
    "^SPX": "SPX",
    "^NDX": "NDX",
    "^VXN": "VXN",
    "^VIX9D": "VIX9D",
    "^VIX3M": "VIX3M",
    "^VVIX": "VVIX",
    "^SKEW": "SKEW",
    "^OVX": "OVX",
    "^GVZ": "GVZ",
}


def cboe_symbol(symbol: str) -> str | None:
    """Cboe's symbol without the underscore of its addresses; None for a symbol that is not requested from Cboe."""
    return CBOE_SYMBOLS.get(symbol.upper())


def is_named(entry_symbol: object, cboe: str) -> bool:
    """Whether an answer names the index `cboe`: as `RUT`, `_RUT` or `^RUT`."""
    return isinstance(entry_symbol, str) and entry_symbol.strip().upper().lstrip("^_") == cboe
