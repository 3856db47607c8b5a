"""Events at a close of the index, each with its newest day."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.risk.breaches import method_names
from r2k_tui.analytics.studies import states
from r2k_tui.analytics.trend.momentum import record_flags
from r2k_tui.engine.readings.studies import BREAKOUT_SESSIONS
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.threshold import at_least

STRONG_MONTH = 0.10
_METHOD = "fhsvar95"


class CloseEvent(NamedTuple):
    """Newest day or month of an event, "" where it never occurred, and its description."""

    day: str
    detail: str


def events_of_close(analysis: SymbolAnalysis, over: bool) -> dict[str, CloseEvent]:
    """Events by built-in rule name, from finished sessions only. `over`: the last session is finished too, whatever the
    analysis says."""
    if over and analysis.inputs.provisional:
        analysis = SymbolAnalysis(msgspec.structs.replace(analysis.inputs, provisional=False))
    return {
        "record_close": _record(analysis),
        "breakout": _breakout(analysis),
        "strong_month": _strong_month(analysis),
        "var_breach": _breach(analysis),
    }


def _record(analysis: SymbolAnalysis) -> CloseEvent:
    facts = analysis.facts
    closes = facts.closes[: facts.finished_bars]
    place = _newest(record_flags(closes)) if len(closes) else None
    if place is None:
        return CloseEvent("", "")
    day = str(facts.days[place])
    return CloseEvent(day, f"{facts.own.symbol} record close {price_words(float(closes[place]))} on {day}")


def _breakout(analysis: SymbolAnalysis) -> CloseEvent:
    """Newest day on which a breakout began."""
    facts, stop = analysis.facts, analysis.facts.finished_bars
    held = states.breakout_marks(facts.own.high, facts.closes, BREAKOUT_SESSIONS)[:stop] == 1
    place = _newest(held[1:] & ~held[:-1]) if stop > 1 else None
    if place is None:
        return CloseEvent("", "")
    day = str(facts.days[place + 1])
    close = price_words(float(facts.closes[place + 1]))
    words = f"closed at {close} above its high of {BREAKOUT_SESSIONS} sessions on {day}"
    return CloseEvent(day, f"{facts.own.symbol} {words}")


def _strong_month(analysis: SymbolAnalysis) -> CloseEvent:
    months = analysis.facts.months
    place = _newest(at_least(months.ret, STRONG_MONTH))
    if place is None:
        return CloseEvent("", "")
    month = str(months.month[place])
    return CloseEvent(month, f"{analysis.facts.own.symbol} has completed {month} with {months.ret[place] * 100:+.1f}%")


def _breach(analysis: SymbolAnalysis) -> CloseEvent:
    """Newest return below minus the VaR 95 forecast of the previous evening; filtered historical, simple, tr."""
    facts = analysis.facts
    marks = facts.marks[method_names().index(_METHOD)][: max(0, facts.finished_bars - 1)]
    place = _newest(marks == 1)
    if place is None:
        return CloseEvent("", "")
    day = str(facts.days[place + 1])
    words = f"returned {facts.returns[place] * 100:+.2f}% on {day}, worse than the VaR 95 of the evening before"
    return CloseEvent(day, f"{facts.own.symbol} {words}")


def _newest(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int | None:
    found = np.flatnonzero(flags)
    return int(found[-1]) if len(found) else None
