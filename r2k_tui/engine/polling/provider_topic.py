"""Topic of a provider beside the source of quotes: it has rate limits, and so a breaker, of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import NamedTuple

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.sources.base import Source
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.store.store import Store


class TopicNeeds(NamedTuple):
    """Dependencies of a service with a topic beyond the context.

    `health` receives every status. `publishes`: what is known goes to a hub. `replayed`: a past day is played again.
    """

    source: Source
    store: Store
    hours: Hours
    random: Random
    health: Callable[[FeedStatus], None]
    publishes: bool = False
    replayed: bool = False


def provider_topic(
    name: str,
    cadence: Cadence,
    poll: Callable[[], Awaitable[str]],
    context: EngineContext,
    needs: TopicNeeds,
    *,
    publish: Callable[[FeedStatus], None] | None = None,
    session: Callable[[], Session] | None = None,
    backoff_s: tuple[float, float] | None = None,
) -> Topic:
    """Topic over `poll`. Not given, `publish` is the health of `needs`, `session` the exchange's, `backoff_s` the
    first and the longest wait of the settings."""
    limits, clock = context.config.limits, context.clock
    first_s, longest_s = backoff_s or (limits.backoff_s, limits.backoff_max_s)
    return Topic(
        name,
        cadence,
        poll,
        clock=clock,
        session=session or (lambda: needs.hours.session(clock())),
        publish=publish or needs.health,
        backoff=Backoff(first_s, longest_s, needs.random),
        breaker=Breaker(limits.breaker_s, clock),
        random=needs.random,
        last=context.market.feeds.get(name),
    )
