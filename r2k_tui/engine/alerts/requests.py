"""What the engine answers about alerts."""

from __future__ import annotations

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts, MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply


async def alert_answer(desk: AlertService, request: GetAlerts | MuteAlert | TryAlert | UseRules) -> Reply:
    """The reply to a request about alerts."""
    match request:
        case GetAlerts():
            return AlertsReply(desk.views(), desk.log(), desk.running)
        case MuteAlert(name=name, muted=muted):
            return Done() if await desk.mute(name, muted=muted) else _unknown(name)
        case TryAlert(name=name):
            return Done() if desk.test(name) else _unknown(name)
        case UseRules(rules=rules):
            desk.use(rules)
            return Done()


def _unknown(name: str) -> Failure:
    return Failure("not_found", f"no alert is called {name}")
