"""`r2k universe earnings` as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import percent

# Members of a day in the short form; --all has every one of them.
_MOST = 12
_WIDTH = 80
_TIMES = {
    EventTime.BEFORE_OPEN: "before",
    EventTime.IN_SESSION: "during",
    EventTime.AFTER_CLOSE: "after",
    EventTime.UNKNOWN: "–",
}


def earnings_lines(found: EventCalendar, tag: str = "", *, everything: bool) -> list[str]:
    """Shares of the index that report, the reports day by day, and with `everything` what else comes."""
    reports = [event for event in found.events if event.kind is EventKind.EARNINGS]
    lines = [
        f"earnings {found.first} to {found.last}, weights as listed on {found.list_as_of}{tag}",
        f"day of the next report known for {found.members - found.unknown:,} of {plural(found.members, 'member')}",
        _share("today", found.reporting_today, known=found.knows_reports),
        _share("this week, from today", found.this_week, known=found.knows_reports),
        _share("next week", found.next_week, known=found.knows_reports),
    ]
    for day, group in groupby(reports, key=lambda event: event.day):
        lines += ["", *_day(day, list(group), everything=everything)]
    if not reports:
        lines += ["", "no report of a member is known for these days"]
    others = [event for event in found.events if event.kind is not EventKind.EARNINGS]
    if everything:
        lines += _others(others)
    elif others:
        lines += ["", f"{plural(len(others), 'other event')} of these days; --all lists them"]
    return [*lines, "", "before, during, after: the bell; ~ an estimate, or two sources disagree"]


def _share(name: str, share: ReportingShare, *, known: bool) -> str:
    if not known:
        return f"  {name:<22}not known"
    weight = percent(share.weight, 2, sign=False)
    estimated = f", {share.estimated:,} of them estimates" if share.estimated else ""
    return f"  {name:<22}{weight:>8} of the fund, {plural(share.members, 'member')}{estimated}"


def _day(day: str, events: list[Event], *, everything: bool) -> Iterator[str]:
    weight = percent(sum(event.weight or 0.0 for event in events), 2, sign=False)
    yield f"{date.fromisoformat(day):%a} {day}: {plural(len(events), 'member')}, {weight} of the fund"
    shown = events if everything else events[:_MOST]
    yield from map(_report, shown)
    if rest := events[len(shown) :]:
        weight = percent(sum(event.weight or 0.0 for event in rest), 2, sign=False)
        yield f"  and {len(rest):,} more, {weight} of the fund; --all lists them"


def _report(event: Event) -> str:
    mark = "~" if event.estimate else " "
    weight = percent(event.weight, 2, sign=False)
    head = f"  {event.symbol:<7}{weight:>7}  {_TIMES[event.when]:<7}{mark} "
    return head + _words(event, _WIDTH - len(head))


def _others(events: Iterable[Event]) -> Iterator[str]:
    for day, group in groupby(events, key=lambda event: event.day):
        yield ""
        yield f"{date.fromisoformat(day):%a} {day}: besides earnings"
        for event in group:
            mark, clock = "~" if event.estimate else " ", event.clock or ""
            head = f"  {event.kind:<12}{event.symbol:<7}{clock:<6}{mark} "
            yield head + _words(event, _WIDTH - len(head))


def _words(event: Event, width: int) -> str:
    """Name and note in so many columns; the name gives way."""
    note = f" ({event.note})" if event.note else ""
    return (event.name[: max(8, width - len(note))] + note)[:width].rstrip()
