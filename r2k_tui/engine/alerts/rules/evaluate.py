"""Evaluation of alert rules: rule, state and sample in; new state and alert out.

Pure: a series evaluated in one pass gives the same result as with restarts at any point.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import msgspec

from r2k_tui.engine.alerts.rules.operators import EDGES
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired, HeldAlert, RuleState, Sample
from r2k_tui.model.alerts.alert import AlertValue


class Evaluation(NamedTuple):
    """New state of a rule, and its alert; None where it did not fire."""

    memory: RuleState
    fired: Fired | None = None


def evaluate(rule: Rule, memory: RuleState, sample: Sample) -> Evaluation:
    """Evaluate a rule on one sample.

    A missing or repeated value neither fires nor arms a rule; nor does any value in a session phase outside the rule's
    scope, or after its expiry. An alert during the cooldown is deferred, not lost.
    """
    memory, released = release(rule, memory, sample.time)
    if not _counts(rule, memory, sample):
        return Evaluation(memory, released)
    if not rule.at_close:
        return _after(rule, memory, sample, released)
    evaluation = Evaluation(msgspec.structs.replace(memory, last=sample, looked_at=sample.time), released)
    for close in _closes(memory, sample):
        known = msgspec.structs.replace(evaluation.memory, closed_day=close.day)
        evaluation = _after(rule, known, close, evaluation.fired)
    return evaluation


def release(rule: Rule, memory: RuleState, now: float) -> Evaluation:
    """Release the deferred alert once the cooldown is over."""
    if memory.held is None or _cooling(rule, memory, now):
        return Evaluation(memory)
    held = memory.held
    fired = Fired(held.sample, held.before, held.sample.time, held.times)
    return Evaluation(msgspec.structs.replace(memory, held=None, fired_at=now, fires=memory.fires + 1), fired)


def is_known(value: AlertValue) -> bool:
    """Whether there is a value."""
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def expired(rule: Rule, now: float) -> bool:
    """Whether the last day of a rule is over."""
    return rule.expires is not None and now >= rule.expires


def _counts(rule: Rule, memory: RuleState, sample: Sample) -> bool:
    in_phase = not rule.phases or sample.phase in rule.phases
    return is_known(sample.value) and sample.time != memory.looked_at and in_phase and not expired(rule, sample.time)


def _closes(memory: RuleState, sample: Sample) -> list[Sample]:
    """Unevaluated samples that are closes: the last one of a finished day, and the current one."""
    last = memory.last
    found = [last] if last is not None and memory.closed_day < last.day < sample.day else []
    return [*found, sample] if sample.final and sample.day > memory.closed_day else found


def _after(rule: Rule, memory: RuleState, sample: Sample, fired: Fired | None) -> Evaluation:
    """Evaluate one value; `fired` has already fired on this sample, so that a second alert would be deferred."""
    memory, met, before = EDGES[rule.op](rule, memory, sample)
    looked_at = sample.time if not rule.at_close else memory.looked_at
    memory = msgspec.structs.replace(memory, value=sample.value, looked_at=looked_at)
    if not met:
        return Evaluation(memory, fired)
    if fired is not None or _cooling(rule, memory, sample.time):
        times = memory.held.times + 1 if memory.held is not None else 1
        return Evaluation(msgspec.structs.replace(memory, held=HeldAlert(sample, before, times)), fired)
    memory = msgspec.structs.replace(memory, fired_at=sample.time, fires=memory.fires + 1)
    return Evaluation(memory, Fired(sample, before))


def _cooling(rule: Rule, memory: RuleState, now: float) -> bool:
    """Whether a rule is in its cooldown; a clock set back ends it."""
    return memory.fired_at is not None and 0 <= now - memory.fired_at < rule.cooldown_s
