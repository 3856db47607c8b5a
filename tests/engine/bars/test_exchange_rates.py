"""The exchange rates at hand: quotes, else daily closes; and an engine that polls those it needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from r2k_tui.analytics.series.series import DailySeries, from_bars
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist
from r2k_tui.engine.bars.exchange_rates import last_close, rates_at_hand
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.readings import GetPositionSize, PositionSizeReply
from r2k_tui.model.messages.subscription import Watch
from tests.engine.stage import SYMBOLS, TODAY, Stage, ask, picture
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave

WATCHED = (*SYMBOLS, "VOD.L", "ABC")
HELD = PortfolioSettings(0.0, (Holding("VOD.L", 1000, 80.0), Holding("ABC", 1, 1.0)))


def series(symbol: str, *closes: float) -> DailySeries:
    return from_bars(daily_bars(symbol, list(closes), TODAY))


def test_the_last_close_counts_as_of_the_end_of_its_day() -> None:
    rate = last_close("GBPUSD=X", series("GBPUSD=X", 1.30, 1.32))
    assert rate is not None
    assert (rate.symbol, rate.price) == ("GBPUSD=X", 1.32)
    assert datetime.fromtimestamp(rate.time, NEW_YORK) == datetime(2025, 9, 18, 17, tzinfo=NEW_YORK)
    assert last_close("GBPUSD=X", series("GBPUSD=X", 0.0, np.nan)) is None


def test_a_newer_close_is_better_than_an_old_quote() -> None:
    closes = {"GBPUSD=X": series("GBPUSD=X", 1.32)}
    for age, price in ((0.0, 1.40), (-5 * 86400.0, 1.32)):
        quotes = {"GBPUSD=X": Quote("GBPUSD=X", 1.40, time=START + 8 * 3600 + age)}
        found = rates_at_hand(quotes, closes, ("GBPUSD=X", "JPY=X"))
        assert {currency: rate.price for currency, rate in found.items()} == {"GBP": price}


def stage_of(stage: Stage, portfolio: PortfolioSettings = HELD) -> Stage:
    stage.config = Config(watchlist=Watchlist(WATCHED), portfolio=portfolio)
    for symbol, price, currency in (("VOD.L", 91.51, "GBp"), ("ABC", 10.0, "CHF"), ("GBPUSD=X", 1.3226, "USD")):
        stage.source.set_price(symbol, price, currency=currency, time=START, received_at=START)
        stage.source.put(daily_bars(symbol, wave(300, price), TODAY))
    return stage


class TestEngine:
    async def test_rates_of_the_holdings_come_with_the_quotes_in_one_request(self, stage: Stage) -> None:
        async with stage_of(stage).running() as engine:
            asked = [call.symbols for call in stage.source.calls if call.method == "quotes"]
            assert asked[0] == (*WATCHED, "GBPUSD=X"), "by its spelling, before any quote"
            shown = await picture(engine)
            assert "GBPUSD=X" in {quote.symbol for quote in shown.quotes}
            # A quote has told that ABC is priced in francs; a terminal holds yen.
            await ask(engine, Watch(WATCHED, ("JPY=X",)))
            # The request for the francs alone may come before that with the yen, or they are one.
            while "JPY=X" not in asked[-1]:
                await stage.source.reached("quotes", len(asked) + 1)
                asked = [call.symbols for call in stage.source.calls if call.method == "quotes"]
        assert asked[-1] == (*WATCHED, "GBPUSD=X", "CHF=X", "JPY=X")
        bars = {call.symbols[0] for call in stage.source.calls if call.method == "bars"}
        assert "VOD.L" in bars and not {"GBPUSD=X", "CHF=X", "JPY=X"} & bars, "no further requests"

    async def test_the_size_of_a_position_in_pence(self, stage: Stage) -> None:
        async with stage_of(stage).running() as engine:
            reply: Any = await ask(engine, GetPositionSize("VOD.L"))
        assert isinstance(reply, PositionSizeReply)
        size = reply.size
        assert size.price == pytest.approx(0.9151 * 1.3226)
        assert size.currency == "USD" and "GBp (pence, 1/100 GBP) at GBPUSD=X 1.3226" in size.converted
        rule = size.rules[1]
        assert rule.shares == int(rule.fraction * size.capital / (0.9151 * 1.3226))

    async def test_without_a_rate_no_size(self, stage: Stage) -> None:
        async with stage_of(stage).running() as engine:
            reply: Any = await ask(engine, GetPositionSize("ABC"))
        assert "priced in CHF: CHF=X has no price" in reply.size.converted
        assert reply.size.price is None and all(rule.shares is None for rule in reply.size.rules)
