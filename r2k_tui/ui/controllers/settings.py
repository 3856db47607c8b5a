"""Applies edits of the settings file to the screen, and saves to the file what was changed on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import msgspec

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.messages.alerts import UseRules
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.actions.keymap import keymap
from r2k_tui.ui.context import AppContext, AppSettings
from r2k_tui.ui.controllers.settings_port import SettingsFile
from r2k_tui.ui.controllers.watchlist_editor import WatchlistEditor
from r2k_tui.ui.terminal.escape_keys import split_escape_keys
from r2k_tui.ui.terminal.thrift import ThriftyApp

# An error with file and line must stay long enough to be read and looked up.
_ERROR_S = 20.0
# Takes the settings of the file as they are and as they were; returns words for what it applied.
SectionHandler = Callable[[AppSettings, AppSettings], list[str]]


class SettingsSync:
    """Holds the settings last read from the file; what differs from them on the screen was changed by the person.

    One handler for each section of AppSettings.
    """

    def __init__(
        self,
        app: ThriftyApp,
        context: AppContext,
        file: SettingsFile,
        watchlist: WatchlistEditor,
        repaint: Callable[[], None],
        apply_theme: Callable[[str], None],
    ) -> None:
        self._app, self._context, self._settings_file, self._watchlist = app, context, file, watchlist
        self._repaint, self._apply_theme = repaint, apply_theme
        self._file = context.settings
        self._handlers: Mapping[str, SectionHandler] = {
            "display": self._apply_display,
            "watchlist": self._apply_watchlist,
            "actions": self._apply_actions,
            "portfolio": self._apply_portfolio,
            "portfolios": self._apply_portfolio,
            "alerts": self._apply_alerts,
            "screens": self._apply_screens,
            # Read at the start only; an edit of it renews the engine.
            "market": lambda *_: [],
            "engine": self._apply_engine,
            "reconstitutions": self._apply_reconstitutions,
            "dashboard": self._apply_dashboard,
        }

    def bind_keys(self) -> None:
        """Bind the keys of the settings."""
        self._app.set_keymap(keymap(self._context.actions))
        split_escape_keys({key for action in self._context.actions for key in action.keys})

    def poll(self) -> None:
        """Read the file again if it has changed."""
        if self._settings_file.changed():
            self._app.run_worker(self._read(), group="settings", exit_on_error=False)

    async def _read(self) -> None:
        try:
            fresh = await asyncio.to_thread(self._settings_file.read)
        except (OSError, ValueError) as error:
            # Place and fault may be longer than the notice is high.
            message = f"The settings before this edit stay in force.\n{error}"
            self._app.notify(message, severity="error", timeout=_ERROR_S)
            return
        applied = self._apply(fresh)
        if applied:
            self._repaint()
            self._app.notify(f"settings reloaded: {', '.join(applied)}")

    def _apply(self, fresh: AppSettings) -> list[str]:
        before, self._file = self._file, fresh
        return [words for name in fresh.__struct_fields__ for words in self._handlers[name](fresh, before)]

    def _apply_display(self, fresh: AppSettings, before: AppSettings) -> list[str]:
        display, old = fresh.display, before.display
        self._context.display = display
        applied = []
        if display.theme != old.theme:
            self._apply_theme(display.theme)
            applied.append("theme")
        if display.ascii != old.ascii:
            self._app.set_class(display.ascii, "-ascii")
            applied.append("ascii")
        if display.low_bandwidth != old.low_bandwidth:
            self._context.mirror.still = display.low_bandwidth
            self._app.set_thin(display.low_bandwidth)
            applied.append("bandwidth")
        if display.mouse != old.mouse:
            applied.append("mouse (after a restart)")
        return applied

    def _apply_watchlist(self, fresh: AppSettings, _: AppSettings) -> list[str]:
        # Compared with what was saved from the screen, which may be newer than the last read.
        return ["list"] if self._watchlist.apply(fresh.watchlist, *self._context.lists.portfolios) else []

    def _apply_portfolio(self, fresh: AppSettings, _: AppSettings) -> list[str]:
        return ["portfolio"] if self._watchlist.apply(fresh.watchlist, fresh.portfolio, fresh.portfolios) else []

    def _apply_screens(self, fresh: AppSettings, _: AppSettings) -> list[str]:
        # An edit of them renews the engine, which says so.
        self._context.settings = msgspec.structs.replace(self._context.settings, screens=fresh.screens)
        return []

    def _apply_actions(self, fresh: AppSettings, before: AppSettings) -> list[str]:
        if fresh.actions == before.actions:
            return []
        self._context.bind(fresh.actions)
        self.bind_keys()
        return ["keys"]

    def _apply_alerts(self, fresh: AppSettings, before: AppSettings) -> list[str]:
        if fresh.alerts == before.alerts:
            return []
        if refused := self._context.mirror.refusal(UseRules):
            self._app.notify(refused, severity="warning")
            return []
        self._app.run_worker(self._use_rules(fresh.alerts), group="alerts", exit_on_error=False)
        return ["alerts"]

    async def _use_rules(self, rules: tuple[RuleSettings, ...]) -> None:
        reply = await self._context.client.ask(UseRules(rules))
        if isinstance(reply, Failure):
            self._app.notify(reply.message, severity="warning")

    def _apply_reconstitutions(self, fresh: AppSettings, before: AppSettings) -> list[str]:
        if fresh.reconstitutions == before.reconstitutions:
            return []
        self._context.mirror.reconstitutions = fresh.reconstitutions
        return ["reconstitutions"]

    def _apply_dashboard(self, fresh: AppSettings, _: AppSettings) -> list[str]:
        return ["dashboard"] if self._context.layouts.apply(fresh.dashboard) else []

    def _apply_engine(self, fresh: AppSettings, before: AppSettings) -> list[str]:
        if fresh.engine == before.engine:
            return []
        self._context.client.renew("new settings for the engine")
        return ["engine"]

    def save(self) -> None:
        """Write to the file what was changed on the screen."""
        changes = self._changes()
        if not changes:
            self._app.notify("nothing to save: the screen matches the settings")
            return
        names = ", ".join(".".join(key) for key in changes)
        try:
            where = self._settings_file.save(changes)
        except (OSError, ValueError) as error:
            self._app.notify(f"{names} not saved: {error}", severity="error")
        else:
            self._context.lists.saved()
            self._context.layouts.saved()
            self._repaint()
            self._app.notify(f"{names}: {where}")

    def _changes(self) -> dict[tuple[str, str], object]:
        display, changes = self._file.display, dict[tuple[str, str], object]()
        if self._app.theme != display.theme:
            changes["display", "theme"] = self._app.theme
        if self._context.range != display.range:
            changes["display", "range"] = self._context.range
        return changes | self._context.layouts.changes() | self._context.lists.changes()
