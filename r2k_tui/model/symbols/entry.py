"""Several symbols typed or pasted at once."""

from __future__ import annotations

import re
from typing import NamedTuple

from r2k_tui.model.ratio import fault_of, legs_of
from r2k_tui.model.text import SYMBOL_PATTERN, clean_symbol

# Symbols that are taken at once: each is a request to the source.
MOST_AT_ONCE = 40
_BETWEEN = re.compile(r"[\s,;|]+")
_QUOTES = "\"'`()[]{}<>“”‘’"
_VALID = re.compile(SYMBOL_PATTERN)


class SymbolEntry(NamedTuple):
    """`symbols`: each once, in order, at most MOST_AT_ONCE; `later`: those beyond; `unusable`: no symbols."""

    symbols: tuple[str, ...]
    later: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()


def parse_symbols(text: str) -> SymbolEntry:
    """The symbols in a text: separated by blanks, tabs, line ends, commas, semicolons or bars; `$iwm` is IWM.

    A ratio of two counts as one: whoever has no use for it says so.
    """
    pieces = [piece.strip(_QUOTES) for piece in _BETWEEN.split(text)]
    pairs = {piece: clean_symbol(piece.lstrip("$")) if len(piece) <= 33 else "" for piece in pieces if piece}
    good = tuple(dict.fromkeys(symbol for symbol in pairs.values() if _is_symbol(symbol)))
    bad = tuple(piece for piece, symbol in pairs.items() if not _is_symbol(symbol))
    return SymbolEntry(good[:MOST_AT_ONCE], good[MOST_AT_ONCE:], bad)


def _is_symbol(text: str) -> bool:
    return all(_VALID.fullmatch(leg) for leg in legs_of(text)) and not fault_of(text)
