"""The common symbols are ones that a source accepts, with a name each."""

from __future__ import annotations

from r2k_tui.model.symbols.entry import parse_symbols
from r2k_tui.model.symbols.packaged import COMMON


def test_every_symbol_is_spelled_as_it_is_asked_for_and_named_once() -> None:
    assert all(parse_symbols(symbol).symbols == (symbol,) for symbol in COMMON)
    assert all(COMMON.values()) and len(set(COMMON.values())) == len(COMMON)
