"""Bars of ratios, made of the bars of two symbols."""

from __future__ import annotations

from datetime import date, timedelta
from math import isnan

import pytest

from r2k_tui.engine.bars.ratios import DailyRatios, bars_of, checked, divided
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import NotFound
from tests.fakes.invented_bars import daily_bars

DAY = date(2025, 9, 18)
IWM = daily_bars("IWM", [10.0, 20.0, 30.0], DAY, source="one")
SPY = daily_bars("SPY", [5.0, 5.0, 6.0], DAY, source="two")


def test_only_closes_are_divided_and_the_note_says_so() -> None:
    bars = divided(IWM, SPY, {})
    assert list(bars.column("close")) == [2.0, 4.0, 5.0]
    assert list(bars.column("adj_close")) == [2.0, 4.0, 5.0]
    assert all(isnan(value) for name in ("open", "high", "low", "volume") for value in bars.column(name))
    assert (bars.symbol, bars.source) == ("IWM/SPY", "one and two")
    assert bars.note == "closes only, in x, without dividends"


def test_days_of_one_exchange_alone_are_left_out() -> None:
    later = daily_bars("SPY", [5.0, 5.0, 6.0], DAY + timedelta(days=1))
    assert len(divided(IWM, later, {})) == 2


def test_a_close_of_zero_is_left_out_and_told() -> None:
    bars = divided(IWM, daily_bars("BAD", [0.0, 5.0, 6.0], DAY), {})
    assert list(bars.column("close")) == [4.0, 5.0]
    assert "1 bars left out: a close of 0 or less" in bars.note
    with pytest.raises(NotFound, match="a close of 0 or less"):
        divided(IWM, daily_bars("BAD", [0.0, 0.0, 0.0], DAY), {})


def test_no_bar_in_common() -> None:
    with pytest.raises(NotFound, match="IWM/OLD: IWM and OLD have no bar in common"):
        divided(IWM, daily_bars("OLD", [1.0], date(2001, 1, 3)), {})


def test_currencies_that_differ_are_told() -> None:
    quotes = {"IWM": Quote("IWM", 1.0, currency="USD"), "VOD.L": Quote("VOD.L", 1.0, currency="GBP")}
    note = divided(IWM, daily_bars("VOD.L", [5.0, 5.0, 6.0], DAY), quotes).note
    assert "IWM in USD, VOD.L in GBP: it moves with the exchange rate too" in note


async def _series(symbol: str) -> Bars:
    if symbol not in ("IWM", "SPY"):
        raise NotFound(f"nobody has bars of {symbol}")
    return IWM if symbol == "IWM" else SPY


async def test_a_plain_symbol_keeps_its_own_bars() -> None:
    assert await bars_of("IWM", _series, {}) is IWM
    assert list((await bars_of("SPY/IWM", _series, {})).column("close")) == [0.5, 0.25, 0.2]


async def test_a_symbol_that_nobody_has_is_named_with_a_hint() -> None:
    with pytest.raises(NotFound, match=r"nobody has bars of BRK \(a share class is written BRK-B\)"):
        await bars_of("BRK/B", _series, {})


def test_what_is_no_ratio_is_refused() -> None:
    assert checked("IWM/SPY") == "IWM/SPY"
    with pytest.raises(NotFound, match="always 1"):
        checked("IWM/IWM")


def test_daily_ratios_include_the_running_session_and_are_made_once() -> None:
    market = MarketState(SourceFacts("scripted", live=True), Session())
    market.set_bars(IWM)
    now = 1758211200.0  # noon of that day, New York
    ratios = DailyRatios(market, lambda: now)
    assert ratios.bars("IWM/SPY") is None
    market.set_bars(SPY)
    first = ratios.bars("IWM/SPY")
    assert first is not None
    assert ratios.bars("IWM/SPY") is first
    market.apply_quotes([Quote("IWM", 60.0, time=now - 5, received_at=now)])
    second = ratios.bars("IWM/SPY")
    assert second is not None
    assert second.column("close")[-1] == 10.0
