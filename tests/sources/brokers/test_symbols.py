"""Symbols of brokers in Yahoo's spelling."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.symbols import own_symbol, quoted_cost, yahoo_symbol
from tests.cases import cases


@cases(
    ("text", "currency", "exchange", "symbol"),
    [
        ("IWM", "USD", "ARCA", "IWM"),
        ("BRK.B", "", "", "BRK-B"),
        ("BRK B", "USD", "NYSE", "BRK-B"),
        ("BRK/B", "", "", "BRK-B"),
        ("BAC PRL", "USD", "NYSE", "BAC-PL"),
        ("VOD", "GBP", "LSE", "VOD.L"),
        ("BP.", "GBP", "LSE", "BP.L"),
        ("SAP", "EUR", "IBIS", "SAP.DE"),
        ("700", "HKD", "SEHK", "0700.HK"),
        ("RCI.B", "CAD", "TSE", "RCI-B.TO"),
        ("FXAIX", "", "", "FXAIX"),
    ],
)
def test_symbols(text: str, currency: str, exchange: str, symbol: str) -> None:
    assert yahoo_symbol(text, currency, exchange).symbol == symbol


@cases(
    ("text", "currency", "exchange", "words"),
    [
        ("", "", "", "no symbol"),
        ("IWM 16JAN26 220 C", "USD", "", "an option"),
        ("IWM   260116C00220000", "USD", "CBOE", "an option"),
        ("-IWM260116C220", "", "", "an option"),
        ("IWM 01/16/2026 220.00 C", "", "", "an option"),
        ("91282CJL6", "", "", "CUSIP"),
        ("SAP", "EUR", "", "does not say at which exchange"),
        ("SAP", "EUR", "MOON", "listed at MOON"),
        ("No Number", "", "", "not the symbol"),
    ],
)
def test_why_there_is_none(text: str, currency: str, exchange: str, words: str) -> None:
    found = yahoo_symbol(text, currency, exchange)
    assert found.symbol == "" and words in found.reason


def test_a_users_own_spelling_is_kept() -> None:
    assert [own_symbol(text).symbol for text in ("vod.l", "^rut", "brk.b", "RTY=F", "BTC-USD")] == [
        "VOD.L",
        "^RUT",
        "BRK-B",
        "RTY=F",
        "BTC-USD",
    ]
    assert own_symbol("a b c").reason


def test_pounds_become_pence_and_other_money_no_cost() -> None:
    assert quoted_cost("VOD.L", 0.72, "GBP").cost == pytest.approx(72.0)
    assert quoted_cost("VOD.L", 72.0, "GBp").cost == 72.0
    assert quoted_cost("IWM", 200.0, "").cost == 200.0
    assert quoted_cost("IWM", 200.0, "EUR").cost is None and quoted_cost("IWM", 200.0, "EUR").reason
