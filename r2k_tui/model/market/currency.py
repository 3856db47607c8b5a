"""Currency of a price; sums in dollars include only prices in dollars."""

from __future__ import annotations

import re

from r2k_tui.model.market.quote import CURRENCY

# Units of a hundredth of a currency, as providers spell them: the currency, and the name of the unit.
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
# Currency of the exchange that a symbol's suffix names (source: Yahoo Finance, "Exchanges and data providers").
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
    """Currency of a symbol's price: from its quote, else from its spelling; "" where neither names one."""
    if reported:
        return reported
    if (pair := _PAIR.fullmatch(symbol)) is not None and ("-" in symbol or pair[2]):
        return pair[1]
    _, dot, ending = symbol.rpartition(".")
    return _BY_ENDING.get(ending, "") if dot else ""


def dollars_per_unit(currency: str) -> float | None:
    """Value of one unit of a price in dollars; None for a foreign currency, which has no known rate.

    A price without a known currency is one of this market: dollars.
    """
    if currency in ("", CURRENCY):
        return 1.0
    return _HUNDREDTH if currency in MINOR and MINOR[currency][0] == CURRENCY else None


def money_words(currency: str) -> str:
    """Name of a currency that tells pence from pounds."""
    if currency not in MINOR:
        return currency
    whole, unit = MINOR[currency]
    return f"{currency} ({unit}, 1/100 {whole})"
