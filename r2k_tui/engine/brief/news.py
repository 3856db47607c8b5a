"""Sentences: what fired since, halts and events to come, and claims of the ledger that changed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from r2k_tui.engine.brief.events import events_to_come
from r2k_tui.engine.brief.figures import composed, joined, sentence, shown
from r2k_tui.engine.brief.halts import halted_members
from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.engine.brief.releases import next_releases
from r2k_tui.model.brief import BriefFigure, BriefSection, Sentence
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.thesis import Flip, Verdict

_ALERTS = 5
# Words after a count of several, and the verb after a count of one.
_VERDICTS = {
    Verdict.HOLDS: "hold",
    Verdict.HOLDS_OTHER_MEASURE: "hold by another measure",
    Verdict.DOES_NOT_HOLD: "do not hold",
    Verdict.UNPROVEN: "are unproven",
    Verdict.NOT_TESTABLE: "are not testable",
}
_SINGULAR = {"do": "does", "are": "is"}


def since_section(inputs: BriefInputs) -> BriefSection:
    """Alerts that fired since."""
    return BriefSection(f"Since {inputs.since.words}", composed("what fired", lambda: _alerts(inputs)) + _named(inputs))


def _alerts(inputs: BriefInputs) -> Sentence:
    if isinstance(inputs.alerts, str):
        raise Missing(inputs.alerts)
    if not inputs.alerts:
        return sentence("No alert fired.")
    count = len(inputs.alerts)
    figure = BriefFigure(count, "count", shown(count, "count"), "alerts log", "count", "", "alert log", _today(inputs))
    return sentence("Alerts that fired: ", figure, ".")


def _named(inputs: BriefInputs) -> tuple[Sentence, ...]:
    found = inputs.alerts if not isinstance(inputs.alerts, str) else ()
    rest = len(found) - _ALERTS
    named = tuple(
        sentence(f"{datetime.fromtimestamp(alert.time, NEW_YORK):%Y-%m-%d %H:%M} {alert.text}")
        for alert in found[:_ALERTS]
    )
    return (*named, sentence(f"… and {rest:,} more, in view 9.")) if rest > 0 else named


def coming_section(inputs: BriefInputs) -> BriefSection:
    """Halts in effect, and events to come."""
    return BriefSection(
        "Halts, reports and events",
        (
            *composed("halts", lambda: halted_members(inputs)),
            *events_to_come(inputs),
            *next_releases(inputs),
        ),
    )


def ledger_section(inputs: BriefInputs) -> BriefSection:
    """Claims of the ledger that changed, and how the rest stands."""
    changed = composed("which claims changed", lambda: _changed(inputs))
    flips = tuple(_flip(flip) for flip in inputs.flips)
    return BriefSection("Claims", (*changed, *flips, *composed("how the claims stand", lambda: _standing(inputs))))


def _flip(flip: Flip) -> Sentence:
    turn = f"{_words(flip.before)} on {flip.before_day}, {_words(flip.now)} on {flip.day}"
    return sentence(f"{flip.claim}: {turn}; {flip.reason}.")


def _changed(inputs: BriefInputs) -> Sentence | None:
    if isinstance(inputs.ledger, str):
        raise Missing(inputs.ledger)
    return None if inputs.flips else sentence("No claim changed its verdict since the last test in this store.")


def _standing(inputs: BriefInputs) -> Sentence | None:
    if isinstance(inputs.ledger, str):
        return None
    counts = Counter(claim.verdict for claim in inputs.ledger.claims)
    parts: list[tuple[str | BriefFigure, ...]] = []
    for verdict, words in _VERDICTS.items():
        if counts[verdict]:
            figure = BriefFigure(
                *(counts[verdict], "count", shown(counts[verdict], "count"), "thesis", f"verdicts.{verdict.value}", ""),
                *(inputs.source, inputs.ledger.as_of),
            )
            parts.append((figure, f" {_after(counts[verdict], words)}"))
    return sentence("Of the claims of the ledger, ", *joined(parts), ".") if parts else None


def _after(count: int, words: str) -> str:
    verb, blank, rest = words.partition(" ")
    return words if count > 1 else f"{_SINGULAR.get(verb, f'{verb}s')}{blank}{rest}"


def _words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _today(inputs: BriefInputs) -> str:
    return inputs.day.isoformat()
