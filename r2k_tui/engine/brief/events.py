"""Sentences: members that report in the days ahead, splits and IPOs."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.brief.figures import joined, say, shown, told
from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, BriefUnit, BriefValue, Sentence
from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind, EventTime

DAYS = 7
EVENTS = f"universe earnings --days {DAYS}"
_NAMED = 3
_WORDS = {"today": "today", "this_week": "in the rest of the week", "next_week": "next week"}


def events_to_come(inputs: BriefInputs) -> tuple[Sentence, ...]:
    """Reports, splits and IPOs of the next days."""
    return (
        *told("which members report", lambda: _shares(inputs)),
        *(_named(inputs, _calendar(inputs)) if _known(inputs) else ()),
    )


def _calendar(inputs: BriefInputs) -> EventCalendar:
    """Calendar of the days after the brief. Raises Missing, also where the brief is of another time."""
    found = inputs.events
    if isinstance(found, str):
        raise Missing(found)
    if abs((date.fromisoformat(found.today) - inputs.day).days) > DAYS:
        raise Missing(f"the calendar is of {found.today}")
    return found


def _known(inputs: BriefInputs) -> bool:
    try:
        _calendar(inputs)
    except Missing:
        return False
    return True


def _named(inputs: BriefInputs, found: EventCalendar) -> tuple[Sentence, ...]:
    reports = [event for event in found.events if event.kind is EventKind.EARNINGS]
    largest = sorted(reports, key=lambda event: -(event.weight or 0.0))[:_NAMED]
    sentences = []
    if largest:
        parts = [_report(inputs, found, event) for event in largest]
        sentences.append(say(f"Largest of the next {DAYS} days: ", *joined(parts, "; "), "."))
    for kind, words in ((EventKind.SPLIT, "Splits of members: "), (EventKind.IPO, "IPOs: ")):
        others = [event for event in found.events if event.kind is kind]
        if others:
            parts = [_other(inputs, found, event) for event in others[:_NAMED]]
            more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
            sentences.append(say(words, *joined(parts, "; "), f"{more}."))
    return tuple(sentences)


def _shares(inputs: BriefInputs) -> Sentence:
    found = _calendar(inputs)
    unknown = _figure(inputs, found, "unknown", found.unknown, "count")
    if not found.knows_reports:
        return say("Members that report: not known; for ", unknown, " no day is known.")
    shares: dict[str, ReportingShare] = {"today": found.reporting_today}
    # On a weekend nothing of the week is left.
    if found.this_week.last > found.today:
        shares["this_week"] = found.this_week
    shares["next_week"] = found.next_week
    parts = [_share(inputs, found, name, share) for name, share in shares.items()]
    return say("Members that report: ", *joined(parts), "; for ", unknown, " no day is known.")


def _share(
    inputs: BriefInputs, found: EventCalendar, name: str, share: ReportingShare
) -> tuple[str | BriefFigure, ...]:
    count = _figure(inputs, found, f"reporting.{name}.members", share.members, "count")
    weight = _figure(inputs, found, f"reporting.{name}.weight", share.weight, "fraction")
    return (f"{_WORDS[name]} ", count, " with ", weight, " of the weight")


def _report(inputs: BriefInputs, found: EventCalendar, event: Event) -> tuple[str | BriefFigure, ...]:
    weight = _figure(inputs, found, f"earnings[{event.symbol}].weight", event.weight or 0.0, "fraction")
    day = _figure(inputs, found, f"earnings[{event.symbol}].day", event.day, "date")
    when = "" if event.when is EventTime.UNKNOWN else f" {event.when}"
    return (f"{event.symbol} (", weight, ") on ", day, f"{when}{', an estimate' if event.estimate else ''}")


def _other(inputs: BriefInputs, found: EventCalendar, event: Event) -> tuple[str | BriefFigure, ...]:
    name = event.symbol or event.name
    day = _figure(inputs, found, f"others[{name}].day", event.day, "date")
    return (f"{name}{f' {event.note}' if event.kind is EventKind.SPLIT else ''} on ", day)


def _figure(inputs: BriefInputs, found: EventCalendar, key: str, value: BriefValue, unit: BriefUnit) -> BriefFigure:
    return BriefFigure(value, unit, shown(value, unit), EVENTS, key, "", inputs.source, found.today)
