"""The app: receives events from the engine, paints them, and dispatches keys."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

from textual.events import AppFocus, Event, Key
from textual.screen import Screen

from r2k_tui.link.engine_client import EngineClient, EngineEvent, Lost
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.ui.actions.table import UNDER_WINDOWS, bindings
from r2k_tui.ui.context import AppContext, AppSettings
from r2k_tui.ui.controllers.alerts import AlertNotifier
from r2k_tui.ui.controllers.export import Exporter
from r2k_tui.ui.controllers.last_look import LastLook, LookMemory, NoMemory
from r2k_tui.ui.controllers.navigator import Navigator
from r2k_tui.ui.controllers.providers import ProviderOffers
from r2k_tui.ui.controllers.refresh_timer import RefreshTimer
from r2k_tui.ui.controllers.replay import ReplayKeys
from r2k_tui.ui.controllers.settings import SettingsSync
from r2k_tui.ui.controllers.settings_port import SettingsFile
from r2k_tui.ui.controllers.watchlist_editor import WatchlistEditor
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.registry import VIEWS, ViewSpec, load_view
from r2k_tui.ui.terminal.foreign_input import ignore_foreign_input
from r2k_tui.ui.terminal.notifications import PlainNotices, keep_notifications_alive
from r2k_tui.ui.terminal.panics import PanickingApp
from r2k_tui.ui.terminal.paste import sanitize_pastes
from r2k_tui.ui.terminal.resize import Resizing, compare_layouts
from r2k_tui.ui.terminal.sizes import BoundedApp
from r2k_tui.ui.theme import CYCLE, OWN
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.dashboard.view import Dashboard

DASHBOARD = "dashboard"
_SETTINGS_S, _SLOW_PAINT_S = 2.0, 0.25


class R2KApp(PlainNotices, BoundedApp, PanickingApp):
    """The monitor. A subclass with other VIEWS sets BINDINGS to `bindings(actions_for(VIEWS))`."""

    TITLE = "R2K"
    BINDINGS = [*bindings()]
    ENABLE_COMMAND_PALETTE = False
    # Absolute, since Textual looks for a relative path beside the module of a subclass.
    CSS_PATH = Path(__file__).with_name("r2k.tcss")
    VIEWS: Sequence[ViewSpec] = VIEWS

    def __init__(
        self,
        settings: AppSettings,
        mirror: Mirror,
        client: EngineClient,
        file: SettingsFile,
        *,
        view: str = DASHBOARD,
        kiosk: bool = False,
        looks: LookMemory | None = None,
    ) -> None:
        super().__init__()
        keep_notifications_alive()
        compare_layouts()
        sanitize_pastes()
        ignore_foreign_input()
        self._mirror, self._client, self._first_view = mirror, client, view
        self.context = context = AppContext(mirror, client, settings, kiosk)
        for theme in OWN:
            self.register_theme(theme)
        self.theme = context.display.theme
        self.set_class(context.display.ascii, "-ascii")
        mirror.still = context.display.low_bandwidth
        self.set_thin(context.display.low_bandwidth)
        self.dashboard = Dashboard(context)
        self._views: dict[str, View] = {DASHBOARD: self.dashboard}
        self._make_controllers(file)
        self._last_look = LastLook(self, context, looks or NoMemory())
        self._behind = False
        self._resizing = Resizing(self)
        self._loop_of_app: asyncio.AbstractEventLoop | None = None
        self._refresh_timer = RefreshTimer(self, mirror, self._paint_ages)

    def _make_controllers(self, file: SettingsFile) -> None:
        context, table = self.context, self.dashboard.table
        self._watchlist = WatchlistEditor(self, context, file, table)
        self._settings = SettingsSync(
            self, context, file, self._watchlist, lambda: self.view.paint(), lambda name: setattr(self, "theme", name)
        )
        self._navigator = Navigator(self, context, table, self.action_view, self.run_action)
        self._providers = ProviderOffers(self, context, file, self.reload_settings)
        self._exporter = Exporter(self, context, lambda: self.view)
        self._replay_keys = ReplayKeys(self, context)
        self._alerts = AlertNotifier(
            self, context, file, subject=lambda: self.view.subject, reload_settings=self.reload_settings
        )

    def get_default_screen(self) -> Screen[None]:
        """The dashboard lies under every other view."""
        return self.dashboard

    def on_mount(self) -> None:
        """Start to follow the engine."""
        self._loop_of_app = asyncio.get_running_loop()
        self._settings.bind_keys()
        self.run_worker(self._follow(), group="follow", exit_on_error=True)
        self.set_interval(_SETTINGS_S, self.reload_settings)
        self._refresh_timer.restart()
        self.app_resume_signal.subscribe(self, lambda _: self._resizing.paint_all())
        if self._first_view != DASHBOARD:
            self.call_later(self.action_view, self._first_view)
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        """Exempt everything loaded so far from garbage collection, and enable the collector again."""
        gc.freeze()
        gc.enable()
        self._resizing.begin()
        self._last_look.begin()

    def on_quote_table_listed(self) -> None:
        """A list is shown for the first time: have the engine watch it."""
        self._watchlist.publish()

    def end_soon(self) -> None:
        """End the app. Callable from any thread; no effect before the app runs."""
        if self._loop_of_app is not None:
            self._loop_of_app.call_soon_threadsafe(self.exit)

    def on_resize(self) -> None:
        """The window was resized."""
        self._resizing.resized()

    async def _follow(self) -> None:
        async with aclosing(self._client.events()) as events:
            async for event in events:
                self._receive(event)

    @property
    def view(self) -> View:
        """The current view, whatever window lies over it."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, View)), self.dashboard)

    async def action_view(self, name: str) -> None:
        """Show another view; returns once it is mounted, so that the next key reaches it."""
        if name not in self._views:
            self._views[name] = load_view(name, self.VIEWS)(self.context)
            self.install_screen(self._views[name], name)
        wanted, shown = self._views[name], self.view
        if wanted is shown:
            wanted.to_top()
            return
        if wanted is self.dashboard:
            await self.pop_screen()
        elif shown is self.dashboard:
            await self.push_screen(wanted)
        else:
            await self.switch_screen(wanted)

    def _receive(self, event: EngineEvent) -> None:
        is_news = not isinstance(event, Lost) or self._mirror.is_news(event)
        if not self._mirror.apply(event):
            return
        self._alerts.notify()
        if isinstance(event, Snapshot):
            # It may be a new engine, which must be told the watchlist.
            self._watchlist.publish()
            self.view.engine_joined()
        elif isinstance(event, Lost):
            if is_news:
                self.notify(f"{event.message}; {event.remedy}", severity="warning")
        else:
            self._watchlist.follow()
            self.view.bars_changed(self._mirror.take_bars_changed())
        self._show()

    def _show(self) -> None:
        """Paint now; on a slow line, paint a moment later."""
        if self._mirror.paused or self._behind:
            return
        if self.context.display.low_bandwidth:
            self._behind = True
            self.set_timer(_SLOW_PAINT_S, self._catch_up)
        else:
            self._paint()

    def _catch_up(self) -> None:
        self._behind = False
        if not self._mirror.paused:
            self._paint()

    def _paint(self) -> None:
        self.view.paint()
        self._refresh_timer.restart_after_frame()

    def reload_settings(self) -> None:
        """Apply edits of the settings file."""
        self._settings.poll()

    def _paint_ages(self) -> None:
        self._refresh_timer.restart()
        if self._mirror.paused:
            self.view.paint_pause()
        else:
            self.view.paint_ages()

    async def action_panel(self, name: str, amount: int = 0) -> None:
        """Pass a key to the panel or the view that handles it, or say that nothing does."""
        handler = self.view.key_handler(name)
        if handler is not None:
            opening = handler(amount)
            if opening is not None:
                await opening
        elif name != "back":
            self.view.foot.say(f"{name.replace('_', ' ')}: not available {self.view.place}")

    def action_pause(self) -> None:
        """Pause painting, or resume it."""
        self._mirror.pause()
        self.view.paint()

    def action_replay(self, move: str) -> None:
        """Pause the replay, step, or change its speed."""
        self._replay_keys.move(move)

    def action_refresh(self) -> None:
        """Poll everything now."""
        self.run_worker(self._refresh(), group="refresh", exit_on_error=False)

    async def _refresh(self) -> None:
        reply = await self._client.ask(Refresh())
        if isinstance(reply, Failure) and reply.kind == "limit":
            self.notify(reply.message, severity="warning", timeout=3)

    def action_theme(self) -> None:
        """Switch to the next theme."""
        place = CYCLE.index(self.theme) if self.theme in CYCLE else -1
        self.theme = CYCLE[(place + 1) % len(CYCLE)]

    def action_save(self) -> None:
        """Save what was changed on the screen."""
        self._settings.save()

    async def action_add_providers(self) -> None:
        """Show the providers on offer with their terms, and add them to the settings where the user agrees."""
        if (opening := self._providers.open()) is not None:
            await opening

    async def action_export(self) -> None:
        """Write the view to a file."""
        await self._exporter.open_choice()

    async def action_help(self) -> None:
        """Show the keys."""
        from r2k_tui.ui.dialogs.prompts import HelpScreen

        await self.push_screen(HelpScreen(self.context.actions))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is enabled: in a window, keys of the views are disabled, since they may be text."""
        return not self.screen.is_modal or action not in UNDER_WINDOWS

    async def on_event(self, event: Event) -> None:
        """See App; a key or a focus that comes back shows that somebody looks."""
        if isinstance(event, Key | AppFocus):
            self._last_look.looked()
        await super().on_event(event)

    async def action_brief(self) -> None:
        """Open the brief."""
        await self._last_look.open_brief()

    async def action_find(self) -> None:
        """Go to a symbol, a view or a reading."""
        await self._navigator.find()

    async def action_palette(self) -> None:
        """Open the command palette."""
        await self._navigator.open_palette()

    async def action_add(self) -> None:
        """Add a symbol that the source knows, and save the list."""
        await self._watchlist.open_prompt()

    async def action_alert(self) -> None:
        """Add an alert on the selected symbol, and save it."""
        await self._alerts.open_prompt()

    def action_remove(self) -> None:
        """Remove the symbol under the cursor from the list, and save the list."""
        self._watchlist.remove(self.view.removable)
