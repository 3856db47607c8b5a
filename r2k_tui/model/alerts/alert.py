"""Alerts: what fired, the rules as they stand, and how each is told."""

from __future__ import annotations

from typing import Literal

import msgspec

from r2k_tui.model.alerts.channels import ChannelName

Operator = Literal["above", "below", "crosses_above", "crosses_below", "changes_by", "becomes", "new_record"]
AlertValue = float | bool | str | None
# How many alerts a snapshot carries, and a frame at most.
ALERTS_KEPT = 50


class Alert(msgspec.Struct, frozen=True, array_like=True):
    """A rule that fired at `time` (seconds since the epoch, UTC); `value` is what it found.

    `id` counts in the order of the log; of what was never written there, such as a `test`, it is negative. `missed`:
    it became true while nothing looked.
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
        """What makes it another one than every other, also across engines that count anew."""
        return self.rule, self.time, self.text


class RuleView(msgspec.Struct, frozen=True):
    """A rule and how it stands; times in seconds since the epoch, None where there was none.

    `words` say what it waits for; `state` is one of `armed`, `waiting` (for the other side, or for a first value),
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
