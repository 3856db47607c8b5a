"""Wire quotes with odd, missing and hostile fields."""

from __future__ import annotations

from typing import Any

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.yahoo.parsing.quotes import askable, time_zones, to_batch
from tests.cases import cases
from tests.sources.yahoo.parsing.batches import FIELDS, NO_NUMBER, batch, quote_with


@cases("zero", [0, 0.0, -1, "0", {"raw": 0}, -0.0])
def test_no_price_is_zero_or_less(zero: Any) -> None:
    quote = quote_with(bid=zero, ask=zero, regularMarketOpen=zero, regularMarketPreviousClose=zero)
    assert (quote.bid, quote.ask, quote.open, quote.previous_close) == (None, None, None, None)


@cases("price", [*NO_NUMBER, 0, -5.0])
def test_without_a_price_there_is_a_problem_and_no_quote(price: Any) -> None:
    result = batch({"symbol": "AAA", "regularMarketPrice": price, "bid": 10.0})
    assert result.quotes == ()
    assert [(p.symbol, p.kind) for p in result.problems] == [("AAA", "bad_data")]


def test_a_missing_field_is_missing() -> None:
    quote = quote_with()
    missing = [getattr(quote, field) for field in FIELDS]
    assert missing == [None] * len(FIELDS)
    assert (quote.currency, quote.name) == ("", "")


def test_volume_may_be_zero_but_not_less() -> None:
    assert quote_with(regularMarketVolume=0).volume == 0.0
    assert quote_with(regularMarketVolume=-1).volume is None


def test_short_name_serves_where_the_long_one_is_empty() -> None:
    assert quote_with(longName="\x1b\u200b", shortName="Short").name == "Short"
    assert len(quote_with(longName="x" * 10_000).name) == 80


def test_odd_entries_do_not_hide_good_ones() -> None:
    good = {"symbol": "AAA", "regularMarketPrice": 10.0}
    result = batch(
        None, 5, "AAA", {}, {"symbol": None}, {"symbol": "AAA"}, good, {"symbol": "BBB", "quoteType": "NONE"}
    )
    assert [quote.price for quote in result.quotes] == [10.0]


def test_a_symbol_that_yahoo_calls_nothing_is_not_found() -> None:
    result = batch({"symbol": "AAA", "quoteType": "NONE", "regularMarketPrice": 1.0})
    assert [(p.symbol, p.kind) for p in result.problems] == [("AAA", "not_found")]


@cases("data", [None, [], "x", {}, {"quoteResponse": None}, {"quoteResponse": {"result": None}}, {"quoteResponse": []}])
def test_an_answer_without_a_list_of_quotes_is_bad(data: Any) -> None:
    with pytest.raises(BadData):
        to_batch(data, ["AAA"], 1.0)


@cases("symbol", ["^RUT", "IWM", "RTY=F", "BRK-B", "M&M.NS", "DX-Y.NYB", "iwm", "0700.HK"])
def test_symbols_that_may_be_asked(symbol: str) -> None:
    assert askable(symbol)


@cases(
    "symbol",
    [
        "",
        " IWM",
        "IWM\n",
        "A B",
        "A,B",
        "A/B",
        "..",
        "A?b=c",
        "A#b",
        "A%2f",
        "ıWM",
        "A\x1b",
        "^",
        "A" * 33,
        "US0378331005",
    ],
)
def test_symbols_that_would_bend_the_address(symbol: str) -> None:
    assert not askable(symbol)


def test_time_zones_are_taken_where_they_look_like_one() -> None:
    entries = [
        {"symbol": "AAA", "exchangeTimezoneName": "America/New_York"},
        {"symbol": "BBB", "exchangeTimezoneName": "../../etc"},
        {"symbol": "CCC"},
    ]
    assert time_zones({"quoteResponse": {"result": entries}}) == {"AAA": "America/New_York"}


@cases(
    ("wire", "missing"),
    [
        ({"bid": 10.2, "ask": 10.1}, ("bid", "ask")),
        ({"regularMarketDayHigh": 9.0, "regularMarketDayLow": 11.0}, ("day_high", "day_low")),
        ({"regularMarketDayHigh": 1000.0, "regularMarketDayLow": 9.9}, ("day_high",)),
        ({"regularMarketOpen": 0.01}, ("open",)),
        ({"postMarketPrice": 1e300}, ("post_price",)),
        ({"regularMarketVolume": -5}, ("volume",)),
        ({"regularMarketVolume": 1e300}, ("volume",)),
        ({"regularMarketTime": 1_790_000_000_000}, ("time",)),
        ({"regularMarketTime": 90_000}, ("time",)),
        ({"regularMarketTime": 20 * 3600}, ("time",)),
        ({"regularMarketTime": 302}, ("time",)),
        ({"regularMarketTime": -1}, ("time",)),
    ],
)
def test_what_cannot_be_true_beside_the_price_is_missing(wire: dict[str, Any], missing: tuple[str, ...]) -> None:
    good = {"bid": 9.9, "ask": 10.1, "regularMarketDayHigh": 10.5, "regularMarketDayLow": 9.5, "regularMarketTime": 1}
    rest = {"regularMarketOpen": 10.0, "postMarketPrice": 10.0, "regularMarketVolume": 100}
    quote = quote_with(**{**good, **rest, **wire})
    known = set(FIELDS) - {"price", "previous_close", "pre_price"}
    assert {field for field in known if getattr(quote, field) is None} == set(missing)
    assert quote.price == 10.0


@cases(("before", "kept"), [(1e-7, None), (0.09, None), (1001.0, None), (0.5, 0.5), (40.0, 40.0)])
def test_a_close_before_beyond_every_split_is_missing(before: float, kept: float | None) -> None:
    quote = quote_with(regularMarketPreviousClose=before)
    assert (quote.price, quote.previous_close) == (10.0, kept)


def test_a_clock_may_be_some_minutes_slow() -> None:
    assert quote_with(regularMarketTime=300).time == 300.0


def test_a_price_that_no_exchange_has_is_none() -> None:
    assert batch({"symbol": "AAA", "regularMarketPrice": 1e15}).quotes == ()


def test_of_two_answers_for_one_symbol_the_later_counts() -> None:
    old = {"symbol": "AAA", "regularMarketPrice": 10.0, "regularMarketTime": 0.4}
    new = {"symbol": "AAA", "regularMarketPrice": 11.0, "regularMarketTime": 0.9}
    for entries in ((old, new), (new, old)):
        assert [quote.price for quote in batch(*entries).quotes] == [11.0]


@cases(
    ("hint", "decimals"),
    [(4, 4), (0, 0), ("2", 2), (2.5, None), (-1, None), (99, None), (True, None), (None, None), ("x", None)],
)
def test_the_decimals_are_those_of_its_hint(hint: Any, decimals: int | None) -> None:
    assert quote_with(priceHint=hint).decimals == decimals
