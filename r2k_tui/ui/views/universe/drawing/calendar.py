"""The calendar of events: how much of the index reports and when, then the events day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.events.near import day_words
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.events import source_words
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, cells, cut, length, wrapped

_ECONOMY = (EventKind.FOMC, EventKind.RELEASE)
# Choices of the page, each with its kinds.
SECTIONS: Mapping[str, tuple[EventKind, ...]] = {
    "all": tuple(EventKind),
    "earnings": (EventKind.EARNINGS,),
    "ex-dividend": (EventKind.EX_DIVIDEND,),
    "splits": (EventKind.SPLIT,),
    "IPOs": (EventKind.IPO,),
    "economy": _ECONOMY,
}
_SHORT = {
    EventKind.EARNINGS: "earnings",
    EventKind.EX_DIVIDEND: "ex-div",
    EventKind.SPLIT: "split",
    EventKind.IPO: "IPO",
    EventKind.FOMC: "FOMC",
    EventKind.RELEASE: "release",
}
_TIMES = {EventTime.BEFORE_OPEN: "before", EventTime.IN_SESSION: "in sess.", EventTime.AFTER_CLOSE: "after"}
_KIND, _TIME, _SYMBOL, _WEIGHT, _NAME, _WIDE_NAME = 9, 9, 7, 7, 24, 36
# Problems that are none: a source that is not in use, and days of earnings that are over.
_NO_FAILURES = ("not_used", "past_date")
_MOST_ROWS = 3
_DAY, _BAR, _WIDE = 20, 24, 110


class CalendarLines(NamedTuple):
    """Lines of the page, and the line of each event in `events`."""

    lines: list[Line]
    events: tuple[Event, ...]
    places: tuple[int, ...]


def calendar_lines(found: EventCalendar, section: str, cursor: int, width: int, now: float) -> CalendarLines:
    """Shares that report, the sections with their counts, and the days of the chosen one.

    `cursor` is the place of an event among those shown.
    """
    lines = [*_shares(found, width), *_basis(found, width), *_titles(found, section, width)]
    wanted = [event for event in found.events if event.kind in SECTIONS[section]]
    # Within a day, the economy comes before the companies.
    shown = tuple(sorted(wanted, key=lambda event: (event.day, event.kind not in _ECONOMY)))
    most = max((share for _, share in _by_day(found.events)), default=0.0)
    places: list[int] = []
    beside = {} if _ECONOMY[0] in SECTIONS[section] else _economy(found.events)
    for day, events in groupby(shown, key=lambda event: event.day):
        rows = list(events)
        lines.append((*_day_line(day, rows, found.today, most, width), (beside.get(day, ""), "bright")))
        for event in rows:
            here = len(places) == cursor
            places.append(len(lines))
            lines.append(_event_line(event, width, now, here=here))
    if not shown:
        lines.append(((f" no {'event' if section == 'all' else section} known until {found.last}", "dim"),))
    return CalendarLines([*lines, BLANK, *_missing(found, width)], shown, tuple(places))


def sources_line(events: Iterable[Event], now: float) -> Line:
    """Every source of the events, with the age of its newest row."""
    newest: dict[str, Event] = {}
    for event in events:
        if event.source and (event.source not in newest or newest[event.source].retrieved_at < event.retrieved_at):
            newest[event.source] = event
    return ((" · ".join(source_words(newest[name], now) for name in sorted(newest)) or "no source yet", "dim"),)


def _economy(events: Iterable[Event]) -> dict[str, str]:
    """Releases of each day in words, where their rows are not shown."""
    words: dict[str, str] = {}
    for event in events:
        if event.kind in _ECONOMY:
            words[event.day] = f"{words.get(event.day, '')} · {event.name} {event.clock}".rstrip()
    return words


def _by_day(events: Sequence[Event]) -> list[tuple[str, float]]:
    return [(day, _reporting(rows)[1]) for day, rows in groupby(events, key=lambda event: event.day)]


def _reporting(rows: Iterable[Event]) -> tuple[int, float]:
    """How many members report, and their weight."""
    weights = [event.weight or 0.0 for event in rows if event.kind is EventKind.EARNINGS]
    return len(weights), sum(weights)


def _shares(found: EventCalendar, width: int) -> list[Line]:
    """How much reports today, in the rest of the week and in the next one, on as few lines as fit."""
    rows = (("today", found.reporting_today), ("rest of the week", found.this_week), ("next week", found.next_week))
    return _flowed([((" weight that reports:", "dim"),), *(_share(name, share) for name, share in rows)], width)


def _share(name: str, share: ReportingShare) -> Line:
    weight = numbers.percent(share.weight, 2, sign=False)
    estimated = f", {share.estimated:,} ~" if share.estimated else ""
    return ((f" {name} ", "dim"), (weight, "bright"), (f" ({share.members:,}{estimated})", "text"))


def _basis(found: EventCalendar, width: int) -> list[Line]:
    known = found.members - found.unknown
    words = (
        f"days of {known:,} of {found.members:,} members known; ~ estimate; weights of the list of {found.list_as_of}"
    )
    failing = sum(problem.kind not in _NO_FAILURES for problem in found.problems)
    if failing:
        words += f"; {plural(failing, 'problem')} below"
    style = "warn" if failing or known < found.members / 2 else "dim"
    return [((f" {line}", style),) for line in wrapped(words, max(8, width - 2))]


def _titles(found: EventCalendar, section: str, width: int) -> list[Line]:
    titles: list[Line] = []
    for name, kinds in SECTIONS.items():
        count = sum(event.kind in kinds for event in found.events)
        here = name == section
        titles.append(((f" {'▸' if here else ' '}{name} {count}", "accent" if here else "dim"),))
    return _flowed(titles, width)


def _flowed(parts: Sequence[Line], width: int) -> list[Line]:
    lines: list[Line] = []
    for part in parts:
        if lines and length(lines[-1]) + 1 + length(part) <= width:
            lines[-1] = (*lines[-1], (" ", "dim"), *part)
        else:
            lines.append(part)
    return lines


def _day_line(day: str, rows: Sequence[Event], today: str, most: float, width: int) -> Line:
    """A day, and as a bar the weight that reports on it."""
    words = day_words(day, today)
    head: Run = (f" {words}{'' if words[:1].isupper() else f', {day}'}".ljust(_DAY), "accent")
    members, weight = _reporting(rows)
    if not members:
        return (head,)
    room = max(8, min(_BAR, width - _DAY - 30))
    filled = max(1, round(room * weight / most)) if most > 0 and weight > 0 else 0
    share = numbers.percent(weight, 2, sign=False)
    told = f" {plural(members, 'report')}"
    return (head, (("█" * filled).ljust(room), "text"), (numbers.right(share, 8), "bright"), (told, "dim"))


def _event_line(event: Event, width: int, now: float, *, here: bool) -> Line:
    ground = "+cursor" if here else ""
    economy = event.kind in _ECONOMY
    time = event.clock or _TIMES.get(event.when, numbers.MISSING)
    name = _padded(event.name, _WIDE_NAME if width >= _WIDE else _NAME)
    weight = "" if event.weight is None else numbers.percent(event.weight, 2, sign=False)
    runs: list[Run] = [
        ("▸" if here else " ", "accent" + ground),
        (f" {_SHORT[event.kind]:<{_KIND}}{time:<{_TIME}}", "dim" + ground),
        (_padded("" if economy else event.symbol, _SYMBOL), "text" + ground),
        (numbers.right(weight, _WEIGHT), "text" + ground),
        (" ~ " if event.estimate else "   ", "warn" + ground),
        (name, ("bright" if economy else "dim") + ground),
    ]
    told = [event.note] if event.note else []
    if width >= _WIDE:
        told.append(source_words(event, now))
    room = width - length(tuple(runs))
    note = " ".join((" ", ", ".join(word for word in told if word))) if told else ""
    runs.append((_padded(note, room), "dim" + ground))
    return tuple(runs)


def _padded(text: str, width: int) -> str:
    """The text in exactly `width` cells, a cut one with a mark."""
    if width < 1:
        return ""
    size = cells(text)
    return text + " " * (width - size) if size <= width else cut(text, 0, width - 1) + numbers.NO_ROOM


def _missing(found: EventCalendar, width: int) -> list[Line]:
    """What is not known and why; a list of many names is cut."""
    told = [(problem.named, "dim" if problem.kind in _NO_FAILURES else "warn") for problem in found.problems]
    if found.unknown:
        told.append((f"{found.unknown:,} of {found.members:,} members: nobody gives a day of earnings", "warn"))
    lines: list[Line] = []
    for words, style in told:
        rows = wrapped(words, max(8, width - 3))
        rows = (
            rows if len(rows) <= _MOST_ROWS else [*rows[: _MOST_ROWS - 1], f"{rows[_MOST_ROWS - 1]}{numbers.NO_ROOM}"]
        )
        lines += [((f" {row}", style),) for row in rows]
    return lines
