"""Topic of the calendars: when their provider is asked, and what is missing of its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from random import Random
from typing import NamedTuple

import numpy as np

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.fetcher import CalendarFetcher
from r2k_tui.engine.events.providers import provider_of
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import Source
from r2k_tui.sources.limits import Backoff, Breaker
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.sources.nasdaq.info import SERVICE
from r2k_tui.store.events import EventStore

TOPIC = "events"
# Problem of a calendar that the user has not switched on, or that the source does not need: no failure.
NOT_USED = "not_used"


class FeedNeeds(NamedTuple):
    """Dependencies of the topic. `health` receives every status; `publishes`: what is known goes to a hub."""

    source: Source
    store: EventStore
    hours: Hours
    random: Random
    health: Callable[[FeedStatus], None]
    publishes: bool = False


class EventFeed:
    """Owner of the topic and of the answers. Not `enabled`, or without a provider, it asks nobody."""

    def __init__(self, context: EngineContext, needs: FeedNeeds, *, enabled: bool) -> None:
        self._hours = needs.hours
        self._provider = provider_of(context, needs.source, publishes=needs.publishes)
        self._fetcher: CalendarFetcher | None = None
        self._topic: Topic | None = None
        if self._provider.client is not None and enabled:
            days = context.config.nasdaq.calendar_days
            client, archive = self._provider.client, context.archive
            self._fetcher = CalendarFetcher(client, needs.store, archive, context.clock, self.sessions, days)
            self._topic = _topic(context, needs, self._fetcher)
        self._task: asyncio.Task[None] | None = None

    @property
    def version(self) -> int:
        """Number of answers so far, those of earlier runs counted as one."""
        return self._fetcher.version if self._fetcher is not None else 0

    def events(self) -> tuple[Event, ...]:
        """Events of all answers, of any company."""
        return self._fetcher.events() if self._fetcher is not None else ()

    def begin(self) -> None:
        """Start polling; later calls have no effect."""
        if self._task is None and self._topic is not None:
            self._task = asyncio.create_task(self._topic.run(), name="events")

    async def ready(self, *, settled: bool) -> None:
        """Restore stored answers; with `settled`, wait until the first round has ended."""
        if self._fetcher is not None and self._topic is not None:
            await self._fetcher.restore()
            if settled:
                await self._topic.attempted.wait()

    def insist(self) -> None:
        """Poll now if polling has started; see Topic.insist."""
        if self._task is not None and self._topic is not None:
            self._topic.insist()

    def problems(self) -> tuple[Problem, ...]:
        """Why there is no calendar, or what is missing of it."""
        if self._fetcher is None or self._topic is None:
            return (Problem("", NOT_USED, self._provider.why_not),) if self._provider.why_not else ()
        if not self._topic.attempted.is_set():
            return (Problem("", NOT_USED, "the calendars are being asked for the first time"),)
        status, failed = self._topic.status, self._fetcher.failed
        if not status.failures and not failed:
            return ()
        name = SERVICE if isinstance(self._provider.client, NasdaqCalendars) else "the source"
        unknown = self._fetcher.unknown()
        old = self._fetcher.oldest_of(failed)
        parts = [f"the calendar of {name}: {status.message or next(iter(failed.values()))}"]
        parts += [f"{plural(unknown, 'day')} not known"] if unknown else []
        parts += [f"older answers are as of {datetime.fromtimestamp(old, NEW_YORK):%Y-%m-%d %H:%M}"] if old else []
        return (Problem("", "feed", "; ".join(parts)),)

    def sessions(self, day: date, count: int) -> tuple[date, ...]:
        """The next `count` session days from `day` on."""
        days = self._hours.days()
        place = int(np.searchsorted(days, np.datetime64(day)))
        return tuple(one.astype(object) for one in days[place : place + count])

    async def close(self) -> None:
        """Stop polling, and release the connection."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if isinstance(self._provider.client, NasdaqCalendars):
            await self._provider.client.close()


def _topic(context: EngineContext, needs: FeedNeeds, fetcher: CalendarFetcher) -> Topic:
    limits = context.config.limits

    async def poll() -> str:
        try:
            return await fetcher.poll()
        finally:
            topic.count_requests(fetcher.requests)

    topic = Topic(
        TOPIC,
        Cadence(),  # one look in each phase; what is younger than a day is not asked for again
        poll,
        clock=context.clock,
        session=lambda: needs.hours.session(context.clock()),
        publish=needs.health,
        backoff=Backoff(limits.backoff_s, limits.backoff_max_s, needs.random),
        breaker=Breaker(limits.breaker_s, context.clock),
        random=needs.random,
        last=context.market.feeds.get(TOPIC),
    )
    return topic
