"""Rules and series for the tests of the judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from r2k_tui.engine.alerts.rules.evaluate import evaluate
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired, RuleState, Sample
from r2k_tui.model.alerts.alert import AlertValue

START = 1_000_000.0


def rule(op: Any, value: AlertValue = 100.0, **more: Any) -> Rule:
    """A rule about the price of IWM."""
    return Rule("r", "IWM", more.pop("field", "price"), op, value, **more)


def samples(values: Iterable[AlertValue], step: float = 5.0, **more: Any) -> list[Sample]:
    """One look every five seconds."""
    return [Sample(START + step * place, value, **{"day": "2031-05-15", **more}) for place, value in enumerate(values)]


def judged(rule: Rule, series: Sequence[Sample], memory: RuleState | None = None) -> tuple[RuleState, list[Fired]]:
    """The whole series; the memory at its end, and everything that fired."""
    memory, found = memory or RuleState(), []
    for sample in series:
        memory, fired = evaluate(rule, memory, sample)
        found += [fired] if fired is not None else []
    return memory, found


def places(rule: Rule, values: Iterable[AlertValue], **more: Any) -> list[int]:
    """At which of the values it fires."""
    series = samples(values, **more)
    _, found = judged(rule, series)
    return [round((fired.sample.time - START) / more.get("step", 5.0)) for fired in found]
