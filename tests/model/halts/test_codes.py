"""Codes of halts in words."""

from __future__ import annotations

from r2k_tui.model.halts.codes import MARKET_WIDE, PAUSES, WORDS, code_words
from tests.cases import cases


@cases(
    ("code", "words"),
    [
        ("T1", "news pending"),
        ("LUDP", "volatility pause"),
        ("H10", "SEC trading suspension"),
        ("MWC1", "market-wide halt, level 1"),
        ("D", "deleted from the exchange"),
        ("XYZ", "code XYZ"),
        ("", "no reason given"),
    ],
)
def test_words(code: str, words: str) -> None:
    assert code_words(code) == words


def test_groups_of_codes_have_words() -> None:
    assert {*MARKET_WIDE, *PAUSES} <= WORDS.keys()
    assert {"T2", "T3", "T5", "T6", "T8", "T12", "H4", "H9", "H11", "O1", "IPO1", "IPOQ", "IPOE", "M"} <= WORDS.keys()
