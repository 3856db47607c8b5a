"""Requests and reply of alert rules and of fired alerts."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.outcome import Done


class GetAlerts(msgspec.Struct, frozen=True, tag="get_alerts"):
    """Request for the rules and for the log of fired alerts. Reply: AlertsReply."""


class MuteAlert(msgspec.Struct, frozen=True, tag="mute_alert"):
    """Order to mute or to unmute a rule. Reply: Done, or a Failure of kind `not_found`."""

    name: str
    muted: bool


class TryAlert(msgspec.Struct, frozen=True, tag="try_alert"):
    """Order to send a test alert of a rule over its channels. Reply: Done, or a Failure of kind `not_found`."""

    name: str


class UseRules(msgspec.Struct, frozen=True, tag="use_rules"):
    """Replacement of the user's rules; their channels stay. Reply: Done."""

    rules: tuple[RuleSettings, ...]


class AlertsReply(msgspec.Struct, frozen=True, tag="alerts"):
    """Rules with their states, and fired alerts, newest first.

    `running` is False on an engine that does not evaluate rules.
    """

    rules: tuple[RuleView, ...]
    log: tuple[Alert, ...]
    running: bool = True


AlertsRequests = GetAlerts | MuteAlert | TryAlert | UseRules
AlertsReplies = AlertsReply | Done
EXAMPLES = (
    Example(GetAlerts(), AlertsReply),
    Example(MuteAlert("VaR breach", muted=True), Done),
    Example(TryAlert("VaR breach"), Done),
    Example(UseRules(()), Done),
)
