"""Quotes from Cboe's documents, sound and unsound."""

from __future__ import annotations

import json
from typing import Any

import pytest

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BadData
from r2k_tui.sources.cboe.quotes import to_quote, to_quotes
from tests.cases import cases
from tests.fakes.cboe_server import entry

NOW = 1_791_302_531.0


def wrapped(data: Any) -> dict[str, Any]:
    return {"timestamp": "2026-10-06 15:02:11", "symbol": "_VIX", "data": data}


def quote_with(**fields: Any) -> Quote | Problem:
    return to_quote(wrapped(entry("^VIX", 17.31, NOW, **fields)), "^VIX", NOW)


def test_a_sound_document_is_a_quote_a_quarter_of_an_hour_late() -> None:
    assert quote_with() == Quote(
        "^VIX",
        price=17.31,
        previous_close=17.73,
        open=17.48,
        day_high=17.66,
        day_low=17.14,
        currency="USD",
        time=NOW - 900,
        received_at=NOW,
        delay_s=900.0,
        source="cboe",
        cadence_s=60.0,
    )


def test_the_close_before_is_the_price_less_its_change_whatever_the_document_calls_so() -> None:
    quote = quote_with(prev_day_close=17.31)
    assert isinstance(quote, Quote)
    assert quote.previous_close == 17.73


@cases("change", [None, "-", True, float("nan"), 17.31, 99.0, 10**400])
def test_without_a_change_there_is_no_close_before(change: Any) -> None:
    quote = quote_with(price_change=change)
    assert isinstance(quote, Quote)
    assert quote.previous_close is None


@cases("price", [0, 0.0, -1.0, float("nan"), float("inf"), True, None, "N/A", "", [], {}, 10**400, 1e13])
def test_what_is_no_price_makes_no_quote(price: Any) -> None:
    assert quote_with(current_price=price) == Problem("^VIX", "bad_data", "Cboe gives no usable price for ^VIX.")


@cases("odd", [0, -5.0, True, "x", float("nan"), 1e9, {"a": 1}])
def test_an_odd_field_is_left_out_beside_a_sound_price(odd: Any) -> None:
    quote = quote_with(open=odd, high=odd, low=odd, bid=odd, ask=odd, close=0, volume=odd if odd != 1e9 else 0)
    assert isinstance(quote, Quote)
    assert (quote.price, quote.open, quote.day_high, quote.day_low) == (17.31, None, None, None)
    assert (quote.bid, quote.ask, quote.volume) == (None, None, None)


def test_the_documents_own_time_stamp_dates_nothing() -> None:
    holiday = NOW + 3 * 86400
    document = {**wrapped(entry("^VIX", 17.31, NOW)), "timestamp": "2026-10-09 15:02:11"}
    quote = to_quote(document, "^VIX", holiday)
    assert isinstance(quote, Quote)
    assert quote.time == NOW - 900


@cases("text", [None, "", "soon", 5])
def test_a_quote_without_a_time_has_none_and_stays_delayed(text: Any) -> None:
    quote = quote_with(last_trade_time=text)
    assert isinstance(quote, Quote)
    assert (quote.time, quote.delay_s) == (None, 900.0)


@cases(
    ("data", "words"),
    [
        (None, "without a quote"),
        ([], "without a quote"),
        ("x", "without a quote"),
        ({}, "another index"),
        ({**entry("^VIX", 1.0, NOW), "symbol": "^VXN"}, "another index"),
        ({**entry("^VIX", 1.0, NOW), "symbol": ["^VIX"]}, "another index"),
    ],
)
def test_a_document_of_anything_else_is_bad(data: Any, words: str) -> None:
    with pytest.raises(BadData, match=words):
        to_quote(wrapped(data), "^VIX", NOW)


def test_a_missing_root_is_bad() -> None:
    with pytest.raises(BadData, match="without a quote"):
        to_quote({}, "^VIX", NOW)


def test_the_list_gives_those_that_it_has_once_and_with_a_price() -> None:
    rows = [
        entry("^VIX", 17.31, NOW),
        entry("^RUT", 2411.5, NOW),
        entry("^RVX", 22.0, NOW, current_price=0.0),
        entry("^GSPC", 7209.0, NOW),
        entry("^GSPC", 72.0, NOW),
        "x",
        None,
        {"symbol": 5},
    ]
    found = to_quotes(wrapped(rows), ["^VIX", "^rut", "^RVX", "^GSPC", "^NDX"], NOW)
    assert [(quote.symbol, quote.price, quote.delay_s) for quote in found] == [
        ("^VIX", 17.31, 900.0),
        ("^rut", 2411.5, 900.0),
    ]


@cases("data", [None, {}, "x", 5])
def test_a_list_that_is_none_is_bad(data: Any) -> None:
    with pytest.raises(BadData, match="without a list of indices"):
        to_quotes(wrapped(data), ["^VIX"], NOW)


def test_text_in_a_document_reaches_no_field() -> None:
    hostile = "[red]\x1b]0;x\x07<script>"
    quote = quote_with(security_type=hostile, tick=hostile, exchange_id=hostile)
    assert hostile not in json.dumps([str(value) for value in (quote.symbol, quote)])
