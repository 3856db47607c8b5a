"""Alerts: fired alerts, the state of the rules, and their channels."""

from __future__ import annotations

from typing import Literal

import msgspec

from r2k_tui.model.alerts.channels import ChannelName

Operator = Literal[
    "above", "below", "crosses_above", "crosses_below", "changes_by", "becomes", "new_record", "enters", "leaves"
]
AlertValue = float | bool | str | None
# Number of alerts in a snapshot, and most alerts in a frame.
ALERTS_KEPT = 50


class Alert(msgspec.Struct, frozen=True, array_like=True):
    """Alert that a rule fired at `time` (seconds since the epoch, UTC), with the `value` that met its condition.

    `id` counts in the order of the log; it is negative for an alert that was never written there, such as a `test`.
    `missed`: the condition became true while no engine evaluated it.
    """

    id: int
    rule: str
    symbol: str
    time: float
    value: AlertValue
    text: str
    source: str
    simulated: bool = False
    channels: tuple[ChannelName, ...] = ()
    missed: bool = False
    test: bool = False

    @property
    def key(self) -> tuple[str, float, str]:
        """Identity of the alert, also across engines whose ids start over."""
        return self.rule, self.time, self.text


class RuleView(msgspec.Struct, frozen=True):
    """Rule with its state; times are seconds since the epoch, or None.

    `words` describe its condition; `state` is one of `armed`, `waiting` (for the other side, or for a first value),
    `confirming`, `fired` (until it is armed again), `held back`, `muted`, `expired`.
    """

    name: str
    symbol: str
    field: str
    words: str
    state: str
    value: AlertValue = None
    shown: str = ""
    looked_at: float | None = None
    fired_at: float | None = None
    fires: int = 0
    built_in: bool = False
    muted: bool = False
    channels: tuple[ChannelName, ...] = ()
