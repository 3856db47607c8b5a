"""Destinations that the engine or the settings file is asked for: readings, alerts, claims, settings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts
from r2k_tui.model.messages.readings import GetReadings, ReadingsReply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.dialogs.drawing.matching import Destination

READING, ALERT, CLAIM, SETTING = "reading", "alert", "claim", "setting"


async def readings(scope: FindScope) -> list[Destination]:
    """The readings of the index."""
    reply = await scope.context.client.ask(GetReadings(scope.context.mirror.index))
    found = reply.readings.readings.values() if isinstance(reply, ReadingsReply) else ()
    return [Destination(READING, reading.key, reading.definition) for reading in found]


def open_reading(scope: FindScope, place: Destination) -> Awaitable[object]:
    """Open the detail of a reading."""
    from r2k_tui.ui.dialogs.reading_detail import ReadingDetail

    return scope.app.push_screen(ReadingDetail(scope.context, scope.context.mirror.index, place.name))


async def alerts(scope: FindScope) -> list[Destination]:
    """The alert rules."""
    reply = await scope.context.client.ask(GetAlerts())
    rules = reply.rules if isinstance(reply, AlertsReply) else ()
    return [Destination(ALERT, r.name, f"{r.symbol} {r.words}  ({r.state})".strip(), "alert rule") for r in rules]


async def open_alert(scope: FindScope, place: Destination) -> None:
    """Put the cursor on a rule in view 9."""
    from r2k_tui.ui.views.feed.view import FeedView

    await scope.show_view("feed")
    view = scope.view()
    if isinstance(view, FeedView):
        view.choose_rule(place.name)


async def claims(scope: FindScope) -> list[Destination]:
    """The claims of the ledger, asked for once: they change with the settings only, their verdicts in view 8."""
    if not scope.claims:
        reply = await scope.context.client.ask(GetThesis())
        if isinstance(reply, ThesisReply):
            scope.claims |= {claim.id: claim for claim in reply.ledger.claims}
    return [Destination(CLAIM, c.id, c.claim, "claim thesis evidence") for c in scope.claims.values()]


async def open_claim(scope: FindScope, place: Destination) -> None:
    """Show a claim in view 8, and its evidence over it."""
    from r2k_tui.ui.views.thesis.view import ThesisView

    await scope.show_view("thesis")
    view = scope.view()
    if isinstance(view, ThesisView):
        await view.open_claim(scope.claims[place.name])


async def settings(scope: FindScope) -> list[Destination]:
    """Every setting, read from the files anew."""
    try:
        listed = await asyncio.to_thread(scope.file.listed)
    except ValueError as error:
        return [Destination(SETTING, "settings", str(error))]
    scope.settings.clear()
    scope.settings.update({setting.name: setting for setting in listed})
    return [Destination(SETTING, s.name, f"{s.value}  {s.comment}".rstrip(), "setting config") for s in listed]


def open_setting(scope: FindScope, place: Destination) -> Awaitable[object] | None:
    """Show a setting, and change it where that is safe."""
    from r2k_tui.ui.dialogs.setting import SettingScreen

    setting = scope.settings.get(place.name)
    if setting is None:
        scope.app.notify(place.title, severity="error")
        return None

    def changed(where: str | None) -> None:
        if where:
            scope.app.notify(f"{place.name}: {where}")
            scope.reload_settings()

    changeable = setting.changeable and not scope.context.kiosk
    return scope.app.push_screen(SettingScreen(setting, scope.file.change if changeable else None), changed)
