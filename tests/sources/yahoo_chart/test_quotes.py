"""Quotes out of the answers of one session."""

from __future__ import annotations

from typing import Any

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.yahoo_chart.answers import from_chart, from_spark
from r2k_tui.sources.yahoo_chart.quotes import filled, is_before_its_session, to_quote
from tests.cases import cases
from tests.sources.yahoo_chart import wire
from tests.sources.yahoo_chart.wire import CLOSES, NOW, OPENS, PRE


def quote_of(one: dict[str, Any], now: float = NOW) -> Quote | None:
    return to_quote("IWM", from_chart(wire.chart(one)), now)


def good(one: dict[str, Any], now: float = NOW) -> Quote:
    quote = quote_of(one, now)
    assert quote is not None
    return quote


def test_every_field_is_what_yahoo_sent() -> None:
    assert good(wire.result()) == Quote(
        symbol="IWM",
        price=241.15,
        previous_close=241.9,
        day_high=243.0,
        day_low=240.0,
        volume=12_082_101,
        currency="USD",
        name="An Invented Fund",
        time=NOW - 2,
        received_at=NOW,
        delay_s=0.0,
        source="yahoo_chart",
        decimals=2,
        exchange="PCX",
    )


def test_the_close_before_the_range_serves_where_there_is_no_previous_close() -> None:
    assert good(wire.result(previousClose=None)).previous_close == 241.9
    assert good(wire.result(previousClose=240.0)).previous_close == 240.0
    assert good(wire.result(previousClose=None, chartPreviousClose=None)).previous_close is None


def test_before_the_open_the_close_before_the_bars_is_the_price_itself() -> None:
    one = wire.result([PRE, PRE + 60], [240.5, 240.6], regularMarketTime=OPENS - 63_000, regularMarketPrice=241.9)
    assert is_before_its_session(from_chart(wire.chart(one)))
    quote = good(one, PRE + 90.0)
    assert (quote.price, quote.previous_close, quote.pre_price) == (241.9, None, 240.6)


def test_an_index_without_extended_trading_keeps_its_previous_close_before_the_open() -> None:
    quote = good(wire.result([OPENS - 86_400], [240.0], regularMarketTime=OPENS - 63_000), PRE + 90.0)
    assert quote.previous_close == 241.9


def test_the_newest_bar_of_extended_trading_is_its_price() -> None:
    after = good(wire.result([OPENS, CLOSES + 300, CLOSES + 600], [241.0, 242.0, None]), CLOSES + 700.0)
    assert (after.price, after.pre_price, after.post_price) == (241.15, None, 242.0)
    during = good(wire.result([PRE, OPENS], [240.0, 241.0]))
    assert (during.pre_price, during.post_price) == (None, None)


def test_a_flat_answer_gives_the_last_close_and_its_time() -> None:
    answer = from_spark({"IWM": wire.flat()})[0]["IWM"]
    quote = to_quote("IWM", answer, NOW)
    assert quote is not None
    assert (quote.price, quote.time, quote.previous_close, quote.currency) == (241.1, OPENS + 60, 241.9, "")
    assert quote.delay_s == 1200.0, "an unknown exchange is delayed"
    assert to_quote("IWM", answer._replace(stamps=[]), NOW) is None


def test_what_an_answer_leaves_out_is_filled_from_an_earlier_one() -> None:
    bare = to_quote("IWM", from_spark({"IWM": wire.flat()})[0]["IWM"], NOW)
    assert bare is not None
    full = filled(bare, good(wire.result()))
    assert (full.currency, full.exchange, full.name, full.decimals, full.delay_s) == (
        *("USD", "PCX", "An Invented Fund", 2),
        0.0,
    )
    assert (full.price, full.time) == (bare.price, bare.time)
    assert filled(good(wire.result(currency="EUR")), full).currency == "EUR"


@cases(
    ("fields", "delay"),
    [
        ({"exchangeName": "LSE"}, 1200.0),
        ({"exchangeName": None}, 1200.0),
        ({"exchangeName": "CME"}, 600.0),
        ({"exchangeName": "CCY"}, 0.0),
        ({"exchangeDataDelayedBy": 15}, 900.0),
        ({"exchangeName": "LSE", "exchangeDataDelayedBy": 0}, 0.0),
        ({"exchangeDataDelayedBy": -5}, 0.0),
        ({"exchangeDataDelayedBy": 1e9}, 86_400.0),
        ({"exchangeDataDelayedBy": "soon"}, 0.0),
    ],
)
def test_the_delay_is_the_stated_one_or_that_of_the_exchange(fields: dict[str, Any], delay: float) -> None:
    assert good(wire.result(**fields)).delay_s == delay


@cases("price", [None, 0, -1, "x", True, [241.0], 1e300, float("nan"), {"raw": None}])
def test_without_a_usable_price_there_is_no_quote(price: Any) -> None:
    assert quote_of(wire.result(regularMarketPrice=price)) is None


@cases("odd", ["x", [], {}, True, -1, 1e400, "\x1b]0;x\x07"])
def test_odd_fields_are_left_out(odd: Any) -> None:
    names = ("previousClose", "chartPreviousClose", "regularMarketDayHigh", "regularMarketDayLow")
    more = ("regularMarketVolume", "regularMarketTime", "priceHint", "currentTradingPeriod", "longName", "shortName")
    quote = good(wire.result(**dict.fromkeys((*names, *more), odd)))
    found = (quote.previous_close, quote.day_high, quote.day_low, quote.volume, quote.time, quote.decimals)
    assert found == (None,) * 6
    assert quote.name.isprintable()


def test_a_time_in_the_future_is_left_out() -> None:
    assert good(wire.result(regularMarketTime=int(NOW) + 3600)).time is None
