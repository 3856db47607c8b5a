"""Events of the index that happen at a close, each by the newest day that it happened on."""

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


class BoardEvent(NamedTuple):
    """The newest day (or month) that something happened on, "" where it never did, and the words for it."""

    day: str
    detail: str


def board_events(board: SymbolAnalysis, over: bool) -> dict[str, BoardEvent]:
    """By the name of the built-in rule; of finished sessions alone. `over`: so is the last, whatever the board says."""
    if over and board.inputs.provisional:
        board = SymbolAnalysis(msgspec.structs.replace(board.inputs, provisional=False))
    return {
        "record_close": _record(board),
        "breakout": _breakout(board),
        "strong_month": _strong_month(board),
        "var_breach": _breach(board),
    }


def _record(board: SymbolAnalysis) -> BoardEvent:
    facts = board.facts
    closes = facts.closes[: facts.finished_bars]
    place = _newest(record_flags(closes)) if len(closes) else None
    if place is None:
        return BoardEvent("", "")
    day = str(facts.days[place])
    return BoardEvent(day, f"{facts.own.symbol} record close {price_words(float(closes[place]))} on {day}")


def _breakout(board: SymbolAnalysis) -> BoardEvent:
    """The newest day that a breakout began on: the day before was none."""
    facts, stop = board.facts, board.facts.finished_bars
    held = states.breakout_marks(facts.own.high, facts.closes, BREAKOUT_SESSIONS)[:stop] == 1
    place = _newest(held[1:] & ~held[:-1]) if stop > 1 else None
    if place is None:
        return BoardEvent("", "")
    day = str(facts.days[place + 1])
    close = price_words(float(facts.closes[place + 1]))
    words = f"closed at {close} above its high of {BREAKOUT_SESSIONS} sessions on {day}"
    return BoardEvent(day, f"{facts.own.symbol} {words}")


def _strong_month(board: SymbolAnalysis) -> BoardEvent:
    months = board.facts.months
    place = _newest(at_least(months.ret, STRONG_MONTH))
    if place is None:
        return BoardEvent("", "")
    month = str(months.month[place])
    return BoardEvent(month, f"{board.facts.own.symbol} has completed {month} with {months.ret[place] * 100:+.1f}%")


def _breach(board: SymbolAnalysis) -> BoardEvent:
    """The newest return below minus the VaR 95 that the evening before forecast; filtered historical, simple, tr."""
    facts = board.facts
    marks = facts.marks[method_names().index(_METHOD)][: max(0, facts.finished_bars - 1)]
    place = _newest(marks == 1)
    if place is None:
        return BoardEvent("", "")
    day = str(facts.days[place + 1])
    words = f"returned {facts.returns[place] * 100:+.2f}% on {day}, worse than the VaR 95 of the evening before"
    return BoardEvent(day, f"{facts.own.symbol} {words}")


def _newest(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int | None:
    found = np.flatnonzero(flags)
    return int(found[-1]) if len(found) else None
