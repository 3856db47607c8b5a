"""The calendar of events: how much of the index reports and when, then the days, or the events of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.events import source_words
from r2k_tui.ui.drawing.lines import BLANK, Line, length, wrapped
from r2k_tui.ui.views.universe.drawing.pages.calendar_rows import (
    ECONOMY,
    ESTIMATE,
    day_head,
    day_line,
    economy_words,
    event_line,
    reporting,
)

DAYS, ALL = "days", "all"
# Choices of the page, each with its kinds; the first one has a line for each day.
SECTIONS: Mapping[str, tuple[EventKind, ...]] = {
    DAYS: tuple(EventKind),
    ALL: tuple(EventKind),
    "earnings": (EventKind.EARNINGS,),
    "ex-dividend": (EventKind.EX_DIVIDEND,),
    "splits": (EventKind.SPLIT,),
    "IPOs": (EventKind.IPO,),
    "economy": ECONOMY,
}
# Problems that are none: a source that is not in use, and days of earnings that are over.
_NO_FAILURES = ("not_used", "past_date")
_MOST_ROWS = 3


class CalendarLines(NamedTuple):
    """Lines of the page; each event that the cursor can be on, for a day the first of it, with its line."""

    lines: list[Line]
    events: tuple[Event, ...]
    places: tuple[int, ...]


def calendar_lines(found: EventCalendar, section: str, cursor: int, width: int, now: float) -> CalendarLines:
    """Shares that report, the sections with their counts, and the rows of the chosen one.

    `cursor` is the place of a row among those shown.
    """
    lines = [*_shares(found, width), *_basis(found, width), *_titles(found, section, width)]
    most = max((reporting(rows)[1] for _, rows in _days(found.events)), default=0.0)
    shown: list[Event] = []
    places: list[int] = []
    for day, rows in _days(events_of(found, section)):
        if section == DAYS:
            shown.append(rows[0])
            places.append(len(lines))
            lines.append(day_line(day, rows, found.today, most, width, here=len(places) - 1 == cursor))
            continue
        lines.append(_heading(found, section, day, rows, most, width))
        for event in rows:
            shown.append(event)
            places.append(len(lines))
            lines.append(event_line(event, width, now, here=len(places) - 1 == cursor))
    if not shown:
        what = "event" if section in (DAYS, ALL) else section
        lines.append(((f" no {what} known until {found.last}", "dim"),))
    return CalendarLines([*lines, BLANK, *_missing(found, width)], tuple(shown), tuple(places))


def outlook_lines(found: EventCalendar, width: int) -> list[Line]:
    """A line for each day, under the share of the index that reports; what is missing comes last."""
    days = _days(events_of(found, DAYS))
    most = max((reporting(rows)[1] for _, rows in days), default=0.0)
    lines = [day_line(day, rows, found.today, most, width, here=False) for day, rows in days]
    nothing: list[Line] = [((f" no event known until {found.last}", "dim"),)]
    return [*_shares(found, width), *(lines or nothing), *_missing(found, width)]


def events_of(found: EventCalendar, section: str) -> tuple[Event, ...]:
    """Events of a section by day; within a day, the economy comes before the companies."""
    wanted = [event for event in found.events if event.kind in SECTIONS[section]]
    return tuple(sorted(wanted, key=lambda event: (event.day, event.kind not in ECONOMY)))


def sources_line(events: Iterable[Event], now: float) -> Line:
    """Every source of the events, with the age of its newest row."""
    newest: dict[str, Event] = {}
    for event in events:
        if event.source and (event.source not in newest or newest[event.source].retrieved_at < event.retrieved_at):
            newest[event.source] = event
    return ((" · ".join(source_words(newest[name], now) for name in sorted(newest)) or "no source yet", "dim"),)


def _days(events: Iterable[Event]) -> list[tuple[str, list[Event]]]:
    return [(day, list(rows)) for day, rows in groupby(events, key=lambda event: event.day)]


def _heading(found: EventCalendar, section: str, day: str, rows: list[Event], most: float, width: int) -> Line:
    """A day above its events, with the releases of the economy where they have no rows of their own."""
    line = day_head(day, rows, found.today, most, width)
    members = reporting(rows)[0]
    told = f" {plural(members, 'report')}" if members else ""
    apart = ECONOMY[0] not in SECTIONS[section]
    beside = economy_words(event for event in found.events if event.day == day) if apart else ""
    return (*line, (told, "dim"), (f"  {beside}" if beside else "", "bright"))


def _shares(found: EventCalendar, width: int) -> list[Line]:
    """How much reports today, in the rest of the week and in the next one, on as few lines as fit."""
    if not found.knows_reports:
        return [((" weight that reports: not known", "dim"),)]
    rows = (("today", found.reporting_today), ("rest of the week", found.this_week), ("next week", found.next_week))
    title: Line = ((" weight that reports:", "dim"),)
    if not found.knows_reports:
        return [(*title, (" not known", "text"))]
    return _flowed([title, *(_share(name, share) for name, share in rows)], width)


def _share(name: str, share: ReportingShare) -> Line:
    weight = numbers.percent(share.weight, 2, sign=False)
    estimated = f", {share.estimated:,} {ESTIMATE}" if share.estimated else ""
    return ((f" {name} ", "dim"), (weight, "bright"), (f" ({share.members:,}{estimated}) ", "text"))


def _basis(found: EventCalendar, width: int) -> list[Line]:
    known = found.members - found.unknown
    failing = sum(problem.kind not in _NO_FAILURES for problem in found.problems)
    words = f"{known:,} of {found.members:,} known; list of {found.list_as_of}; ~ estimate ·b before ·a after bell"
    if failing:
        words += f"; {plural(failing, 'problem')} below"
    style = "warn" if failing or known < found.members / 2 else "dim"
    return [((f" {line}", style),) for line in wrapped(words, max(8, width - 2))]


def _titles(found: EventCalendar, section: str, width: int) -> list[Line]:
    titles: list[Line] = []
    for name, kinds in SECTIONS.items():
        count = "" if name == DAYS else f" {sum(event.kind in kinds for event in found.events)}"
        here = name == section
        titles.append(((f" {'▸' if here else ' '}{name}{count}", "accent" if here else "dim"),))
    return _flowed(titles, width)


def _flowed(parts: Sequence[Line], width: int) -> list[Line]:
    lines: list[Line] = []
    for part in parts:
        if lines and length(lines[-1]) + length(part) <= width:
            lines[-1] = (*lines[-1], *part)
        else:
            lines.append(part)
    return lines


def _missing(found: EventCalendar, width: int) -> list[Line]:
    """What is not known and why; a list of many names is cut."""
    told = [(problem.named, "dim" if problem.kind in _NO_FAILURES else "warn") for problem in found.problems]
    if found.unknown:
        told.append((f"{found.unknown:,} of {found.members:,} members: no source has an earnings date", "warn"))
    lines: list[Line] = []
    for words, style in told:
        rows = wrapped(words, max(8, width - 3))
        if len(rows) > _MOST_ROWS:
            rows = [*rows[: _MOST_ROWS - 1], rows[_MOST_ROWS - 1] + numbers.NO_ROOM]
        lines += [((f" {row}", style),) for row in rows]
    return lines
