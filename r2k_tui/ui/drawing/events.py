"""An event in words: what, when, how sure, and from whom."""

from __future__ import annotations

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.events.near import day_words
from r2k_tui.ui.drawing.ages import age

_VERBS = {
    EventKind.EARNINGS: "reports",
    EventKind.EX_DIVIDEND: "ex-dividend",
    EventKind.SPLIT: "split",
    EventKind.IPO: "IPO",
}


def event_words(event: Event, today: str, now: float) -> str:
    """An event of a symbol: `reports Tue 8 Dec after the bell (estimate, Yahoo 2h)`."""
    when = "" if event.when is EventTime.UNKNOWN else str(event.when)
    verb = _VERBS.get(event.kind, event.name)
    told = event.note if event.kind is not EventKind.EARNINGS else ""
    words = " ".join(word for word in (verb, told, day_words(event.day, today), when) if word)
    certain = ("estimate",) if event.estimate else ()
    return f"{words} ({', '.join((*certain, source_words(event, now)))})"


def source_words(event: Event, now: float) -> str:
    """Source of an event with its age; a source that names its day has none."""
    if not event.retrieved_at or any(character.isdigit() for character in event.source):
        return event.source
    return f"{event.source} {age(event.retrieved_at, now)}"
