"""Sentences about halts."""

from __future__ import annotations

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import Halt, moment
from r2k_tui.model.text import plural


def reason(halt: Halt) -> str:
    """Code of a halt with its meaning."""
    return halt.words if halt.code in halt.words or not halt.code else f"{halt.code}, {halt.words}"


def halted_words(symbol: str, halt: Halt, now: float) -> str:
    """Sentence about a halt of a symbol that is in effect."""
    back = f", trading resumes at {moment(halt.trades_at, now)}" if halt.trades_at is not None else ""
    return f"{symbol} halted since {moment(halt.halted_at, now)} ({reason(halt)}){back}"


def resumed_words(halt: Halt, now: float) -> str:
    """Sentence about a halt that is over."""
    if halt.ended_by:
        return f"{halt.symbol} halt of {moment(halt.halted_at, now)} taken as over: {halt.ended_by} ({reason(halt)})"
    if halt.trades_at is None:
        return f"{halt.symbol} halt of {moment(halt.halted_at, now)} is over ({reason(halt)})"
    minutes = plural(max(1, round((halt.trades_at - halt.halted_at) / 60)), "minute")
    return f"{halt.symbol} trades again since {moment(halt.trades_at, now)}, halted for {minutes} ({reason(halt)})"


def since(halt: Halt, now: float) -> str:
    """Hour and minute of a halt of today, the day of an earlier one."""
    day = new_york_day(halt.halted_at)
    return moment(halt.halted_at, now) if day == new_york_day(now) else day.isoformat()
