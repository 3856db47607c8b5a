"""Changes of a share count by a clean ratio, which may be splits."""

from __future__ import annotations

from math import log

_WHOLE = (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)
_HALVES = {"3:2": 1.5, "2:3": 2 / 3}
# A fund's count of a stock moves by several percent with its own trading: with a price that agrees, this much is let
# pass; without one, or for a ratio near 1, only little.
_WITH_PRICE, _WITHOUT = 0.10, 0.04


def split_words(shares: float | None, price: float | None) -> str:
    """What a change in shares (over that of the whole fund) may be, "" for nothing; `price` is the price's own ratio.

    The price agrees where it is nearer to the inverse of the ratio than to no change.
    """
    if shares is None or shares <= 0:
        return ""
    ratio, words = min(_clean(), key=lambda row: abs(log(shares / row[0])))
    off, whole = abs(shares / ratio - 1), words not in _HALVES
    if price is None or price <= 0:
        return f"maybe a split {words}; no price to compare" if off <= _WITHOUT and whole else ""
    if abs(log(price * ratio)) < abs(log(price)):
        return f"maybe a split {words}" if off <= (_WITH_PRICE if whole else _WITHOUT) else ""
    return f"maybe a split {words}; the price does not agree" if off <= _WITHOUT and whole else ""


def is_agreed(words: str) -> bool:
    """Whether the price agrees with what `split_words` said."""
    return bool(words) and ";" not in words


def _clean() -> list[tuple[float, str]]:
    whole = [(float(n), f"{n}:1") for n in _WHOLE]
    return [*whole, *((1 / n, f"1:{n}") for n in _WHOLE), *((ratio, words) for words, ratio in _HALVES.items())]
