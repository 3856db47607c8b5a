"""Streamed prices beside polled answers that repeat themselves."""

from __future__ import annotations

from typing import Any, cast

import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.streaming import StreamListener
from r2k_tui.engine.state.interest import Interest
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FROZEN
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.streaming import Tick
from tests.engine.stage import Stage
from tests.engine.virtual_time import START


@pytest.mark.parametrize("streams", [True, False])
async def test_a_feed_whose_prices_stream_does_not_repeat_itself(streams: bool) -> None:
    stage = Stage(None)
    engine = stage.build()
    context = engine.context
    context.market.set_session(Session(phase=Phase.OPEN, opens_at=START - 3600.0))
    interest = Interest(MarketSettings(), ("^RUT", "IWM"), stage.clock)
    collector = Collector(stage.source, context.market, interest, context.archive, Unlimited(), stage.clock)
    listener = StreamListener(context, collector, cast(Any, None), cast(Any, None))
    for symbol in ("^RUT", "IWM"):
        stage.source.set_price(symbol, 100.0, volume=1e8, time=START, received_at=START, previous_close=99.0)
    for turn in range(60):
        stage.clock.now += 5.0
        await collector.quotes()
        if streams:
            listener.receive({"IWM": Tick("IWM", 100.0 + turn / 100.0, stage.clock.now)})
    frozen = [problem.symbol for problem in context.market.all_problems() if problem.kind == FROZEN]
    assert frozen == ([] if streams else ["scripted"])
    await engine.close()
