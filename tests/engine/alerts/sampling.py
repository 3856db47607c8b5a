"""A sampler over a market that a test sets."""

from __future__ import annotations

from r2k_tui.engine.alerts.rules.rule import Rule


def rule(field: str, op: str = "above", symbol: str = "IWM") -> Rule:
    return Rule("r", symbol, field, op)  # type: ignore[arg-type]
