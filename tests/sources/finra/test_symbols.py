"""Symbols of FINRA in the spelling of quote providers."""

from __future__ import annotations

from r2k_tui.sources.finra.symbols import symbol_of
from tests.cases import cases


@cases(
    ("text", "symbol"),
    [
        ("ABC", "ABC"),
        ("BRK/B", "BRK-B"),
        ("MOG.A", "MOG-A"),
        ("ABRpD", "ABR-PD"),
        ("ABRp", "ABR-P"),
        ("ABCw", "ABCw"),
        ("ABC/WS", "ABC-WS"),
        ("", ""),
        ("A B", ""),
        ("\x1b[31mABC", ""),
        ("A" * 40, ""),
        ("[red]", ""),
    ],
)
def test_symbols(text: str, symbol: str) -> None:
    assert symbol_of(text) == symbol
