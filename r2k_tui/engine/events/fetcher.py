"""Rounds of requests for calendars: every day ahead once a day, from Nasdaq or from a source that has events itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.text import plural
from r2k_tui.sources.base import RateLimited, SourceError
from r2k_tui.sources.member_data import EventsSource
from r2k_tui.sources.nasdaq.calendar_rows import CalendarRows
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.sources.nasdaq.info import INFO
from r2k_tui.store.events import CalendarAnswer, EventStore

# An answer of the same day in New York that is younger than this is not asked for again.
_FRESH_S = 20 * 3600.0
_KEEP_DAYS = 40
# Days that a source with events of its own is asked for at once.
_AHEAD_DAYS = 60
# Failures in a row after which further requests would fail the same way.
_ENOUGH_FAILURES = 2
_KINDS = frozenset(kind.value for kind in EventKind)
Key = tuple[EventKind, str]


class _DayRequest(NamedTuple):
    """One request: the kind and day of its answer, and the call."""

    key: Key
    fetch: Callable[[], Awaitable[CalendarRows]]


class CalendarFetcher:
    """Answers of a provider by kind and day. A failed request leaves the last good answer, with its age.

    `sessions` gives the next session days from a day on, as many as asked for.
    """

    def __init__(
        self,
        provider: NasdaqCalendars | EventsSource,
        store: EventStore,
        archive: Archive,
        clock: Clock,
        sessions: Callable[[date, int], tuple[date, ...]],
        days: int,
    ) -> None:
        self._provider, self._store, self._archive, self._clock = provider, store, archive, clock
        self._sessions, self._days = sessions, days
        self.answers: dict[Key, CalendarAnswer] = {}
        self.failed: dict[Key, str] = {}
        self.left_out: dict[Key, int] = {}
        # Counts the answers, for those who derive something from them.
        self.version = 0
        self._events: tuple[int, tuple[Event, ...]] | None = None
        self._restored = False

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._provider.requests if isinstance(self._provider, NasdaqCalendars) else 0

    def events(self) -> tuple[Event, ...]:
        """Events of all answers; one that several answers hold, such as those of two months, once."""
        if self._events is None or self._events[0] != self.version:
            found = {_without_time(event): event for answer in self.answers.values() for event in answer.events}
            self._events = self.version, tuple(found.values())
        return self._events[1]

    def unknown(self) -> int:
        """Number of days and months that failed and of which there is no older answer."""
        return sum(key not in self.answers for key in self.failed)

    def oldest_of(self, failed: Iterable[Key]) -> float | None:
        """Time of the oldest answer that stands in for a failed request (seconds since the epoch); None without one."""
        return min((self.answers[key].retrieved_at for key in failed if key in self.answers), default=None)

    async def restore(self) -> None:
        """Take over the answers of earlier runs, once."""
        if self._restored or not isinstance(self._provider, NasdaqCalendars):
            return
        self._restored = True
        for answer in await self._archive.run(partial(self._store.answers, INFO.name)) or []:
            if answer.kind in _KINDS:
                self.answers.setdefault((EventKind(answer.kind), answer.key), answer)
        self.version += 1

    async def poll(self) -> str:
        """Ask for what is older than a day; returns a status text.

        Raises SourceError when nothing arrived, Incomplete when a part did.
        """
        await self.restore()
        pieces = self._pieces()
        self._forget({piece.key for piece in pieces})
        due = [piece for piece in pieces if not self._is_fresh(piece.key)]
        brought, in_a_row, last = 0, 0, None
        for piece in due:
            try:
                self._take(piece.key, await piece.fetch())
                brought, in_a_row = brought + 1, 0
            except RateLimited:
                raise
            except SourceError as error:
                self.failed[piece.key] = str(error)
                in_a_row, last = in_a_row + 1, error
                if in_a_row == _ENOUGH_FAILURES:
                    break
        if last is not None:
            if not brought:
                raise last
            raise Incomplete(f"{plural(len(due) - brought, 'calendar')} of {len(due)} missing: {last}")
        broken = sum(self.left_out.values())
        return f"{plural(broken, 'row')} without a symbol or a day left out" if broken else ""

    def _pieces(self) -> tuple[_DayRequest, ...]:
        today, provider = new_york_day(self._clock()), self._provider
        if not isinstance(provider, NasdaqCalendars):
            return (_DayRequest((EventKind.EARNINGS, ""), partial(_own, provider, today)),)
        days = self._sessions(today, self._days)
        found = [_DayRequest((EventKind.EARNINGS, f"{day}"), partial(provider.earnings, day)) for day in days]
        found += [_DayRequest((EventKind.EX_DIVIDEND, f"{day}"), partial(provider.dividends, day)) for day in days]
        found.append(_DayRequest((EventKind.SPLIT, ""), partial(provider.splits, today)))
        months = dict.fromkeys(day.replace(day=1) for day in (today, *days[-1:]))
        found += [
            _DayRequest((EventKind.IPO, f"{month:%Y-%m}"), partial(provider.offerings, month)) for month in months
        ]
        return tuple(found)

    def _is_fresh(self, key: Key) -> bool:
        answer = self.answers.get(key)
        return answer is not None and 0 <= self._clock() - answer.retrieved_at < _FRESH_S

    def _take(self, key: Key, rows: CalendarRows) -> None:
        answer = CalendarAnswer(key[0].value, key[1], self._clock(), self._since(key, rows.events))
        self.answers[key] = answer
        self.failed.pop(key, None)
        self.left_out[key] = rows.left_out
        self.version += 1
        if isinstance(self._provider, NasdaqCalendars):
            self._archive.write(partial(self._store.save, INFO.name, answer))

    def _since(self, key: Key, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Events, those that the last answer had too as they were: known since then."""
        last = self.answers.get(key)
        known = {_without_time(event): event for event in last.events} if last is not None else {}
        return tuple(known.get(_without_time(event), event) for event in events)

    def _forget(self, asked: set[Key]) -> None:
        """Drop the failures of days that are over, and answers older than a month."""
        self.failed = {key: words for key, words in self.failed.items() if key in asked}
        self.left_out = {key: rows for key, rows in self.left_out.items() if key in asked}
        oldest = (new_york_day(self._clock()) - timedelta(days=_KEEP_DAYS)).isoformat()
        for key in [key for key in self.answers if key[1] and key[1] < oldest]:
            del self.answers[key]
            self.version += 1
        if isinstance(self._provider, NasdaqCalendars):
            self._archive.write(partial(self._store.drop_before, INFO.name, oldest))


async def _own(source: EventsSource, today: date) -> CalendarRows:
    return CalendarRows(await source.events(today, today + timedelta(days=_AHEAD_DAYS)))


def _without_time(event: Event) -> tuple[object, ...]:
    return (event.kind, event.day, event.symbol, event.name, event.when, event.estimate, event.note)
