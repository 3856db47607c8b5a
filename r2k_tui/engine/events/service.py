"""Events of the members: their calendar, the share of the index that reports, and columns for screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, Protocol

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.calendar import calendar_of
from r2k_tui.engine.events.feed import EventFeed
from r2k_tui.engine.events.members import MemberEvents, QuotedReports, member_events
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import NotFound, Unavailable

_COLUMNS = (REPORTS, EX_DIVIDEND) = ("reports", "ex_dividend")
MOST_DAYS = 400


class ReleaseSource(Protocol):
    """Releases of the economy between two days, both included, and what is missing of them."""

    def releases(self, first: date, last: date) -> tuple[Event, ...]:
        """Releases by day."""

    def problems(self, first: date, last: date) -> tuple[Problem, ...]:
        """What is missing."""

    async def ready(self, *, settled: bool) -> None:
        """Start; with `settled`, wait until every calendar was requested once."""


class NoReleases:
    """Economy that nobody knows."""

    def releases(self, first: date, last: date) -> tuple[Event, ...]:
        """See ReleaseSource."""
        return ()

    def problems(self, first: date, last: date) -> tuple[Problem, ...]:
        """See ReleaseSource."""
        return ()

    async def ready(self, *, settled: bool) -> None:
        """See ReleaseSource."""


_NO_RELEASES = NoReleases()


class _Made(NamedTuple):
    """Events of the members, and what they were made of."""

    key: tuple[object, ...]
    events: MemberEvents


class EventService:
    """Owner of what is known of the members' events. Implements ColumnSource and FetchedColumns."""

    names = frozenset(_COLUMNS)

    def __init__(
        self,
        context: EngineContext,
        universe: UniverseService,
        needs: TopicNeeds,
        releases: ReleaseSource = _NO_RELEASES,
    ) -> None:
        self._context, self._universe, self._releases = context, universe, releases
        self._hours: Hours = needs.hours
        self._past = "a replayed day" if needs.replayed else context.as_of
        self.feed = EventFeed(context, needs, enabled=self._past is None and context.config.universe.enabled)
        self._quoted = QuotedReports()
        self._made: _Made | None = None
        self._columns: tuple[_Made | None, tuple[str, ...], date, MemberColumns] | None = None

    @property
    def is_past(self) -> bool:
        """Whether the engine shows a day of the past, for which no events are known."""
        return self._past is not None

    def begin(self) -> None:
        """Start fetching; has no effect for a day of the past, or where it has begun."""
        if self._past is None:
            self.feed.begin()

    async def ready(self, *, settled: bool = False) -> None:
        """Start what is needed, and wait for the list; with `settled`, until every source was asked once."""
        if self._past is not None:
            return
        self.begin()
        await self._universe.estimate()
        await self._universe.ready(settled=settled)
        await self.feed.ready(settled=settled)
        await self._releases.ready(settled=settled)

    def insist(self) -> None:
        """Poll now for a user if fetching has started."""
        self.feed.insist()

    async def close(self) -> None:
        """Stop fetching, and release the connection."""
        await self.feed.close()

    def calendar(self, days: int) -> EventCalendar:
        """Calendar of `days` days from today on. Raises NotFound for a past day, Unavailable without a list."""
        if self._past is not None:
            raise NotFound(f"events of the members are not known for that day ({self._past}): only those to come are")
        roll, known, today = self._universe.state.roll, self._known(), self._today()
        if roll is None or known is None:
            raise Unavailable("no list of members yet")
        count = max(1, min(days, MOST_DAYS))
        last = today + timedelta(days=count - 1)
        releases = self._releases.releases(today, last)
        problems = (*known.problems, *self.feed.problems(), *self._releases.problems(today, last))
        return calendar_of(known, releases, today, count, len(roll), roll.as_of, problems)

    def releases(self, first: date, last: date) -> tuple[Event, ...]:
        """Releases of the economy from `first` to `last`, as known on the day of the analysis."""
        return self._releases.releases(first, last)

    def near(self) -> tuple[Event, ...] | None:
        """Reports after today up to the next session; None while they are not known."""
        known, today = self._known(), self._today()
        following = self.feed.sessions(today + timedelta(days=1), 1)
        if known is None or not following:
            return None
        first, last = today.isoformat(), following[0].isoformat()
        return tuple(event for event in known.reports.values() if first < event.day <= last)

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource: days until the next report, and until the next ex-dividend day."""
        events, today = self._known(), self._today()
        known = self._columns
        if known is None or known[0] is not self._made or known[1:3] != (symbols, today):
            known = self._columns = self._made, symbols, today, event_columns(events, symbols, today)
        return known[3]

    def _known(self) -> MemberEvents | None:
        """Events of now; None without a list, and for a past day. Made again only when an input has changed."""
        state, today = self._universe.state, self._today()
        if state.roll is None or self._past is not None:
            return None
        key = (state.roll.key, state.prices.earnings_version, self.feed.version, today)
        if self._made is None or self._made.key != key:
            source = self._context.market.facts.name
            self._made = _Made(
                key, member_events(state.roll, state.prices, self.feed.events(), self._quoted, today, source)
            )
        return self._made.events

    def _today(self) -> date:
        return new_york_day(self._context.clock())


def event_columns(events: MemberEvents | None, symbols: tuple[str, ...], today: date) -> MemberColumns:
    """Days from `today` to the next report and the next ex-dividend day of each member; NaN where none is known."""
    reports: Mapping[str, Event] = events.reports if events is not None else {}
    dividends: dict[str, Event] = {}
    for event in events.others if events is not None else ():
        known = dividends.get(event.symbol)
        if event.kind is EventKind.EX_DIVIDEND and (known is None or event.day < known.day):
            dividends[event.symbol] = event

    def days(found: Mapping[str, Event]) -> Floats:
        column = np.full(len(symbols), np.nan)
        for place, symbol in enumerate(symbols):
            event = found.get(symbol)
            if event is not None:
                column[place] = date.fromisoformat(event.day).toordinal() - today.toordinal()
        return column

    return MemberColumns(days={REPORTS: days(reports), EX_DIVIDEND: days(dividends)})
