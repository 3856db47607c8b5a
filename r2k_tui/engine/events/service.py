"""Events of the members: their calendar, the share of the index that reports, and columns for screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, Protocol

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.events.book import EventBook, StatedReports, book_of
from r2k_tui.engine.events.calendar import calendar_of
from r2k_tui.engine.events.feed import EventFeed, FeedNeeds
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import NotFound, Unavailable

_COLUMNS = (REPORTS, EX_DIVIDEND) = ("reports", "ex_dividend")
MOST_DAYS = 400


class EventNeeds(NamedTuple):
    """Dependencies of the events beyond the members. `replayed`: the day is one of the past, played again."""

    feed: FeedNeeds
    replayed: bool = False


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
    """Book of events, and what it was made of."""

    key: tuple[object, ...]
    book: EventBook


class EventService:
    """Owner of what is known of the members' events. Implements ColumnSource and FetchedColumns."""

    names = frozenset(_COLUMNS)

    def __init__(
        self,
        context: EngineContext,
        universe: UniverseService,
        needs: EventNeeds,
        releases: ReleaseSource = _NO_RELEASES,
    ) -> None:
        self._context, self._universe, self._releases = context, universe, releases
        self._hours: Hours = needs.feed.hours
        self._past = "a replayed day" if needs.replayed else context.as_of
        self.feed = EventFeed(context, needs.feed, enabled=self._past is None and context.config.universe.enabled)
        self._stated = StatedReports()
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

    async def settle(self) -> None:
        """Start fetching, and wait until every source was asked once."""
        await self.ready(settled=True)

    async def ready(self, *, settled: bool) -> None:
        """Start what is needed, and wait for the list; with `settled`, until every source was asked once."""
        if self._past is not None:
            return
        self.feed.begin()
        await self._universe.estimate()
        await (self._universe.settle() if settled else self._universe.ready())
        await self.feed.ready(settled=settled)
        await self._releases.ready(settled=settled)

    def calendar(self, days: int) -> EventCalendar:
        """Calendar of `days` days from today on. Raises NotFound for a past day, Unavailable without a list."""
        if self._past is not None:
            raise NotFound(f"events of the members are not known for that day ({self._past}): only those to come are")
        roll, book, today = self._universe.state.roll, self._book(), self._today()
        if roll is None or book is None:
            raise Unavailable("no list of members yet")
        count = max(1, min(days, MOST_DAYS))
        last = today + timedelta(days=count - 1)
        releases = self._releases.releases(today, last)
        problems = (*book.problems, *self.feed.problems(), *self._releases.problems(today, last))
        return calendar_of(book, releases, today, count, len(roll), roll.as_of, problems)

    def near(self) -> tuple[Event, ...] | None:
        """Reports after today up to the next session; None while they are not known."""
        book, today = self._book(), self._today()
        following = self.feed.sessions(today + timedelta(days=1), 1)
        if book is None or not following:
            return None
        first, last = today.isoformat(), following[0].isoformat()
        return tuple(event for event in book.reports.values() if first < event.day <= last)

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource: days until the next report, and until the next ex-dividend day."""
        book, today = self._book(), self._today()
        known = self._columns
        if known is None or known[0] is not self._made or known[1:3] != (symbols, today):
            known = self._columns = self._made, symbols, today, event_columns(book, symbols, today)
        return known[3]

    def _book(self) -> EventBook | None:
        """Book of now; None without a list, and for a past day. Made again only when something in it has changed."""
        state, today = self._universe.state, self._today()
        if state.roll is None or self._past is not None:
            return None
        key = (state.roll.key, state.prices.earnings_version, self.feed.version, today)
        if self._made is None or self._made.key != key:
            source = self._context.market.facts.name
            self._made = _Made(key, book_of(state.roll, state.prices, self.feed.events(), self._stated, today, source))
        return self._made.book

    def _today(self) -> date:
        return new_york_day(self._context.clock())


def event_columns(book: EventBook | None, symbols: tuple[str, ...], today: date) -> MemberColumns:
    """Days from `today` to the next report and the next ex-dividend day of each member; NaN where none is known."""
    reports: Mapping[str, Event] = book.reports if book is not None else {}
    dividends: dict[str, Event] = {}
    for event in book.others if book is not None else ():
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
