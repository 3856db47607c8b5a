"""Context that all services of an engine share. It creates no service and depends on none."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from r2k_tui.config.schema import Config
from r2k_tui.engine.clock import Clock, wall_of
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.state.background import BackgroundTasks
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.engine.state.restored import RestoredState, empty_state
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.money.conversion import rates_needed
from r2k_tui.model.tally import Tally
from r2k_tui.store.store import Store


@dataclass(frozen=True, eq=False)
class EngineContext:
    """Settings, clock, and market state with its publisher, archive and subscriber interest.

    `as_of`: day of the analysis (YYYY-MM-DD); None for the newest. `repeats` counts log entries that are suppressed.
    """

    config: Config
    as_of: str | None
    clock: Clock
    market: MarketState
    publisher: Publisher
    interest: Interest
    archive: Archive
    tasks: BackgroundTasks = field(default_factory=BackgroundTasks)
    repeats: Tally = field(default_factory=lambda: Tally(time.monotonic))

    def publish_status(self, status: FeedStatus) -> None:
        """Store and publish the health of a topic."""
        self.publisher.publish_status(status)

    def log(self, level: Level, topic: str, message: str) -> None:
        """Add a log entry and publish it."""
        self.market.log(level, topic, message)
        self.publisher.publish()

    def log_repeated(self, level: Level, topic: str, kind: str, message: str) -> None:
        """Log an entry that any request can trigger: the first of a kind in full, then only a count for a minute."""
        for repeated in self.repeats.due():
            self.log(level, topic, f"{repeated.kind}: {repeated.times:,} more {repeated.when}")
        if self.repeats.note(kind):
            self.log(level, topic, message)


def new_context(
    config: Config,
    as_of: str | None,
    store: Store,
    facts: SourceFacts,
    clock: Clock,
    state: RestoredState | None = None,
) -> EngineContext:
    """Context around `state`; without one, with an empty market state."""
    market, publisher, health, _ = state or empty_state(store, facts, as_of, clock)
    return EngineContext(
        config=config,
        as_of=as_of,
        clock=clock,
        market=market,
        publisher=publisher,
        interest=Interest(
            config.market, config.watchlist.symbols, wall_of(clock), partial(_own_rates, config, market.quotes)
        ),
        archive=Archive(store, clock, publisher.publish_status, market.bars.get, health),
    )


def _own_rates(config: Config, quotes: Mapping[str, Quote]) -> tuple[str, ...]:
    """Symbols of the exchange rates of the holdings and of what may be held."""
    held = (holding.symbol for holding in config.everything.holdings)
    return rates_needed(dict.fromkeys((*held, *config.allocation.priced_members)), quotes, config.portfolio.base)
