"""Detail of a reading: value, methodology and history, each day without look-ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import select, until
from r2k_tui.engine.readings.inputs import ReadingInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingHistory
from r2k_tui.engine.readings.registry import KEYS, ROW_OF
from r2k_tui.engine.readings.scores.components import PARTS, WHOLE
from r2k_tui.engine.readings.scores.scores import RECIPES, component_history, score_history, score_now
from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.engine.readings.studies import event_rows, zone_rows
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import Reading, ScoreKind

MOST = 120
_FEWEST_MONTHS = 24
_TEN_YEARS = 2520
# Events of the study related to a reading.
_FOLLOWED = {
    "is_record_close": ("record_close",),
    "donchian55_breakout": ("donchian55_breakout",),
    "chan126_intact_up": ("chan126_intact_up", "chan126_intact_down"),
    "obv_slope20": ("obv_slope_up", "obv_slope_down"),
    "obv_slope20_norm": ("obv_slope_up", "obv_slope_down"),
}

CARD_KEYS: tuple[str, ...] = (*KEYS, *WHOLE, *PARTS)


def methodology_of(key: str) -> Methodology:
    """Formula and caveat of a reading, a composite or a component. Raises KeyError for an unknown key."""
    if key in WHOLE:
        return WHOLE[key]
    if key in PARTS:
        return PARTS[key].field.note
    return next(field.note for field in ROW_OF[key].fields if field.key == key)


def reading_or_score(analysis: SymbolAnalysis, key: str) -> Reading:
    """Reading at the last bar; for a composite or a component, its score from 0 to 100."""
    if key in ROW_OF:
        return analysis.readings((key,))[key]
    kind, _, name = key.partition(".")
    return _part(analysis.facts, ScoreKind(kind), key, name) if name else _whole(analysis.facts, ScoreKind(kind))


def _whole(facts: DerivedSeries, kind: ScoreKind) -> Reading:
    found = score_now(facts, kind)
    known = sum(part.score is not None for part in found.components)
    window = f"{known} of {len(found.components)} components"
    return Reading(
        kind.value, found.score, "index", window, known, found.as_of, found.source, found.definition, found.reason
    )


def _part(facts: DerivedSeries, kind: ScoreKind, key: str, name: str) -> Reading:
    part = PARTS[key]
    found = next(one for one in score_now(facts, kind).components if one.name == name)
    n = part.count(RECIPES[kind].inputs(facts, 1)) if facts.count else 0
    definition = part.field.definition + (f" ({found.detail})" if found.detail else "")
    source = facts.inputs.source
    return Reading(key, found.score, "index", part.window, n, facts.as_of, source, definition, found.reason)


def history_before(analysis: SymbolAnalysis, key: str) -> ReadingHistory:
    """History up to the bar before the last; cached in the analysis, since it does not depend on the last price.

    Composite: the last ten years, day by day. Reading: at most 120 days, each from an analysis without look-ahead.
    Calendar years: the years themselves. Empty for a reading that is not a number.
    """
    found = analysis.histories.get(key)
    if found is None:
        found = analysis.histories[key] = _with_outcomes(analysis.facts, key, _history(analysis, key))
    return found


def _with_outcomes(facts: DerivedSeries, key: str, before: ReadingHistory) -> ReadingHistory:
    """History with the outcomes of a score's zones, or of a reading's events."""
    if key in WHOLE:
        return msgspec.structs.replace(before, zones=zone_rows(facts, ScoreKind(key)))
    if key in _FOLLOWED:
        return msgspec.structs.replace(before, events=event_rows(facts, _FOLLOWED[key]))
    return before


def _history(analysis: SymbolAnalysis, key: str) -> ReadingHistory:
    facts = analysis.facts
    if key not in ROW_OF:
        return _of_scores(facts, key)
    if key.startswith("calendar_years"):
        return _of_years(analysis, key)
    stops, chosen = _stops(facts)
    points = [(stop, value) for stop, value in _walk(facts.inputs, facts, key, stops) if value is not None]
    return ReadingHistory(
        tuple(_second(facts.days[stop - 1]) for stop, _ in points), tuple(v for _, v in points), chosen
    )


def _of_scores(facts: DerivedSeries, key: str) -> ReadingHistory:
    kind, _, name = key.partition(".")
    values = component_history(facts, ScoreKind(kind), name)[name] if name else score_history(facts, ScoreKind(kind))
    before = slice(max(0, facts.count - 1 - _TEN_YEARS), max(0, facts.count - 1))
    days, values = facts.days[before], values[before]
    known = np.isfinite(values)
    return ReadingHistory(tuple(_seconds(days[known])), tuple(values[known].tolist()), "each session of ten years")


def _of_years(analysis: SymbolAnalysis, key: str) -> ReadingHistory:
    years = analysis.readings((key,))[key].value
    found = years if isinstance(years, dict) else {}
    times = (int(datetime(int(year), 12, 31, tzinfo=UTC).timestamp()) for year in found)
    return ReadingHistory(tuple(times), tuple(found.values()), "each finished year")


def _stops(facts: DerivedSeries) -> tuple[list[int], str]:
    """Number of bars known on each of the chosen days: month ends, or evenly spaced sessions of a short history."""
    days: Days = facts.days[: max(0, facts.count - 1)]
    months = facts.days.astype("datetime64[M]")
    ends = (np.flatnonzero(months[1:] != months[:-1]) + 1).tolist()
    if len(ends) >= _FEWEST_MONTHS:
        return ends[-MOST + 1 :], "month ends"
    step = max(1, -(-len(days) // (MOST - 1)))
    return list(range(len(days), 0, -step))[::-1], "every session" if step == 1 else f"one session in {step}"


def _walk(
    inputs: ReadingInputs, facts: DerivedSeries, key: str, stops: list[int]
) -> Iterator[tuple[int, float | None]]:
    """Reading on analyses cut off after each stop; each passes its results on shared bars to the next."""
    row, before = ROW_OF[key], None
    for stop in stops:
        day = facts.days[stop - 1]
        cut = msgspec.structs.replace(
            inputs,
            own=select(facts.own, slice(0, stop)),
            context={role: until(series, day) for role, series in inputs.context.items()},
            provisional=False,
        )
        before = DerivedSeries(cut, before)
        found = next(reading for reading in row.readings(before) if reading.key == key)
        yield stop, float(found.value) if isinstance(found.value, bool) else found.number


def _seconds(days: Days) -> list[int]:
    found: list[int] = days.astype("datetime64[s]").astype(np.int64).tolist()
    return found


def _second(day: np.datetime64) -> int:
    return int(day.astype("datetime64[s]").astype(np.int64))
