"""Sentences: gauge, score and events of the day, and what followed such states beside the base rate."""

from __future__ import annotations

from functools import partial

from r2k_tui.engine.brief.figures import KnownNumber, composed, of_months, of_score, of_states, sentence
from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, BriefSection, BriefUnit, Sentence
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, Outcome, States, ZoneOutcome, no_difference

KEYS = ("is_record_close", "donchian55_breakout", "chan126_intact_up", "obv_slope20")
_NAMES = {ScoreKind.RISK: "risk gauge", ScoreKind.MOMENTUM: "momentum score"}
_EVENTS = (
    ("record_close", "is_record_close", "Record close"),
    ("donchian55_breakout", "donchian55_breakout", "Close above the high of the 55 sessions before"),
    ("chan126_intact_up", "chan126_intact_up", "Upward channel of 126 sessions intact"),
)
_HORIZON = "6m"
_HOW = (
    "After 126 sessions: how often the close was higher, the mean return, both of all days (the base rate), and the "
    "95% interval of the difference of the means."
)


def states_section(inputs: BriefInputs) -> BriefSection:
    """Gauge and score, and events."""
    found: list[Sentence] = [Sentence((_HOW,))]
    for kind in ScoreKind:
        found += composed(f"the {_NAMES[kind]}", partial(_score, inputs, kind))
        found += composed(f"what followed its zone ({_NAMES[kind]})", partial(_zone, inputs, kind))
    for name, key, words in _EVENTS:
        found += composed(f"whether {key} is so", partial(_event, inputs, name, key, words))
    found += composed("the direction of On-Balance-Volume", lambda: _volume(inputs))
    found += composed("months of +10%", lambda: _months(inputs))
    return BriefSection("State, and what followed such states", tuple(found))


def _score(inputs: BriefInputs, kind: ScoreKind) -> Sentence:
    score, zone = of_score(inputs, kind.value)
    return sentence(f"{_NAMES[kind].capitalize()} ", score, " of 100: ", zone, ".")


def _study(inputs: BriefInputs) -> States:
    if isinstance(inputs.states, str):
        raise Missing(inputs.states)
    return inputs.states


def _zone(inputs: BriefInputs, kind: ScoreKind) -> Sentence | None:
    study, zone = _study(inputs), next((s.zone for s in inputs.scores if s.kind == kind), None)
    rows = study.risk_zones if kind is ScoreKind.RISK else study.momentum_zones
    row = next((row for row in rows if row.zone == zone), None)
    if row is None:
        return None
    return _followed(inputs, study, row.zone.capitalize(), f"{kind.value}_zones[{row.zone}]", row)


def _event(inputs: BriefInputs, name: str, key: str, words: str) -> Sentence | None:
    """What followed an event that is so today; nothing where it is not."""
    if not inputs.flag(inputs.market.index, key):
        return None
    return _outcome(inputs, name, words)


def _volume(inputs: BriefInputs) -> Sentence | None:
    slope = inputs.reading(inputs.market.index, "obv_slope20").number or 0.0
    if slope == 0.0:
        return None
    up = slope > 0
    words = f"On-balance volume of {inputs.market.small_fund} {'up' if up else 'down'} over 20 sessions"
    return _outcome(inputs, "obv_slope_up" if up else "obv_slope_down", words)


def _outcome(inputs: BriefInputs, name: str, words: str) -> Sentence:
    study = _study(inputs)
    row = next((row for row in study.events if row.name == name), None)
    if row is None:
        raise Missing(f"the study has no row {name}")
    return _followed(inputs, study, words, f"events[{name}]", row)


def _followed(inputs: BriefInputs, study: States, words: str, path: str, row: ZoneOutcome | EventOutcome) -> Sentence:
    def figure(name: str, value: KnownNumber, unit: BriefUnit) -> BriefFigure:
        return of_states(inputs, study, f"{path}.{name}", value, unit)

    hit, mean = figure("fwd126_hit", row.fwd126_hit, "share"), figure("fwd126_mean", row.fwd126_mean, "return")
    base, base_mean = figure("base_hit", row.base_hit, "share"), figure("base_mean", row.base_mean, "return")
    head = (f"{words}, ", figure("n", row.n, "count"), " days in ", figure("spells", row.spells, "count"), " spells: ")
    rates = (hit, " higher, mean ", mean, "; all days ", base, ", ", base_mean)
    if row.diff95 is None:
        return sentence(*head, *rates, "; too few spells for an interval.")
    low, high = (figure(f"diff95.{place}", value, "return") for place, value in enumerate(row.diff95))
    verdict = "no difference" if no_difference(row.diff95) else "a difference"
    return sentence(*head, *rates, f"; {verdict} (", low, " to ", high, ", few spells)." if row.few else ").")


def _months(inputs: BriefInputs) -> Sentence:
    study = inputs.months
    if isinstance(study, str):
        raise Missing(study)
    if not study.events:
        count = of_months(inputs, study, "months", study.months, "count")
        return sentence("None of the ", count, " finished months returned 10% or more.")
    place = len(study.events) - 1
    event, outcome = study.events[place], study.horizons[_HORIZON]
    month = of_months(inputs, study, f"events.{place}.month", event.month, "date")
    ret = of_months(inputs, study, f"events.{place}.ret", event.ret, "return")
    after = (
        (", and six months later ", of_months(inputs, study, f"events.{place}.fwd6m", event.fwd6m, "return"))
        if event.fwd6m is not None
        else (", and its six months are not over",)
    )
    rest = _six_months(inputs, study, outcome)
    return sentence("Last month of +10%: ", month, ", ", ret, *after, ". ", *rest)


def _six_months(inputs: BriefInputs, study: FollowThrough, outcome: Outcome) -> tuple[str | BriefFigure, ...]:
    if outcome.wilson95 is None:
        raise Missing("too few such months")

    def figure(name: str, value: KnownNumber, unit: BriefUnit) -> BriefFigure:
        return of_months(inputs, study, f"horizons.{_HORIZON}.{name}", value, unit)

    hits, count = figure("hits", outcome.hits, "count"), figure("n", outcome.n, "count")
    low, high = (figure(f"wilson95.{place}", value, "share") for place, value in enumerate(outcome.wilson95))
    base = figure("base_rate", outcome.base_rate, "share")
    return (
        *("Six months after such months: higher in ", hits, " of ", count, " (95% interval ", low, " to ", high),
        *("), after all months in ", base, "."),
    )
