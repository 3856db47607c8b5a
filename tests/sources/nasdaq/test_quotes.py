"""Quotes from Nasdaq's symbol pages, in and outside the session, sound and unsound."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BadData
from r2k_tui.sources.nasdaq.quotes import to_quote
from tests.cases import cases
from tests.fakes.nasdaq_server import page, price


def at(text: str) -> float:
    """Seconds since the epoch of a time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York")).timestamp()


NOW = at("2026-10-06T11:46:20")
REGULAR = price(241.15, -0.75, "Oct 6, 2026 11:46 AM ET")
CLOSE = price(241.15, -0.75, "CLOSED AT 4:00 PM ET ON Oct 6, 2026", isRealTime=False)


def quote_of(data: dict[str, Any], now: float = NOW) -> Quote:
    quote = to_quote(data, "IWM", now)
    assert isinstance(quote, Quote)
    return quote


def regular_with(**fields: Any) -> Quote:
    return quote_of(page("IWM", {**REGULAR, **fields}))


def test_a_page_in_the_session_is_a_quote_in_real_time() -> None:
    assert quote_of(page("IWM", REGULAR)) == Quote(
        "IWM",
        price=241.15,
        previous_close=241.90,
        volume=12_082_101.0,
        bid=241.14,
        ask=241.16,
        currency="USD",
        name="IWM Fund",
        time=at("2026-10-06T11:46"),
        received_at=NOW,
        delay_s=0.0,
        source="nasdaq",
        exchange="PSE",
        cadence_s=60.0,
    )


@cases("said", [False, None, "true", 1, []])
def test_a_price_not_said_to_be_in_real_time_is_a_quarter_of_an_hour_late(said: Any) -> None:
    assert regular_with(isRealTime=said).delay_s == 900.0


@cases("text", ["", "N/A", None, "soon", "Oct 8, 2026 11:46 AM ET"])
def test_a_price_without_a_time_counts_as_late(text: Any) -> None:
    quote = regular_with(lastTradeTimestamp=text)
    assert (quote.time, quote.delay_s) == (None, 900.0)


@cases("gap", ["N/A", "--", "", None, "$0.00", "-1", True, [], "12%"])
def test_a_gap_makes_no_price(gap: Any) -> None:
    found = to_quote(page("IWM", {**REGULAR, "lastSalePrice": gap}), "IWM", NOW)
    assert found == Problem("IWM", "bad_data", "Nasdaq gives no usable price for IWM.")


@cases("gap", ["N/A", "--", "", None, True, {}, "$9,999,999.00"])
def test_a_gap_or_an_odd_number_beside_the_price_is_left_out(gap: Any) -> None:
    quote = regular_with(bidPrice=gap, askPrice=gap, volume=gap if gap != "$9,999,999.00" else "N/A")
    assert (quote.price, quote.bid, quote.ask, quote.volume) == (241.15, None, None, None)


def test_the_name_of_the_close_before_is_found_in_any_case() -> None:
    stats = {"Volume": None, "PreviousClose": {"label": "Previous Close", "value": "$241.50"}}
    assert quote_of(page("IWM", REGULAR, keyStats=stats)).previous_close == 241.50


@cases("stats", [None, {}, "x", {"previousclose": None}, {"previousclose": {"value": "N/A"}}])
def test_without_a_stated_close_before_it_is_the_price_less_its_change(stats: Any) -> None:
    assert quote_of(page("IWM", REGULAR, keyStats=stats)).previous_close == 241.90
    assert quote_of(page("IWM", {**REGULAR, "netChange": "N/A"}, keyStats=stats)).previous_close is None


@cases("status", ["After Hours", "After-Hours", "AFTERHOURS", "after hours "])
def test_after_the_close_the_close_is_the_price_and_the_last_trade_stands_beside_it(status: str) -> None:
    late = price(242.40, 1.25, "Oct 6, 2026 5:10 PM ET - AFTER HOURS")
    data = page("IWM", late, CLOSE, previous="$241.15", marketStatus=status)
    quote = quote_of(data, at("2026-10-06T17:10:30"))
    assert (quote.price, quote.post_price, quote.pre_price, quote.previous_close) == (241.15, 242.40, None, 241.90)
    assert quote.time == at("2026-10-06T16:00")
    assert (quote.bid, quote.delay_s) == (242.39, 0.0)


@cases("status", ["Pre Market", "Pre-Market", "PREMARKET", "Pre-market"])
def test_before_the_open_the_last_close_is_the_price(status: str) -> None:
    early = price(243.0, 1.85, "Oct 7, 2026 7:46 AM ET - PRE-MARKET")
    data = page("IWM", early, CLOSE, previous="$241.15", marketStatus=status)
    quote = quote_of(data, at("2026-10-07T07:46:30"))
    assert (quote.price, quote.pre_price, quote.post_price, quote.previous_close) == (241.15, 243.0, None, 241.90)


