"""What the terminals look at: that is what gets polled."""

from __future__ import annotations

import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.state.interest import Interest
from r2k_tui.model.market.bars import Interval


class HandClock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def interest(clock: HandClock) -> Interest:
    return Interest(MarketSettings(), ("IWM", "TLT"), clock)


def test_until_a_terminal_speaks_the_settings_do(interest: Interest) -> None:
    assert interest.watched() == ("^RUT", "IWM", "TLT")


def test_the_list_of_the_terminal_takes_its_place(interest: Interest) -> None:
    assert interest.watch("one", ("GLD",))
    assert interest.watched() == ("^RUT", "GLD")


def test_the_index_is_always_watched_and_first(interest: Interest) -> None:
    interest.watch("one", ("GLD", "^RUT"))
    assert interest.watched() == ("^RUT", "GLD")


def test_only_a_new_symbol_is_news(interest: Interest) -> None:
    assert interest.watch("one", ("IWM", "GLD"))
    assert not interest.watch("one", ("IWM", "GLD"))
    assert not interest.watch("one", ("GLD",))
    assert not interest.watch("two", ("GLD", "^RUT"))
    assert interest.watch("two", ("IWM",))


def test_what_two_terminals_show_is_asked_once(interest: Interest) -> None:
    interest.watch("one", ("IWM", "GLD"))
    interest.watch("two", ("GLD", "HYG"))
    assert interest.watched() == ("^RUT", "IWM", "GLD", "HYG")
    interest.forget("one")
    assert interest.watched() == ("^RUT", "GLD", "HYG")
    interest.forget("nobody")


def test_daily_bars_are_those_of_the_readings_first(interest: Interest) -> None:
    market = MarketSettings()
    daily = interest.daily()
    assert daily[0] == market.index
    assert set(daily) >= {market.large_index, market.small_fund, market.implied_volatility, market.bill, "TLT"}
    assert len(set(daily)) == len(daily)
    assert daily.index(market.treasury) < daily.index("TLT")


def test_a_chart_is_kept_fresh_while_somebody_looks(interest: Interest, clock: HandClock) -> None:
    interest.chart("IWM", Interval.M1)
    interest.chart("IWM", Interval.D1)
    assert interest.charts() == [("IWM", Interval.M1)], "daily bars have a topic of their own"
    clock.now += 600
    interest.chart("IWM", Interval.M1)
    clock.now += 899
    assert interest.charts() == [("IWM", Interval.M1)]
    clock.now += 1
    assert interest.charts() == []


def test_exchange_rates_are_quoted_after_what_is_watched_and_need_no_bars(clock: HandClock) -> None:
    needed = ["GBPUSD=X"]
    interest = Interest(MarketSettings(), ("VOD.L",), clock, lambda: tuple(needed))
    assert interest.watched() == ("^RUT", "VOD.L")
    assert interest.quoted() == ("^RUT", "VOD.L", "GBPUSD=X")
    assert not {"GBPUSD=X", "JPY=X"} & set(interest.daily())
    assert interest.watch("one", ("VOD.L",), ("JPY=X", "GBPUSD=X")), "a rate is new"
    assert not interest.watch("one", ("VOD.L",), ("JPY=X",))
    assert interest.quoted() == ("^RUT", "VOD.L", "GBPUSD=X", "JPY=X")
    needed.append("CHF=X")
    assert "CHF=X" in interest.quoted(), "asked anew: quotes name the currencies"
    interest.forget("one")
    assert interest.quoted() == ("^RUT", "GBPUSD=X", "CHF=X")
