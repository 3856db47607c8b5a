"""Calendar of the coming days out of the events of the members, and the share of the index that reports. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from r2k_tui.engine.events.members import MemberEvents
from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event
from r2k_tui.model.market.feed import Problem

_FRIDAY, _DAYS_OF_WEEK = 4, 7


def calendar_of(
    found: MemberEvents,
    releases: Iterable[Event],
    today: date,
    days: int,
    members: int,
    list_as_of: str,
    problems: Iterable[Problem],
) -> EventCalendar:
    """Events of `days` days from `today` on; the shares are those of the whole weeks, whatever `days` is."""
    last = today + timedelta(days=max(1, days) - 1)
    first_day, last_day = today.isoformat(), last.isoformat()
    events = [event for event in (*found.events(), *releases) if first_day <= event.day <= last_day]
    events.sort(key=lambda event: (event.day, -(event.weight or 0.0), event.kind, event.symbol, event.name))
    monday = today + timedelta(days=_DAYS_OF_WEEK - today.weekday())
    friday = today + timedelta(days=_FRIDAY - today.weekday())
    empty = ReportingShare(first_day, first_day, 0, 0.0, 0)
    return EventCalendar(
        today=first_day,
        first=first_day,
        last=last_day,
        events=tuple(events),
        reporting_today=share_of(found.reports, today, today),
        this_week=share_of(found.reports, today, friday) if today <= friday else empty,
        next_week=share_of(found.reports, monday, monday + timedelta(days=_FRIDAY)),
        members=members,
        unknown=members - len(found.reports),
        list_as_of=list_as_of,
        problems=tuple(problems),
    )


def share_of(reports: Mapping[str, Event], first: date, last: date) -> ReportingShare:
    """Members that report from day `first` to `last`, both included."""
    low, high = first.isoformat(), last.isoformat()
    found = [event for event in reports.values() if low <= event.day <= high]
    weight = sum((event.weight or 0.0 for event in found), 0.0)
    return ReportingShare(low, high, len(found), weight, sum(event.estimate for event in found))
