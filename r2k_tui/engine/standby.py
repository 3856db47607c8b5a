"""Standby: a follower mirrors the state of the leading engine, so that it can take over."""

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
    """Store a snapshot or frame of the leader as of `now` (seconds since the epoch, local clock).

    Statuses and problems are not copied: they describe the leader's polls. Timestamps are capped at the local arrival
    time, whatever the leader's clock says. Frames of another source are ignored.
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
    if news.halts is not None:
        market.set_halts(news.halts)
    if news.session is not None:
        market.set_session(news.session)
    if news.sessions is not None:
        market.set_sessions(news.sessions)


async def warm_up(make_source: Callable[[], Source], now: float) -> None:
    """Preload calendar, source and all computing modules, so that a takeover is immediate."""
    try:
        source = await asyncio.to_thread(_load, make_source, now)
        await source.close()
    except Exception as error:
        # Reported when the engine starts for real.
        log.info("cannot be loaded ahead: %s", error)


def _load(make_source: Callable[[], Source], now: float) -> Source:
    import r2k_tui.engine.dispatch
    import r2k_tui.engine.readings.requests
    import r2k_tui.engine.services  # noqa: F401

    ExchangeHours.load(now)
    return make_source()
