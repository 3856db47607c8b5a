"""Sentence: the next release of each large figure of the economy, and the next decision of the FOMC."""

from __future__ import annotations

from datetime import timedelta

from r2k_tui.engine.brief.figures import joined, sentence
from r2k_tui.engine.brief.inputs import BriefInputs
from r2k_tui.model.brief import BriefFigure, Sentence
from r2k_tui.model.events.event import Event
from r2k_tui.model.macro.release_dates import CPI, FOMC, GDP, NAMES, PAYROLLS

# Every release comes once within these days.
AHEAD = timedelta(days=100)
# Name of a release -> key of its day in JSON.
_KEYS = {FOMC: "fomc", CPI: "cpi_release", PAYROLLS: "payrolls_release", GDP: "gdp_release"}


def next_releases(inputs: BriefInputs) -> tuple[Sentence, ...]:
    """Next releases by day, in New York time, and which of them have no known day."""
    today = inputs.day.isoformat()
    found: dict[str, Event] = {}
    for event in sorted(inputs.releases, key=lambda event: event.day):
        if event.day > today and event.name in _KEYS:
            found.setdefault(event.name, event)
    missing = [name for name in NAMES if name not in found]
    sentences: list[Sentence] = []
    if found:
        parts = joined([_part(event) for event in found.values()], "; ")
        sentences.append(sentence("Economic releases, New York time: ", *parts, "."))
    if missing:
        words = f"Not known: the next {', '.join(missing)} (no schedule known by that day reaches further)."
        sentences.append(Sentence((words,), missing=True))
    return tuple(sentences)


def _part(event: Event) -> tuple[str | BriefFigure, ...]:
    detail = f" ({event.note})" if event.note else ""
    day = BriefFigure(event.day, "date", event.day, "", _KEYS[event.name], "", event.source, event.day)
    return (f"{event.name}{detail} ", day, f" at {event.clock}{', an estimate' if event.estimate else ''}")
