"""Topic of the calendars: when their provider is asked, and what is missing of its answers."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.fetcher import CalendarFetcher
from r2k_tui.engine.events.providers import provider_of
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic import Topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.sources.nasdaq.info import SERVICE
from r2k_tui.store.events import EventStore

TOPIC = "events"
# Problem of a calendar that the user has not switched on, or that the source does not need: no failure.
NOT_USED = "not_used"


class EventFeed:
    """Owner of the topic and of the answers. Not `enabled`, or without a provider, it asks nobody."""

    def __init__(self, context: EngineContext, needs: TopicNeeds, *, enabled: bool) -> None:
        self._hours = needs.hours
        self._provider = provider_of(context, needs.source, publishes=needs.publishes)
        self._fetcher: CalendarFetcher | None = None
        self._topic: Topic | None = None
        if self._provider.client is not None and enabled:
            days = context.config.nasdaq.calendar_days
            client, archive = self._provider.client, context.archive
            store = EventStore(needs.store)
            self._fetcher = CalendarFetcher(client, store, archive, context.clock, self.sessions, days)
            # One look in each phase; what is younger than a day is not asked for again.
            self._topic = provider_topic(TOPIC, Cadence(), self._poll, context, needs)
        self._task = TopicTask(self._topic)

    @property
    def version(self) -> int:
        """Number of answers so far, those of earlier runs counted as one."""
        return self._fetcher.version if self._fetcher is not None else 0

    def events(self) -> tuple[Event, ...]:
        """Events of all answers, of any company."""
        return self._fetcher.events() if self._fetcher is not None else ()

    def begin(self) -> None:
        """Start polling; later calls have no effect."""
        self._task.begin()

    async def ready(self, *, settled: bool) -> None:
        """Start, and restore stored answers; with `settled`, wait until the first round has ended."""
        self.begin()
        if self._fetcher is not None:
            await self._fetcher.restore()
        if settled:
            await self._task.attempted()

    def insist(self) -> None:
        """Poll now if polling has started; see Topic.insist."""
        self._task.insist()

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

    async def _poll(self) -> str:
        assert self._fetcher is not None and self._topic is not None
        try:
            return await self._fetcher.poll()
        finally:
            self._topic.count_requests(self._fetcher.requests)

    def sessions(self, day: date, count: int) -> tuple[date, ...]:
        """The next `count` session days from `day` on."""
        days = self._hours.days()
        place = int(np.searchsorted(days, np.datetime64(day)))
        return tuple(one.astype(object) for one in days[place : place + count])

    async def close(self) -> None:
        """Stop polling, and release the connection."""
        await self._task.stop()
        if isinstance(self._provider.client, NasdaqCalendars):
            await self._provider.client.close()
