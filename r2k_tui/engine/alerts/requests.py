"""Handlers of requests about alerts."""

from __future__ import annotations

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts, MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply


async def get_alerts(scope: RequestScope, request: GetAlerts) -> Reply:
    """State of every rule, and the newest alerts."""
    alerts = await scope.service(AlertService)
    return AlertsReply(alerts.views(), alerts.log(), alerts.running)


async def mute_alert(scope: RequestScope, request: MuteAlert) -> Reply:
    """Mute or unmute a rule."""
    alerts = await scope.service(AlertService)
    return Done() if await alerts.mute(request.name, muted=request.muted) else _unknown(request.name)


async def try_alert(scope: RequestScope, request: TryAlert) -> Reply:
    """Send a test of a rule through all its channels."""
    alerts = await scope.service(AlertService)
    return Done() if alerts.test(request.name) else _unknown(request.name)


async def use_rules(scope: RequestScope, request: UseRules) -> Reply:
    """Replace the user's rules."""
    (await scope.service(AlertService)).use(request.rules)
    return Done()


def _unknown(name: str) -> Failure:
    return Failure("not_found", f"no alert is called {name}")


HANDLERS: Handlers = {GetAlerts: get_alerts, MuteAlert: mute_alert, TryAlert: try_alert, UseRules: use_rules}
