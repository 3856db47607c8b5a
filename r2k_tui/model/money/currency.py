"""Currencies: that of a price, and the whole currency behind units such as pence."""

from __future__ import annotations

import re

from r2k_tui.model.market.quote import CURRENCY

# Cash as a member of a sleeve: it earns the risk-free rate, and no source is asked for its price.
CASH = "cash"
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
# ISO 4217 codes that prices and sums may be in: those above, and a few more that Yahoo has rates of.
CURRENCIES = frozenset(
    {
        CURRENCY,
        *(whole for whole, _ in MINOR.values()),
        *(money for money in _BY_ENDING.values() if money not in MINOR),
        *("AED", "COP", "EGP", "KWD", "PEN", "PHP", "PKR", "QAR", "RON", "VND"),
    }
)
_PAIR = re.compile(rf"(?:[A-Z0-9]+-|(?:[A-Z]{{3}})?)({'|'.join(sorted(CURRENCIES))})(=X)?")


def currency_of(symbol: str, reported: str) -> str:
    """Currency of a symbol's price: from its quote, else from its spelling; "" where neither names one."""
    if reported:
        return reported
    if (pair := _PAIR.fullmatch(symbol)) is not None and ("-" in symbol or pair[2]):
        return pair[1]
    _, dot, ending = symbol.rpartition(".")
    return _BY_ENDING.get(ending, "") if dot else ""


def whole_currency(currency: str) -> tuple[str, float]:
    """Currency that a unit belongs to, and the share of it that one unit is: pence are 0.01 of GBP.

    A price without a known currency is one of this market: dollars.
    """
    if currency in MINOR:
        return MINOR[currency][0], _HUNDREDTH
    return currency or CURRENCY, 1.0


def money_words(currency: str) -> str:
    """Name of a currency that tells pence from pounds."""
    if currency not in MINOR:
        return currency
    whole, unit = MINOR[currency]
    return f"{currency} ({unit}, 1/100 {whole})"
