"""Ratio of two symbols as a symbol of its own: `IWM/SPY`. No provider's symbol has a slash."""

from __future__ import annotations

SLASH = "/"


def is_ratio(symbol: str) -> bool:
    """Whether a symbol is meant as a ratio; `fault_of` says what is wrong with one that is none."""
    return SLASH in symbol


def legs_of(symbol: str) -> tuple[str, ...]:
    """Symbols whose bars make a series: numerator and denominator of a ratio, otherwise the symbol itself."""
    return tuple(symbol.split(SLASH))


def all_legs(symbols: tuple[str, ...]) -> tuple[str, ...]:
    """Symbols to request from a source for these, each once."""
    return tuple(dict.fromkeys(leg for symbol in symbols for leg in legs_of(symbol) if leg))


def fault_of(symbol: str) -> str:
    """What is wrong with a ratio; "" for a good one, and for a symbol that is none."""
    legs = legs_of(symbol)
    if len(legs) == 1:
        return ""
    if len(legs) > 2 or not all(legs):
        return f"{symbol}: a ratio is two symbols with one slash, such as IWM/SPY"
    if legs[0] == legs[1]:
        return f"{symbol}: a symbol over itself is always 1"
    return ""


def hint_for(symbol: str) -> str:
    """Hint for a ratio that may be a share class, with a leading blank; "" for any other symbol.

    Providers write the class B of BRK as `BRK-B`.
    """
    first, _, last = symbol.partition(SLASH)
    return f" (a share class is written {first}-{last})" if len(last) == 1 and first else ""
