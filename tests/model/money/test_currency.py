"""What money a price is in, as told or as a symbol is spelled."""

from __future__ import annotations

from r2k_tui.model.money.currency import CURRENCIES, currency_of, money_words, whole_currency
from tests.cases import cases


@cases(
    ("symbol", "told", "money", "whole"),
    [
        ("IWM", "USD", "USD", ("USD", 1.0)),
        ("IWM", "", "", ("USD", 1.0)),
        ("BRK-B", "", "", ("USD", 1.0)),
        ("BF.B", "", "", ("USD", 1.0)),
        ("^RUT", "", "", ("USD", 1.0)),
        ("VOD.L", "", "GBp", ("GBP", 0.01)),
        ("VUSA.L", "USD", "USD", ("USD", 1.0)),
        ("VOD.L", "GBp", "GBp", ("GBP", 0.01)),
        ("VOD.L", "GBX", "GBX", ("GBP", 0.01)),
        ("VOD.L", "GBP", "GBP", ("GBP", 1.0)),
        ("SAP.DE", "", "EUR", ("EUR", 1.0)),
        ("7203.T", "", "JPY", ("JPY", 1.0)),
        ("NPN.JO", "ZAc", "ZAc", ("ZAR", 0.01)),
        ("TEVA.TA", "ILA", "ILA", ("ILS", 0.01)),
        ("ZC=F", "USX", "USX", ("USD", 0.01)),
        ("BTC-USD", "", "USD", ("USD", 1.0)),
        ("BTC-EUR", "", "EUR", ("EUR", 1.0)),
        ("EURUSD=X", "", "USD", ("USD", 1.0)),
        ("USDJPY=X", "", "JPY", ("JPY", 1.0)),
        ("JPY=X", "", "JPY", ("JPY", 1.0)),
        ("HKD=X", "", "HKD", ("HKD", 1.0)),
    ],
)
def test_the_money_of_a_price(symbol: str, told: str, money: str, whole: tuple[str, float]) -> None:
    assert currency_of(symbol, told) == money
    assert whole_currency(money) == whole


def test_pence_are_told_from_pounds() -> None:
    assert money_words("GBp") == "GBp (pence, 1/100 GBP)"
    assert money_words("GBP") == "GBP"


def test_sums_are_in_whole_currencies_alone() -> None:
    assert {"USD", "GBP", "EUR", "JPY", "ZAR", "ILS"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert not CURRENCIES & {"GBX", "ZAC", "ILA", "USX"}
