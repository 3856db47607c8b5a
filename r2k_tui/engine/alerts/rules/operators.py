"""Operators of alert rules: the state that each derives from a value, and whether it is satisfied."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import RuleState, Sample, ValueRange
from r2k_tui.model.alerts.alert import AlertValue, Operator
from r2k_tui.model.threshold import above, at_least, at_most, below

# Maximum number of buckets in a window, whatever its length and the sample rate.
PIECES = 60
# Tolerance for rounding, relative to the requested change.
_TINY = 1e-12


class Edge(NamedTuple):
    """State after a value; `met`: the rule is satisfied as often as required; `before`: the previous value."""

    memory: RuleState
    met: bool
    before: AlertValue = None


def level(rule: Rule, memory: RuleState, sample: Sample) -> Edge:
    """Above, below and crossings of a level: fires once, and re-arms when the value is back by the hysteresis.

    A crossing requires a previous value on the other side; above and below can fire on the first value.
    """
    value, sign = _number(sample), 1.0 if rule.op.endswith("above") else -1.0
    beyond = bool(above(value, rule.number) if sign > 0 else below(value, rule.number))
    armed = memory.armed
    if armed is None:
        armed = not beyond or not rule.op.startswith("crosses")
    elif at_most(sign * value, sign * rule.number - rule.hysteresis):
        armed = True
    count = memory.count + 1 if armed and beyond else 0
    met = count >= rule.confirm
    after = msgspec.structs.replace(memory, armed=armed and not met, count=0 if met else count)
    return Edge(after, met, memory.value)


def change(rule: Rule, memory: RuleState, sample: Sample) -> Edge:
    """Move up or down against any value of the window; after it the window restarts."""
    value = _number(sample)
    piece_s = rule.within_s / PIECES
    now = int(sample.time // piece_s)
    window = [piece for piece in memory.window if now - PIECES < piece.piece <= now]
    met = bool(window) and _moved(rule, window, value)
    count = memory.count + 1 if met else 0
    met = count >= rule.confirm
    low, high = min((s.low for s in window), default=value), max((s.high for s in window), default=value)
    if met:
        window, count = [], 0
    window = _with(window, now, value)
    after = msgspec.structs.replace(memory, window=tuple(window), count=count)
    return Edge(after, met, low if abs(value - low) >= abs(high - value) else high)


def _moved(rule: Rule, window: list[ValueRange], value: float) -> bool:
    low, high = min(piece.low for piece in window), max(piece.high for piece in window)
    if not rule.relative:
        return _reaches(max(value - low, high - value), rule)
    return (low > 0 and _reaches(value / low - 1, rule)) or (high > 0 and _reaches(1 - value / high, rule))


def _reaches(change: float, rule: Rule) -> bool:
    # A difference of two values carries the rounding of both, which its own size does not reveal.
    return bool(at_least(change + _TINY, rule.number))


def _with(window: list[ValueRange], now: int, value: float) -> list[ValueRange]:
    if window and window[-1].piece == now:
        last = window[-1]
        return [*window[:-1], ValueRange(now, min(last.low, value), max(last.high, value))]
    return [*window, ValueRange(now, value, value)]


def becomes(rule: Rule, memory: RuleState, sample: Sample) -> Edge:
    """Text or flag that changes to the given value; without one, any value other than the last reported."""
    value = sample.value
    if rule.value is not None:
        return _turns_into(rule, memory, value)
    settled = value if memory.settled is None else memory.settled
    if value == settled:
        return Edge(msgspec.structs.replace(memory, settled=settled, count=0, candidate=None), False)
    count = memory.count + 1 if value == memory.candidate else 1
    met = count >= rule.confirm
    after = msgspec.structs.replace(
        memory, settled=value if met else settled, count=0 if met else count, candidate=None if met else value
    )
    return Edge(after, met, settled)


def _turns_into(rule: Rule, memory: RuleState, value: AlertValue) -> Edge:
    there = value == rule.value
    armed = (memory.armed is not None and memory.armed) or not there
    count = memory.count + 1 if armed and there else 0
    met = count >= rule.confirm
    after = msgspec.structs.replace(memory, armed=armed and not met, count=0 if met else count)
    return Edge(after, met, memory.value)


def record(rule: Rule, memory: RuleState, sample: Sample) -> Edge:
    """New record above all previous days, once a day."""
    value = _number(sample)
    known = [best for best in (memory.record, sample.record) if best is not None]
    if sample.day != memory.day and memory.best is not None:
        known.append(memory.best)
    best = memory.best if sample.day == memory.day else None
    highest = max(known, default=None)
    new = highest is not None and value > highest and memory.fired_day != sample.day
    count = memory.count + 1 if new else 0
    met = count >= rule.confirm
    after = msgspec.structs.replace(
        memory,
        record=highest,
        best=value if best is None else max(best, value),
        day=sample.day,
        count=0 if met else count,
        fired_day=sample.day if met else memory.fired_day,
    )
    return Edge(after, met, highest)


def membership(rule: Rule, memory: RuleState, sample: Sample) -> Edge:
    """Members that enter a screen, or leave it, since the last evaluation; the first one only takes note.

    A member of which it is not known stays what it was: a missing value neither enters nor leaves.
    """
    inside, unknown = set((sample.inside or "").split()), set(sample.unknown.split())
    if not isinstance(memory.settled, str):
        return Edge(msgspec.structs.replace(memory, settled=" ".join(sorted(inside))), False)
    before = set(memory.settled.split())
    now = inside | (before & unknown)
    moved = now - before if rule.op == "enters" else before - now
    after = msgspec.structs.replace(memory, settled=" ".join(sorted(now)))
    return Edge(after, bool(moved), " ".join(sorted(moved)))


def _number(sample: Sample) -> float:
    assert isinstance(sample.value, float | int)
    return float(sample.value)


EDGES: dict[Operator, Callable[[Rule, RuleState, Sample], Edge]] = {
    "above": level,
    "below": level,
    "crosses_above": level,
    "crosses_below": level,
    "changes_by": change,
    "becomes": becomes,
    "new_record": record,
    "enters": membership,
    "leaves": membership,
}
