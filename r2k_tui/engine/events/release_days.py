"""Days of releases from the packaged table and the calendars of the agencies, as events. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.macro.release_dates import CLOCKS, FOMC, PACKAGED_ON, SOURCE, ReleaseDay
from r2k_tui.sources.releases.found import FoundDay

# Two days of one release that are no further apart are the same release, moved.
_SAME_WITHIN = 15
_OPEN, _CLOSE = "09:30", "16:00"


class AgencyCalendar(NamedTuple):
    """Days of one agency as fetched at `at` (seconds since the epoch), for the releases `names`."""

    service: str
    names: tuple[str, ...]
    days: tuple[FoundDay, ...]
    at: float


def release_events(packaged: Sequence[ReleaseDay], calendars: Iterable[AgencyCalendar]) -> tuple[Event, ...]:
    """Events by day. A day of an agency's calendar replaces the packaged one, and the note says where they differ.

    A packaged day that the calendar of its agency covers and does not have stays, as an estimate.
    """
    rows = {row.name: [other for other in packaged if other.name == row.name] for row in packaged}
    found: list[Event] = []
    for calendar in calendars:
        for name in calendar.names:
            own = [day for day in calendar.days if day.name == name]
            if own:
                found += _both(own, rows.pop(name, []), calendar)
    found += [_packaged(row) for name in rows for row in rows[name]]
    return tuple(sorted(found, key=lambda event: (event.day, event.clock, event.name)))


def _both(own: list[FoundDay], rows: list[ReleaseDay], calendar: AgencyCalendar) -> list[Event]:
    events: list[Event] = []
    left = list(rows)
    for found in own:
        twin = min(left, key=lambda row: abs((row.day - found.day).days), default=None)
        if twin is not None and abs((twin.day - found.day).days) <= _SAME_WITHIN:
            left.remove(twin)
        else:
            twin = None
        events.append(_fetched(found, twin, calendar))
    first, last = own[0].day, own[-1].day
    for row in left:
        covered = first <= row.day <= last
        note = f"not in the calendar of {calendar.service}" if covered else row.note
        events.append(_packaged(row._replace(note=note, estimate=covered or row.estimate)))
    return events


def _fetched(found: FoundDay, twin: ReleaseDay | None, calendar: AgencyCalendar) -> Event:
    # What a rule gave was said to be no announced day.
    differs = twin is not None and twin.day != found.day and not twin.estimate
    note = "" if twin is None or twin.estimate else twin.note
    if differs and twin is not None:
        note = "; ".join(part for part in (note, f"packaged table: {twin.day}") if part)
    clock = found.clock or CLOCKS[found.name]
    return _event(found.name, found.day, clock, note, calendar.service, calendar.at)


def _packaged(row: ReleaseDay) -> Event:
    return _event(row.name, row.day, row.clock, row.note, SOURCE, float(bar_of_day(PACKAGED_ON)), row.estimate)


def _event(name: str, day: date, clock: str, note: str, source: str, at: float, estimate: bool = False) -> Event:
    return Event(
        EventKind.FOMC if name == FOMC else EventKind.RELEASE,
        day.isoformat(),
        name=name,
        when=time_of_day(clock),
        estimate=estimate,
        clock=clock,
        note=note,
        source=source,
        retrieved_at=at,
    )


def time_of_day(clock: str) -> EventTime:
    """Time of day of a time in New York, "08:30"."""
    if not clock:
        return EventTime.UNKNOWN
    if clock < _OPEN:
        return EventTime.BEFORE_OPEN
    return EventTime.IN_SESSION if clock < _CLOSE else EventTime.AFTER_CLOSE
