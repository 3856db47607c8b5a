"""Releases of the economy to come: the packaged table, and the calendars of the agencies once a day."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.release_days import AgencyCalendar, release_events
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic import Incomplete, Topic
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.events.event import Event
from r2k_tui.model.macro.release_dates import missing_words, packaged_releases
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceError
from r2k_tui.sources.releases.client import CalendarFeed, ReleaseClient

RELEASES = "releases"
_DAY_S = 86400.0
# A round after a failure requests only calendars that are older than this.
_FRESH_S = 20 * 3600.0
_BACKOFF_S, _BACKOFF_MAX_S = 900.0, 6 * 3600.0
# A release that was moved into the days asked for, or out of them, is looked for around them.
_AROUND = timedelta(days=20)


class ReleaseService:
    """Owner of the topic `releases`. Without `fetches` only the packaged table counts.

    The table is read as known on the day of the analysis, or on the present day.
    """

    def __init__(self, context: EngineContext, needs: TopicNeeds, *, fetches: bool) -> None:
        self._context, self._client = context, ReleaseClient(context.config.releases)
        self._calendars: dict[str, AgencyCalendar] = {}
        self._unreadable: dict[str, int] = {}
        self._errors: dict[str, SourceError] = {}
        self._topic: Topic | None = None
        if fetches and context.as_of is None and self._client.feeds:
            pace = Cadence(_DAY_S, _DAY_S, _DAY_S, _DAY_S)
            waits = _BACKOFF_S, _BACKOFF_MAX_S
            # Calendars do not follow the exchange's hours: a new phase of the session requests nothing.
            self._topic = provider_topic(RELEASES, pace, self._poll, context, needs, session=Session, backoff_s=waits)
        self._task = TopicTask(self._topic)

    def releases(self, first: date, last: date) -> tuple[Event, ...]:
        """Releases from `first` to `last`, both included, by day."""
        packaged = packaged_releases(first - _AROUND, last + _AROUND, self._known_on())
        events = release_events(packaged, self._calendars.values())
        return tuple(event for event in events if first.isoformat() <= event.day <= last.isoformat())

    def problems(self, first: date, last: date) -> tuple[Problem, ...]:
        """What is missing within these days: calendars that fail, rows that could not be read, days nobody gives."""
        found = [Problem(feed.service, error.kind, f"{error} {self._instead(feed)}") for feed, error in self._failing()]
        for feed in self._client.feeds:
            if lost := self._unreadable.get(feed.key, 0):
                words = f"{plural(lost, 'row')} of the calendar without a valid day, left out"
                found.append(Problem(feed.service, "bad_data", words))
        known = {day.name for calendar in self._calendars.values() for day in calendar.days if day.day >= first}
        words_by_name = {words.partition(":")[0]: words for words in missing_words(first, last)}
        found += [Problem("", "not_found", words) for name, words in words_by_name.items() if name not in known]
        return tuple(found)

    def begin(self) -> None:
        """Start requesting the calendars; later calls have no effect."""
        self._task.begin()

    async def ready(self, *, settled: bool = False) -> None:
        """Start; with `settled`, wait until every calendar was requested once."""
        self.begin()
        if settled:
            await self._task.attempted()

    def insist(self) -> None:
        """Request failed calendars now for a user, if the topic has started."""
        self._task.insist()

    async def close(self) -> None:
        """Stop requesting, and release the connections."""
        await self._task.stop()
        await self._client.close()

    def _known_on(self) -> date:
        past = self._context.as_of
        return date.fromisoformat(past) if past is not None else new_york_day(self._context.clock())

    def _failing(self) -> list[tuple[CalendarFeed, SourceError]]:
        return [(feed, self._errors[feed.key]) for feed in self._client.feeds if feed.key in self._errors]

    def _instead(self, feed: CalendarFeed) -> str:
        calendar = self._calendars.get(feed.key)
        if calendar is None:
            return "The packaged table stands in."
        return f"Its calendar of {new_york_day(calendar.at)} stays in use."

    async def _poll(self) -> str:
        """Request every calendar that is due. Raises SourceError where all fail, Incomplete where some do."""
        now = self._context.clock()
        due = [feed for feed in self._client.feeds if self._is_due(feed, now)]
        await asyncio.gather(*(self._bring(feed) for feed in due))
        assert self._topic is not None
        self._topic.count_requests(self._client.sent)
        failed = self._failing()
        if failed and len(failed) == len(self._client.feeds):
            raise failed[0][1]
        if failed:
            raise Incomplete("; ".join(f"{error} {self._instead(feed)}" for feed, error in failed))
        return ""

    def _is_due(self, feed: CalendarFeed, now: float) -> bool:
        calendar = self._calendars.get(feed.key)
        return calendar is None or not 0.0 <= now - calendar.at < _FRESH_S

    async def _bring(self, feed: CalendarFeed) -> None:
        try:
            found = await self._client.days(feed)
        except SourceError as error:
            self._errors[feed.key] = error
            return
        self._errors.pop(feed.key, None)
        self._unreadable[feed.key] = found.unreadable
        self._calendars[feed.key] = AgencyCalendar(feed.service, feed.names, found.days, self._context.clock())
