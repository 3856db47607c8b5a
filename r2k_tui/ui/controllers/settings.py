"""Keeps the screen in step with the file of settings, and the file with what was changed on the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.messages.alerts import UseRules
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.actions.keymap import keymap
from r2k_tui.ui.context import AppContext, FreshSettings
from r2k_tui.ui.terminal.escape_keys import escape_at_once

if TYPE_CHECKING:
    from r2k_tui.ui.app import R2KApp
    from r2k_tui.ui.controllers.watchlist_editor import WatchlistEditor

# A complaint with file and line must stay long enough to be read and looked up.
_COMPLAINT_S = 20.0


class SettingsSync:
    """Owner of what the file said last; what differs on the screen was changed by the person."""

    def __init__(self, app: R2KApp, desk: AppContext, watching: WatchlistEditor) -> None:
        self._app, self._desk, self._watching = app, desk, watching
        self._file = FreshSettings(
            desk.display, desk.setup.watchlist, desk.actions, portfolio=desk.setup.portfolio, alerts=desk.setup.alerts
        )

    def begin(self) -> None:
        """Bind the user's own keys."""
        self._app.set_keymap(keymap(self._desk.actions))
        escape_at_once({key for action in self._desk.actions for key in action.keys})

    def look(self) -> None:
        """Read the file again if it is another one."""
        if self._desk.setup.file.changed():
            self._app.run_worker(self._read(), group="settings", exit_on_error=False)

    async def _read(self) -> None:
        try:
            fresh = await asyncio.to_thread(self._desk.setup.file.read)
        except (OSError, ValueError) as error:
            message = f"{error}\nThe settings before this edit stay in force."
            self._app.notify(message, severity="error", timeout=_COMPLAINT_S)
            return
        done = self._apply(fresh)
        if done:
            self._app.view.paint()
            self._app.notify(f"settings read again: {', '.join(done)}")

    def _apply(self, fresh: FreshSettings) -> list[str]:
        """Take over what differs from what the file said before; returns the words for it."""
        before, self._file = self._file, fresh
        done = self._apply_display(fresh, before)
        if fresh.actions != before.actions:
            self._desk.bind(fresh.actions)
            self.begin()
            done.append("keys")
        if self._watching.take(fresh.watchlist, fresh.portfolio):
            done.append("list")
        if fresh.alerts != before.alerts:
            if words := self._desk.mirror.may_not(UseRules):
                self._app.notify(words, severity="warning")
            else:
                self._app.run_worker(self._use(fresh.alerts), group="alerts", exit_on_error=False)
                done.append("alerts")
        if fresh.engine:
            self._desk.following.renew("new settings for the engine")
            done.append("engine")
        return done

    async def _use(self, rules: tuple[RuleSettings, ...]) -> None:
        reply = await self._desk.following.ask(UseRules(rules))
        if isinstance(reply, Failure):
            self._app.notify(reply.message, severity="warning")

    def _apply_display(self, fresh: FreshSettings, before: FreshSettings) -> list[str]:
        desk, display, old = self._desk, fresh.display, before.display
        desk.display = display
        done = []
        if display.theme != old.theme:
            self._app.theme = display.theme
            done.append("theme")
        if display.ascii != old.ascii:
            self._app.set_class(display.ascii, "-ascii")
            done.append("ascii")
        if display.low_bandwidth != old.low_bandwidth:
            desk.mirror.still = display.low_bandwidth
            self._app.be_thin(display.low_bandwidth)
            done.append("bandwidth")
        if display.mouse != old.mouse:
            done.append("mouse, from the next start on")
        return done

    def save(self) -> None:
        """Write into the file what was changed on the screen."""
        changes = self._changes()
        if not changes:
            self._app.notify("nothing to save: the screen is as the settings say")
            return
        names = ", ".join(".".join(key) for key in changes)
        try:
            where = self._desk.setup.file.save(changes)
        except (OSError, ValueError) as error:
            self._app.notify(f"{names} not saved: {error}", severity="error")
        else:
            self._desk.lists.saved()
            self._app.notify(f"{names}: {where}")

    def _changes(self) -> dict[tuple[str, str], object]:
        display, changes = self._file.display, dict[tuple[str, str], object]()
        if self._app.theme != display.theme:
            changes["display", "theme"] = self._app.theme
        if self._desk.range != display.range:
            changes["display", "range"] = self._desk.range
        return changes | self._desk.lists.changes()
