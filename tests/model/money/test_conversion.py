"""Money of one currency in another: every amount by hand, and a reason where there is no rate."""

from __future__ import annotations

from datetime import datetime

import pytest

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.money.conversion import (
    RATE_SYMBOLS,
    Converted,
    ExchangeRate,
    NoRate,
    Rates,
    convert,
    legs,
    rate_symbol,
    rates_from,
    rates_needed,
)
from r2k_tui.model.money.currency import CURRENCIES
from tests.cases import cases


def moment(day: str) -> float:
    return datetime.fromisoformat(f"{day} 15:00").replace(tzinfo=NEW_YORK).timestamp()


# A Thursday.
AT = moment("2031-05-15")
PRICES = {"GBP": ("GBPUSD=X", 1.3226), "EUR": ("EURUSD=X", 1.10), "JPY": ("JPY=X", 150.0), "ZAR": ("ZAR=X", 18.0)}


def rates(day: str = "2031-05-15", *, without: str = "") -> Rates:
    return {c: ExchangeRate(s, p, moment(day), "yahoo") for c, (s, p) in PRICES.items() if c != without}


@cases(
    ("amount", "currency", "base", "worth", "used"),
    [
        # 1,000 shares at 91.51 pence: 915.10 pounds.
        (91_510.0, "GBp", "USD", 915.10 * 1.3226, ["GBPUSD=X"]),
        (91_510.0, "GBX", "USD", 915.10 * 1.3226, ["GBPUSD=X"]),
        (91_510.0, "GBp", "GBP", 915.10, []),
        (91_510.0, "GBp", "EUR", 915.10 * 1.3226 / 1.10, ["GBPUSD=X", "EURUSD=X"]),
        # 100 shares at 3,000 yen.
        (300_000.0, "JPY", "USD", 2_000.0, ["JPY=X"]),
        (300_000.0, "JPY", "EUR", 2_000.0 / 1.10, ["JPY=X", "EURUSD=X"]),
        (300_000.0, "JPY", "GBP", 2_000.0 / 1.3226, ["JPY=X", "GBPUSD=X"]),
        (300_000.0, "JPY", "JPY", 300_000.0, []),
        (1_800.0, "ZAc", "USD", 1.0, ["ZAR=X"]),
        (250.0, "USX", "USD", 2.5, []),
        (110.0, "USD", "EUR", 100.0, ["EURUSD=X"]),
        (110.0, "", "EUR", 100.0, ["EURUSD=X"]),
        (110.0, "", "USD", 110.0, []),
        (2.0, "USD", "JPY", 300.0, ["JPY=X"]),
    ],
)
def test_amounts_by_hand(amount: float, currency: str, base: str, worth: float, used: list[str]) -> None:
    found = convert(amount, currency, base, rates(), AT)
    assert isinstance(found, Converted)
    assert found.amount == pytest.approx(worth, rel=1e-12)
    assert found.factor == pytest.approx(worth / amount, rel=1e-12)
    assert [rate.symbol for rate in found.rates] == used and found.stale == ()


def test_the_thousand_shares_that_counted_as_91510_dollars() -> None:
    found = convert(1000 * 91.51, "GBp", "USD", rates(), AT)
    assert isinstance(found, Converted) and round(found.amount, 2) == 1210.31


@cases("base", ["USD", "EUR", "JPY"])
def test_there_and_back_is_the_same_amount(base: str) -> None:
    every = {c: ExchangeRate(rate_symbol(c), 0.7 + 0.1 * i, AT) for i, c in enumerate(sorted(CURRENCIES - {"USD"}))}
    for currency in sorted(CURRENCIES):
        there = convert(100.0, currency, base, every, AT)
        assert isinstance(there, Converted), currency
        back = convert(there.amount, base, currency, every, AT)
        assert isinstance(back, Converted) and back.amount == pytest.approx(100.0, rel=1e-12), currency


