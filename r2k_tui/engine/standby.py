"""Standby: an engine takes over the state of the leading one, so that it can continue from it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.messages.frame import Frame, Snapshot, changed_quotes
from r2k_tui.sources.base import Source

log = logging.getLogger(__name__)


def take_picture(market: MarketState, news: Snapshot | Frame, now: float) -> None:
    """Store what the leader publishes, as of `now` (seconds since the epoch, our clock).

    Statuses and problems stay the leader's, because they describe its polls. Nothing counts as newer than its arrival
    here, whatever the leader's clock says. Frames of another source are ignored.
    """
    if news.facts is not None and news.facts.name != market.facts.name:
        return
    market.apply_quotes(
        quote if quote.received_at <= now else msgspec.structs.replace(quote, received_at=now)
        for quote in changed_quotes(news, market.quotes)
    )
    for spark in news.sparks:
        market.set_spark(spark)
    for found in news.readings:
        market.set_readings(found.symbol, found.readings)
    market.set_scores(news.scores)
    for headlines in news.news:
        market.set_news(headlines)
    if news.session is not None:
        market.set_session(news.session)


async def warm_up(make_source: Callable[[], Source], now: float) -> None:
    """Load calendar, source and everything that computes, so that the lead can be taken within a moment."""
    try:
        source = await asyncio.to_thread(_load, make_source, now)
        await source.close()
    except Exception as error:
        # Told properly when the engine has to begin in earnest.
        log.info("cannot be loaded ahead: %s", error)


def _load(make_source: Callable[[], Source], now: float) -> Source:
    import r2k_tui.engine.dispatch
    import r2k_tui.engine.readings.requests
    import r2k_tui.engine.services  # noqa: F401

    ExchangeHours.load(now)
    return make_source()
