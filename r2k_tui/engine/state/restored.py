"""The state that an engine begins with: what the last run left in the store, and how well it could be read."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.engine.state.restore import restore
from r2k_tui.engine.state.store_health import health_of
from r2k_tui.model.alerts.alert import ALERTS_KEPT
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.store import Store


class RestoredState(NamedTuple):
    """State of a market with its publisher. `store`: the health of the store; `errors`: what could not be read."""

    market: MarketState
    publisher: Publisher
    store: FeedStatus
    errors: tuple[sqlite3.Error, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything that the store holds is in it, and there is nothing to say about the store."""
        return not self.errors and self.store.state is FeedState.OK and not self.store.message


def empty_state(store: Store, facts: SourceFacts, as_of: str | None, clock: Clock) -> RestoredState:
    """The state before anything is restored."""
    market = MarketState(facts, Session(), clock)
    market.as_of = as_of
    return RestoredState(market, Publisher(market, clock), health_of(store, clock), ())


def restored_state(empty: RestoredState, store: Store, source_name: str, clock: Clock) -> RestoredState:
    """The state with what is stored: quotes, readings, scores, headlines, feeds, sessions and the newest alerts."""
    market, alerts, errors = empty.market, AlertStore(store, source_name), []
    try:
        restore(market, store, clock)
    except sqlite3.Error as error:
        errors.append(error)
    try:
        for alert in reversed(alerts.newest(ALERTS_KEPT)):
            market.add_alert(alert, restored=True)
    except sqlite3.Error as error:
        errors.append(error)
    return empty._replace(errors=tuple(errors))
