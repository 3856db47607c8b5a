"""What money a price is in: a sum in dollars takes in only what is priced in dollars."""

from __future__ import annotations

import re

from r2k_tui.model.market.quote import CURRENCY

# Exchanges that quote in a hundredth of their money, as providers spell it: the money, and what the unit is called.
MINOR = {
    "GBp": ("GBP", "pence"),
    "GBX": ("GBP", "pence"),
    "ZAc": ("ZAR", "cents"),
    "ZAC": ("ZAR", "cents"),
    "ILA": ("ILS", "agorot"),
    "USX": ("USD", "cents"),
    "USd": ("USD", "cents"),
}
_HUNDREDTH = 0.01
_REST = (
    "SW:CHF ST:SEK CO:DKK OL:NOK IC:ISK WA:PLN PR:CZK BD:HUF T:JPY HK:HKD SI:SGD AX:AUD NZ:NZD "
    "JO:ZAc TA:ILA SA:BRL MX:MXN SN:CLP BA:ARS IS:TRY KL:MYR JK:IDR BK:THB SR:SAR"
)
# The money of the exchange that a symbol's ending names (source: Yahoo Finance, "Exchanges and data providers").
_BY_ENDING = {
    **dict.fromkeys(("L", "IL"), "GBp"),
    **dict.fromkeys(("DE", "F", "BE", "BM", "DU", "HM", "HA", "MU", "SG", "PA", "AS", "BR", "LS", "MI", "MC"), "EUR"),
    **dict.fromkeys(("VI", "HE", "IR", "AT", "VS", "RG", "TL", "NX", "TI"), "EUR"),
    **dict.fromkeys(("TO", "V", "CN", "NE"), "CAD"),
    **dict.fromkeys(("SS", "SZ"), "CNY"),
    **dict.fromkeys(("NS", "BO"), "INR"),
    **dict.fromkeys(("KS", "KQ"), "KRW"),
    **dict.fromkeys(("TW", "TWO"), "TWD"),
    **dict(pair.split(":") for pair in _REST.split()),
}
_PAIR = re.compile(r"(?:[A-Z0-9]+-|(?:[A-Z]{3})?)(USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|CNY|INR|KRW|SEK|NOK|DKK)(=X)?")


def currency_of(symbol: str, reported: str) -> str:
    """The money of a symbol's price: as its quote tells, else as its spelling does; "" where neither says."""
    if reported:
        return reported
    if (pair := _PAIR.fullmatch(symbol)) is not None and ("-" in symbol or pair[2]):
        return pair[1]
    _, dot, ending = symbol.rpartition(".")
    return _BY_ENDING.get(ending, "") if dot else ""


def dollars_per_unit(currency: str) -> float | None:
    """What one unit of a price is in dollars; None for foreign money, for which no rate is known.

    A price of which nothing tells the money is one of this market: dollars.
    """
    if currency in ("", CURRENCY):
        return 1.0
    return _HUNDREDTH if currency in MINOR and MINOR[currency][0] == CURRENCY else None


def money_words(currency: str) -> str:
    """A currency in words that tell pence from pounds."""
    if currency not in MINOR:
        return currency
    whole, unit = MINOR[currency]
    return f"{currency} ({unit}, 1/100 {whole})"
