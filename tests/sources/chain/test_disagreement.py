"""Prices of two providers side by side."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.feed import PROVIDERS_DIFFER
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.chain.disagreement import Disagreement
from tests.engine.virtual_time import START
from tests.sources.chain.stage import Clock


def quote(source: str, price: float, age: float = 0.0, delay_s: float = 0.0, received: float = 0.0) -> Quote:
    return Quote("IWM", price, time=START - age, received_at=START + received, delay_s=delay_s, source=source)


def compared(*quotes: Quote) -> Disagreement:
    found = Disagreement(0.005, Clock())
    found.take(quotes)
    return found


def test_both_providers_prices_delay_and_distance_are_named() -> None:
    (problem,) = compared(quote("yahoo", 240.0), quote("cboe", 242.4, age=100, delay_s=900)).problems(["IWM"])
    assert (problem.symbol, problem.kind) == ("IWM", PROVIDERS_DIFFER)
    assert problem.message == (
        "IWM: yahoo says 240.00, cboe says 242.40 (delayed 15 min): 1.00 % apart, with trades 100 seconds apart"
    )
    assert problem.named == problem.message


@pytest.mark.parametrize(
    "other",
    [
        quote("cboe", 241.0),
        quote("cboe", 300.0, age=900, delay_s=900),
        quote("cboe", 300.0, received=61),
        quote("yahoo", 300.0),
    ],
    ids=["near", "a trade of another moment", "another poll", "the same provider"],
)
def test_what_is_no_disagreement(other: Quote) -> None:
    assert not compared(quote("yahoo", 240.0), other).problems(["IWM"])


def test_a_price_without_a_trade_time_is_of_its_receipt_less_the_delay() -> None:
    late = Quote("IWM", 300.0, received_at=START, delay_s=900.0, source="cboe")
    assert not compared(quote("yahoo", 240.0), late).problems(["IWM"])
    assert compared(quote("yahoo", 240.0, age=900), late).problems(["IWM"])


def test_prices_in_two_currencies_are_not_compared() -> None:
    pence = Quote("IWM", 9151.0, currency="GBp", time=START, received_at=START, source="cboe")
    assert not compared(quote("yahoo", 91.5), pence).problems(["IWM"])


def test_it_ends_when_they_agree() -> None:
    found = compared(quote("yahoo", 240.0), quote("cboe", 250.0))
    found.take([quote("cboe", 240.1)])
    assert not found.problems(["IWM"])


def test_it_is_forgotten_when_nobody_compares_any_more() -> None:
    clock = Clock()
    found = Disagreement(0.005, clock)
    found.take([quote("yahoo", 240.0), quote("cboe", 250.0)])
    clock.now += 599
    assert found.problems(["IWM"]) and not found.problems(["SPY"])
    clock.now += 2
    assert not found.problems(["IWM"])


def test_the_symbols_asked_for_longest_ago_are_dropped() -> None:
    found = compared(quote("yahoo", 240.0), quote("cboe", 250.0))
    found.take(Quote(f"M{number}", 1.0, source="yahoo") for number in range(2000))
    assert not found.problems(["IWM"])
