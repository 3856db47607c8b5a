"""Requests and reply of alert rules and of fired alerts."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings


class AlertsReply(msgspec.Struct, frozen=True, tag="alerts"):
    """Every rule as it stands, and what has fired, newest first; `running` is False where nothing is judged."""

    rules: tuple[RuleView, ...]
    log: tuple[Alert, ...]
    running: bool = True


class GetAlerts(msgspec.Struct, frozen=True, tag="get_alerts"):
    """Ask for the rules and for what has fired; answered with AlertsReply."""


class MuteAlert(msgspec.Struct, frozen=True, tag="mute_alert"):
    """Tell of a rule no more, or again; answered with Done, or a Failure of kind `not_found`."""

    name: str
    muted: bool


class TryAlert(msgspec.Struct, frozen=True, tag="try_alert"):
    """Tell of a rule by all its ways, though nothing has happened; answered as MuteAlert is."""

    name: str


class UseRules(msgspec.Struct, frozen=True, tag="use_rules"):
    """Judge these rules of the user's in place of those before; how they are told stays. Answered with Done."""

    rules: tuple[RuleSettings, ...]
