"""What is held, valued: each sum by hand, and what is not counted is named."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.ui.views.watchlist.portfolio import Gain, valued
from r2k_tui.ui.views.watchlist.totals import total_lines
from tests.cases import cases
from tests.ui.views.watchlist.positions import TODAY, quote, text_of, value


def test_a_long_position() -> None:
    position = value(Holding("IWM", 10, 90.0), quotes=(quote("IWM"),)).positions["IWM"]
    assert (position.shares, position.cost, position.value) == (10, 90.0, 1100.0)
    assert position.day == Gain(100.0, 1000.0) and position.total == Gain(200.0, 900.0)
    assert position.day.fraction == pytest.approx(0.1)


def test_a_short_position_gains_what_the_price_loses() -> None:
    position = value(Holding("IWM", -10, 120.0), quotes=(quote("IWM"),)).positions["IWM"]
    assert position.value == -1100.0
    assert position.day == Gain(-100.0, 1000.0)
    assert position.total == Gain(100.0, 1200.0) and position.total.fraction == pytest.approx(1 / 12)


def test_several_purchases_are_one_position_at_their_mean_cost() -> None:
    position = value(Holding("IWM", 10, 90.0), Holding("IWM", 30, 110.0), quotes=(quote("IWM"),)).positions["IWM"]
    assert (position.shares, position.cost, position.value) == (40, 105.0, 4400.0)
    assert position.total is not None and position.total.amount == pytest.approx(200.0)


def test_shares_bought_today_count_from_their_cost() -> None:
    position = value(Holding("IWM", 10, 104.0, TODAY), quotes=(quote("IWM"),)).positions["IWM"]
    assert position.day is not None and position.day.amount == pytest.approx(60.0)


def test_what_is_opened_later_than_the_quote_is_not_held_yet() -> None:
    later = TODAY + timedelta(days=1)
    found = value(Holding("IWM", 10, 104.0, later), Holding("SPY", 1, 90.0), quotes=(quote("IWM"), quote("SPY")))
    assert found.value == 110.0 and found.counted == 1
    assert found.positions["IWM"].value is None
    assert found.notes == ("IWM opens on 2031-05-16",)


def test_the_range_counts_from_its_start_or_from_the_purchase() -> None:
    holdings = (
        Holding("A", 1, 50.0, date(2030, 1, 2)),
        Holding("B", 1, 70.0, date(2031, 4, 1)),
        Holding("C", 1, 60.0),
    )
    found = value(
        *holdings,
        quotes=(quote("A"), quote("B"), quote("C")),
        name="1Y",
        A="80@2030-05-14",
        B="80@2030-05-14",
        C="80@2030-05-14",
    )
    gains = {symbol: position.in_range for symbol, position in found.positions.items()}
    assert gains == {"A": Gain(30.0, 80.0), "B": Gain(40.0, 70.0), "C": Gain(30.0, 80.0)}
    assert found.in_range.gain == Gain(100.0, 230.0)


def test_a_range_of_one_day_is_the_day() -> None:
    position = value(Holding("IWM", 10, 90.0), quotes=(quote("IWM"),), name="1D").positions["IWM"]
    assert position.in_range == position.day


def test_a_range_without_a_known_start_is_not_known() -> None:
    found = value(
        Holding("A", 1, 50.0), Holding("B", 1, 50.0), quotes=(quote("A"), quote("B")), name="5Y", A="80@2026-05-14"
    )
    assert found.positions["B"].in_range is None
    assert (found.in_range.known, found.counted) == (1, 2)
    assert "5Y ▲+30.00 +37.50% of 1/2" in text_of(total_lines(found, "5Y", 200))


def test_another_currency_without_a_rate_is_named_and_not_in_the_sums() -> None:
    found = value(
        Holding("7203.T", 100, 2000.0), Holding("SPY", 1, 90.0), quotes=(quote("7203.T", currency="JPY"), quote("SPY"))
    )
    assert found.value == 110.0 and found.total.gain.amount == 20.0
    position = found.positions["7203.T"]
    assert (position.value, position.day, position.total, position.weight) == (None, None, None, None)
    assert found.notes == ("7203.T is in JPY: JPY=X has no price",)


def test_without_a_previous_close_the_day_is_not_known() -> None:
    found = value(Holding("A", 1, 50.0), Holding("B", 1, 50.0), quotes=(quote("A", before=None), quote("B")))
    assert found.positions["A"].day is None
    assert found.day == (Gain(10.0, 100.0), 1)
    assert found.total.known == 2


def test_weights_are_of_cash_and_everything_counted() -> None:
    found = value(Holding("A", 10, 50.0), Holding("B", -5, 50.0), quotes=(quote("A"), quote("B")), cash=550.0)
    assert {symbol: position.weight for symbol, position in found.positions.items()} == {"A": 1.0, "B": -0.5}
    assert value(Holding("B", -5, 50.0), quotes=(quote("B"),)).positions["B"].weight is None, "worth less than nothing"


@cases(("symbol", "currency"), [("VOD.L", "GBp"), ("VOD.L", ""), ("BTC-EUR", ""), ("ETH-BTC", "BTC")])
def test_without_a_rate_what_only_its_spelling_tells_is_in_no_sum_either(symbol: str, currency: str) -> None:
    found = value(
        Holding(symbol, 1000, 90.0), Holding("SPY", 1, 90.0), quotes=(quote(symbol, currency=currency), quote("SPY"))
    )
    assert found.value == 110.0 and found.counted == 1
    assert found.notes[0].startswith(f"{symbol} is in ")


# One of each: a London share in pence, a Tokyo share in yen, euros, bitcoin, a US share.
WORLD = (
    Holding("VOD.L", 1000, 80.0),
    Holding("7203.T", 100, 2500.0),
    Holding("EURUSD=X", 500, 1.0),
    Holding("BTC-USD", 0.01, 50_000.0),
    Holding("IWM", 10, 90.0),
)
PRICES = (
    quote("VOD.L", 91.51, 90.0, "GBp"),
    quote("7203.T", 3000.0, 2950.0, "JPY"),
    quote("EURUSD=X", 1.10, 1.09),
    quote("BTC-USD", 100_000.0, 99_000.0),
    quote("IWM"),
    quote("GBPUSD=X", 1.3226, 1.32),
    quote("JPY=X", 150.0, 149.0, "JPY"),
)
# 1,000 x 0.9151 x 1.3226; 300,000 / 150; 500 x 1.10; 0.01 x 100,000; 10 x 110.
DOLLARS = {"VOD.L": 1210.31126, "7203.T": 2000.0, "EURUSD=X": 550.0, "BTC-USD": 1000.0, "IWM": 1100.0}
# 15.10 pounds; 5,000 yen; 500 x 0.01; 10; 100. And 115.10 pounds; 50,000 yen; 50; 500; 200.
DAY = {"VOD.L": 15.10 * 1.3226, "7203.T": 5000 / 150, "EURUSD=X": 5.0, "BTC-USD": 10.0, "IWM": 100.0}
TOTAL = {"VOD.L": 115.10 * 1.3226, "7203.T": 50_000 / 150, "EURUSD=X": 50.0, "BTC-USD": 500.0, "IWM": 200.0}


@cases(("base", "dollars"), [("USD", 1.0), ("EUR", 1.10), ("GBP", 1.3226)])
def test_a_portfolio_of_the_world_by_hand(base: str, dollars: float) -> None:
    found = valued(PortfolioSettings(250.0, WORLD, base), {q.symbol: q for q in PRICES}, "1D", {})
    assert found.notes == () and found.counted == 5 and found.base == base
    for symbol, position in found.positions.items():
        assert position.value == pytest.approx(DOLLARS[symbol] / dollars), symbol
        assert position.day is not None and position.day.amount == pytest.approx(DAY[symbol] / dollars), symbol
        assert position.total is not None and position.total.amount == pytest.approx(TOTAL[symbol] / dollars), symbol
    assert found.value == pytest.approx(5860.31126 / dollars)
    assert found.day.gain.amount == pytest.approx(sum(DAY.values()) / dollars)
    assert found.total.gain.amount == pytest.approx(sum(TOTAL.values()) / dollars)
    # The cash is in the base already.
    worth = 250.0 + 5860.31126 / dollars
    assert found.positions["IWM"].weight == pytest.approx(1100.0 / dollars / worth)
    assert found.positions["VOD.L"].cost == 80.0, "in pence, as the quote"
    assert found.positions["VOD.L"].day is not None
    assert found.positions["VOD.L"].day.fraction == pytest.approx(91.51 / 90 - 1)


def test_cents_of_dollars_need_no_rate() -> None:
    found = value(Holding("ZC=F", 5000, 400.0), quotes=(quote("ZC=F", 450.0, 440.0, "USX"),))
    assert found.value == pytest.approx(22_500.0) and found.rates == () and found.notes == ()


def test_a_rate_of_another_week_is_none() -> None:
    old = msgspec.structs.replace(quote("GBPUSD=X", 1.3), time=quote("X").received_at - 9 * 86400)
    found = value(Holding("VOD.L", 1000, 80.0), quotes=(quote("VOD.L", 91.51, 90.0, "GBp"), old))
    assert found.value is None
    assert "GBPUSD=X is from 2031-05-06, more than 5 days older" in found.notes[0]
