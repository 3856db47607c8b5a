"""What money a price is in, as told or as a symbol is spelled, and whether it may be counted in dollars."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.currency import currency_of, dollars_per_unit, money_words


@pytest.mark.parametrize(
    ("symbol", "told", "money", "dollars"),
    [
        ("IWM", "USD", "USD", 1.0),
        ("IWM", "", "", 1.0),
        ("BRK-B", "", "", 1.0),
        ("BF.B", "", "", 1.0),
        ("^RUT", "", "", 1.0),
        ("VOD.L", "", "GBp", None),
        ("VUSA.L", "USD", "USD", 1.0),
        ("VOD.L", "GBp", "GBp", None),
        ("VOD.L", "GBP", "GBP", None),
        ("SAP.DE", "", "EUR", None),
        ("7203.T", "", "JPY", None),
        ("NPN.JO", "ZAc", "ZAc", None),
        ("TEVA.TA", "ILA", "ILA", None),
        ("ZC=F", "USX", "USX", 0.01),
        ("BTC-USD", "", "USD", 1.0),
        ("BTC-EUR", "", "EUR", None),
        ("EURUSD=X", "", "USD", 1.0),
        ("USDJPY=X", "", "JPY", None),
        ("JPY=X", "", "JPY", None),
    ],
)
def test_the_money_of_a_price(symbol: str, told: str, money: str, dollars: float | None) -> None:
    assert currency_of(symbol, told) == money
    assert dollars_per_unit(money) == dollars


def test_pence_are_told_from_pounds() -> None:
    assert money_words("GBp") == "GBp (pence, 1/100 GBP)"
    assert money_words("GBP") == "GBP"