@pytest.mark.parametrize(("hour", "field"), [("7:46 AM", "pre_price"), ("5:10 PM", "post_price")])
def test_a_price_outside_the_session_without_a_name_is_known_by_its_hour(hour: str, field: str) -> None:
    outside = price(243.0, 1.85, f"Oct 6, 2026 {hour} ET")
    quote = quote_of(page("IWM", outside, CLOSE, marketStatus="Extended"), at("2026-10-06T18:00"))
    assert getattr(quote, field) == 243.0
    assert quote.price == 241.15


def test_outside_the_session_a_stated_close_that_is_the_price_itself_is_not_the_one_before() -> None:
    late = price(242.40, 1.25, "Oct 6, 2026 5:10 PM ET - AFTER HOURS")
    data = page("IWM", late, {**CLOSE, "netChange": "N/A"}, previous="$241.15", marketStatus="After Hours")
    assert quote_of(data, at("2026-10-06T17:10:30")).previous_close is None


@cases("secondary", [None, {}, {"lastSalePrice": "N/A"}])
@cases("stamp", ["7:46 AM ET - PRE-MARKET", "7:46 AM ET", "5:10 PM ET", "4:05 PM ET - AFTER HOURS"])
def test_a_price_outside_the_session_alone_is_not_the_regular_price(stamp: str, secondary: Any) -> None:
    outside = price(243.0, 1.85, f"Oct 7, 2026 {stamp}")
    found = to_quote(page("IWM", outside, secondary, marketStatus="Extended"), "IWM", at("2026-10-07T18:00"))
    assert isinstance(found, Problem)


@cases("stamp", ["9:30 AM ET", "4:00 PM ET", "4:10 PM ET"])
def test_a_price_at_the_edge_of_the_session_is_a_regular_one(stamp: str) -> None:
    quote = quote_of(page("IWM", price(243.0, 1.85, f"Oct 7, 2026 {stamp}")), at("2026-10-07T18:00"))
    assert (quote.price, quote.post_price, quote.pre_price) == (243.0, None, None)


def test_on_a_half_day_the_session_ends_at_one() -> None:
    outside = price(243.0, 1.85, "Nov 27, 2026 1:40 PM ET")
    assert isinstance(to_quote(page("IWM", outside), "IWM", at("2026-11-27T13:41")), Problem)


@pytest.mark.parametrize(("hour", "field"), [("08:00", "pre_price"), ("17:00", "post_price")])
def test_without_any_word_or_time_the_present_hour_names_the_session(hour: str, field: str) -> None:
    data = page("IWM", price(243.0, 1.85, "N/A"), CLOSE, marketStatus="Extended")
    quote = quote_of(data, at(f"2026-10-07T{hour}"))
    assert getattr(quote, field) == 243.0


def test_a_close_named_as_such_is_the_price_of_a_closed_market() -> None:
    quote = quote_of(page("IWM", CLOSE, marketStatus="Closed"), at("2026-10-10T12:00"))
    assert (quote.price, quote.time, quote.delay_s) == (241.15, at("2026-10-06T16:00"), 900.0)


@cases("secondary", ["x", [], {}, {"lastSalePrice": "N/A"}])
def test_a_secondary_entry_without_a_price_is_none(secondary: Any) -> None:
    assert quote_of(page("IWM", REGULAR, secondary)).price == 241.15


@cases("symbol", ["IWN", "", None, 5, ["IWM"]])
def test_an_answer_of_another_symbol_is_bad(symbol: Any) -> None:
    with pytest.raises(BadData, match="another symbol than IWM"):
        to_quote({**page("IWM", REGULAR), "symbol": symbol}, "IWM", NOW)


@cases("primary", [None, "x", [], 5])
def test_an_answer_without_a_price_entry_is_bad(primary: Any) -> None:
    with pytest.raises(BadData, match="without a price of IWM"):
        to_quote(page("IWM", primary), "IWM", NOW)


def test_text_from_outside_is_cleaned() -> None:
    quote = quote_of(page("IWM", REGULAR, companyName="A\x1b[2J[red]\u202eB" + "x" * 500, exchange="P\x07SE" * 9))
    assert quote.name.isprintable()
    assert quote.exchange.isprintable()
    assert (len(quote.name), len(quote.exchange)) == (80, 8)
    assert "\u202e" not in quote.name


def test_a_share_class_has_its_own_notation() -> None:
    quote = to_quote(page("BRK-B", REGULAR), "BRK-B", NOW)
    assert isinstance(quote, Quote)
    assert quote.symbol == "BRK-B"