@cases(
    ("currency", "base", "known", "words"),
    [
        ("GBp", "USD", rates(without="GBP"), "GBPUSD=X has no price"),
        ("JPY", "EUR", rates(without="EUR"), "EURUSD=X has no price"),
        ("BTC", "USD", rates(), "no exchange rate for BTC"),
        ("\x1b[2J", "USD", rates(), "no exchange rate for"),
        (
            "GBp",
            "USD",
            rates("2031-05-09"),
            "the rate GBPUSD=X is from 2031-05-09, more than 5 days older than the price",
        ),
    ],
)
def test_without_a_rate_there_is_a_reason_and_no_amount(currency: str, base: str, known: Rates, words: str) -> None:
    found = convert(1.0, currency, base, known, AT)
    assert isinstance(found, NoRate) and words in found.reason


@cases(
    ("rate_day", "price_day", "stale"),
    [
        ("2031-05-15", "2031-05-15", False),
        ("2031-05-14", "2031-05-15", False),
        ("2031-05-13", "2031-05-15", True),
        ("2031-05-16", "2031-05-18", False),  # of Friday on a Sunday
        ("2031-05-16", "2031-05-19", False),  # of Friday on Monday morning
        ("2031-05-15", "2031-05-18", False),  # of Thursday on a Sunday: one weekday behind
        ("2031-05-16", "2031-05-20", True),
        ("2031-05-20", "2031-05-09", False),  # the price is the older one
    ],
)
def test_an_old_rate_is_named(rate_day: str, price_day: str, stale: bool) -> None:
    found = convert(1.0, "GBP", "USD", rates(rate_day), moment(price_day))
    assert isinstance(found, Converted)
    assert [rate.symbol for rate in found.stale] == (["GBPUSD=X"] if stale else [])


def test_the_symbols_of_rates_are_those_that_exist() -> None:
    assert [rate_symbol(c) for c in ("GBP", "EUR", "AUD", "NZD")] == ["GBPUSD=X", "EURUSD=X", "AUDUSD=X", "NZDUSD=X"]
    assert [rate_symbol(c) for c in ("JPY", "CHF", "CAD")] == ["JPY=X", "CHF=X", "CAD=X"]
    assert rate_symbol("USD") == rate_symbol("BTC") == ""
    assert len(RATE_SYMBOLS) == len(CURRENCIES) - 1
    assert legs("", "USD") == ()


def test_only_the_rates_that_are_needed() -> None:
    quotes = {"ABC": Quote("ABC", 1.0, currency="CHF"), "IWM": Quote("IWM", 1.0, currency="USD")}
    symbols = ("VOD.L", "BP.L", "7203.T", "IWM", "BTC-USD", "EURUSD=X", "ABC")
    assert rates_needed(symbols, quotes, "USD") == ("GBPUSD=X", "JPY=X", "CHF=X")
    assert rates_needed(("IWM", "SPY"), quotes, "USD") == ()
    assert rates_needed(("IWM",), quotes, "EUR") == ("EURUSD=X",)
    assert rates_needed(("VOD.L",), quotes, "GBP") == (), "pence are a hundredth of pounds"
    assert rates_needed(("ETH-BTC",), {"ETH-BTC": Quote("ETH-BTC", 1.0, currency="BTC")}, "USD") == ()


@cases(
    ("quote", "known"),
    [
        (Quote("GBPUSD=X", 1.3, currency="USD", time=AT, source="yahoo"), True),
        (Quote("GBPUSD=X", 1.3, time=AT), True),
        (Quote("GBPUSD=X", 1.3, currency="GBP", time=AT), False),
        (Quote("GBPUSD=X", None, currency="USD", time=AT), False),
        (Quote("GBPUSD=X", 0.0, currency="USD", time=AT), False),
        (Quote("GBPUSD=X", -1.3, currency="USD", time=AT), False),
        (Quote("GBPUSD=X", float("nan"), currency="USD", time=AT), False),
        (Quote("GBPUSD=X", float("inf"), currency="USD", time=AT), False),
        (Quote("GBPUSD=X", 1.3, currency="USD"), False),
    ],
)
def test_a_quote_that_cannot_be_a_rate_is_none(quote: Quote, known: bool) -> None:
    found = rates_from({"GBPUSD=X": quote}, ("GBPUSD=X", "JPY=X"))
    assert found == ({"GBP": ExchangeRate("GBPUSD=X", 1.3, AT, quote.source)} if known else {})
