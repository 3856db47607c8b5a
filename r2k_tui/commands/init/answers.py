"""Answers of the set-up: parsed from what was typed, and checked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.model.money.currency import CURRENCIES
from r2k_tui.model.text import SYMBOL_PATTERN, clean, clean_symbol, plural
from r2k_tui.sources.brokers.export import BrokerExport

MOST_SYMBOLS = 500
HOLDING_FORM = "SYMBOL SHARES COST, such as IWM 100 210.5"
_SEPARATORS = re.compile(r"[\s,;]+")
_MOST, _MOST_COST = 1e12, 1e9
_YES, _NO = ("y", "yes"), ("n", "no")


class Answers(NamedTuple):
    """What the user wants. `holdings`: those typed, `exports`: files of brokers; without any, those of before stay.

    `desktop`: alerts appear as notifications of the desktop too.
    """

    symbols: tuple[str, ...]
    holdings: tuple[Holding, ...]
    base: str
    theme: str
    desktop: bool
    exports: tuple[BrokerExport, ...] = ()


def symbols_from(text: str) -> tuple[str, ...]:
    """Symbols separated by blanks or commas, each once. Raises ValueError."""
    words = [word for word in _SEPARATORS.split(text.strip()) if word]
    symbols = tuple(dict.fromkeys(clean_symbol(word) for word in words))
    for word, symbol in zip(words, [clean_symbol(word) for word in words], strict=True):
        if not re.match(SYMBOL_PATTERN, symbol):
            raise ValueError(
                f"{clean(word, 40) or '…'!r} cannot be a symbol; expected symbols such as ^RUT, IWM or RTY=F"
            )
    if len(symbols) > MOST_SYMBOLS:
        raise ValueError(f"{plural(len(symbols), 'symbol')}: a list holds at most {MOST_SYMBOLS}")
    return symbols


def holding_from(words: Sequence[str]) -> Holding:
    """One holding: symbol, shares, and cost per share. Raises ValueError."""
    shown = clean(" ".join(words), 60)
    if len(words) != 3:
        raise ValueError(f"{shown!r}: expected {HOLDING_FORM}")
    (symbol,) = symbols_from(words[0]) or ("",)
    shares, cost = _number(words[1], shown), _number(words[2], shown)
    if not shares or abs(shares) > _MOST:
        raise ValueError(f"{shown!r}: the number of shares cannot be {words[1]}")
    if not 0 <= cost <= _MOST_COST:
        raise ValueError(f"{shown!r}: the cost of a share cannot be {words[2]}")
    return Holding(symbol, shares, cost)


def currency_from(text: str) -> str:
    """A currency by its ISO code. Raises ValueError."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise ValueError(f"no currency {clean(text, 12)!r}; there are {' '.join(sorted(CURRENCIES))}")
    return code


def yes_from(text: str) -> bool:
    """Yes or no. Raises ValueError."""
    word = text.strip().casefold()
    if word not in (*_YES, *_NO):
        raise ValueError(f"{clean(text, 20)!r}: expected y or n")
    return word in _YES


def _number(text: str, shown: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    # NaN differs from itself; an infinity minus itself is NaN.
    if value - value != 0:
        raise ValueError(f"{shown!r}: {clean(text, 20)!r} is no number; expected {HOLDING_FORM}")
    return value
