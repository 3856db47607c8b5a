"""Restore of the last run's state from the store, for the first snapshot of this run."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import newest_day
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Spark
from r2k_tui.model.readings.reading import Score, SymbolReadings
from r2k_tui.store.store import Store


def restore(market: MarketState, store: Store, clock: Clock) -> None:
    """Load the stored quotes, readings, headlines and feed states into `market`. Raises sqlite3.Error.

    Feeds start fresh, with the time of their last success. A stored session is valid only until its next change.
    """
    market.apply_quotes(store.quotes())
    market.set_facts(market.facts, market.as_of or newest_day(market.facts, market.quotes.values()))
    for spark in store.latest("spark", Spark):
        market.set_spark(spark)
    for stored in store.latest("readings", SymbolReadings):
        market.set_readings(stored.symbol, stored.readings)
    market.set_scores(store.latest("score", Score))
    for news in sorted(store.latest("news", SymbolNews), key=lambda news: news.fetched_at):
        market.set_news(news)
    for status in store.feeds():
        market.set_feed(
            msgspec.structs.replace(status, state=FeedState.STARTING, failures=0, next_try=None, message="")
        )
    valid = [
        session
        for session in store.latest("session", Session)
        if session.changes_at is not None and clock() < session.changes_at
    ]
    for session in valid:
        if session.exchange == NEW_YORK_STOCKS:
            market.set_session(session)
    market.set_sessions({session.exchange: session for session in valid if session.exchange != NEW_YORK_STOCKS})
