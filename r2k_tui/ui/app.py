"""The app: receives events from the engine, paints them, and dispatches keys."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import AppFocus, Event, Key
from textual.screen import Screen

from r2k_tui.link.engine_client import EngineClient, EngineEvent, Lost
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ReplayMove
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.ui.actions.table import UNDER_WINDOWS, bindings
from r2k_tui.ui.context import AppContext, AppSettings
from r2k_tui.ui.controllers.alerts import AlertNotifier
from r2k_tui.ui.controllers.export import Exporter
from r2k_tui.ui.controllers.finding.navigator import Navigator
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.controllers.known_symbols import KnownSymbols
from r2k_tui.ui.controllers.last_look import LastLook, LookMemory, NoMemory
from r2k_tui.ui.controllers.marks import MarkEditor
from r2k_tui.ui.controllers.paint_pace import PaintPace
from r2k_tui.ui.controllers.providers import ProviderOffers
from r2k_tui.ui.controllers.refresh_timer import RefreshTimer
from r2k_tui.ui.controllers.replay import ReplayKeys
from r2k_tui.ui.controllers.settings import SettingsSync
from r2k_tui.ui.controllers.settings_port import SettingsFile
from r2k_tui.ui.controllers.themes import ThemeChooser
from r2k_tui.ui.controllers.watchlist_editor import WatchlistEditor
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.registry import VIEWS, ViewSpec, load_view
from r2k_tui.ui.terminal.foreign_input import ignore_foreign_input
from r2k_tui.ui.terminal.input.input_thread import sleep_until_input
from r2k_tui.ui.terminal.mouse import report_no_motion
from r2k_tui.ui.terminal.notifications import PlainNotices, keep_notifications_alive
from r2k_tui.ui.terminal.panics import PanickingApp
from r2k_tui.ui.terminal.paste import sanitize_pastes
from r2k_tui.ui.terminal.resize import Resizing, compare_layouts
from r2k_tui.ui.terminal.sizes import BoundedApp
from r2k_tui.ui.theme import OWN, READABLE
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.dashboard.view import Dashboard

if TYPE_CHECKING:
    from r2k_tui.ui.controllers.copying import Copier
    from r2k_tui.ui.dialogs.copying import CopyRequest

if TYPE_CHECKING:
    from r2k_tui.ui.controllers.key_places import KeyPlaces

DASHBOARD = "dashboard"
# Runs at once, or opens a window: then it returns what ends once the window takes the keys.
Command = Callable[[], Awaitable[object] | None]
_SETTINGS_S, _OFFER_S = 2.0, 12.0


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
        offer: str = "",
    ) -> None:
        super().__init__()
        keep_notifications_alive()
        compare_layouts()
        sanitize_pastes()
        ignore_foreign_input()
        sleep_until_input()
        report_no_motion()
        self._mirror, self._client, self._first_view, self._offer = mirror, client, view, offer
        self.context = context = AppContext(mirror, client, settings, kiosk)
        for theme in (*OWN, *READABLE):
            self.register_theme(theme)
        self.theme = context.display.theme
        self.set_class(context.display.ascii, "-ascii")
        mirror.still = context.display.low_bandwidth
        self.set_thin(context.display.low_bandwidth)
        self.dashboard = Dashboard(context)
        self._views: dict[str, View] = {DASHBOARD: self.dashboard}
        self._make_controllers(file)
        self._last_look = LastLook(self, context, looks or NoMemory())
        self._commands = self._make_commands()
        self._places: KeyPlaces | None = None
        self._pace = PaintPace(self, context, lambda: self._paint())
        self._resizing = Resizing(self)
        self._loop_of_app: asyncio.AbstractEventLoop | None = None
        self._refresh_timer = RefreshTimer(self, mirror, self._paint_ages)

    def _make_controllers(self, file: SettingsFile) -> None:
        context, table = self.context, self.dashboard.table
        known = KnownSymbols(context)
        self._themes = ThemeChooser(self, context)
        self._watchlist = WatchlistEditor(self, context, file, table, known)
        self._settings = SettingsSync(
            self, context, file, self._watchlist, lambda: self.view.paint(), self._themes.apply
        )
        doors = (lambda: self.view, self.action_view, self.run_action, self._themes.use, self.reload_settings)
        self._navigator = Navigator(FindScope(self, context, table, known, file, *doors))
        self._providers = ProviderOffers(self, context, file, self.reload_settings)
        self._exporter = Exporter(self, context, lambda: self.view)
        self._replay_keys = ReplayKeys(self, context)
        self._alerts = AlertNotifier(
            self, context, file, subject=lambda: self.view.subject, reload_settings=self.reload_settings
        )
        self._marks = MarkEditor(self, context, lambda: self.view, self._alerts.add)

    def _make_commands(self) -> Mapping[str, Command]:
        """What the actions with `run` do, by that name."""
        return {
            "find": self._navigator.find,
            "palette": self._navigator.open_palette,
            "help": self._navigator.open_help,
            "brief": lambda: self._last_look.open_brief(),
            "add": self._watchlist.open_prompt,
            "remove": lambda: self._watchlist.remove(self.view.removable),
            "alert": self._alerts.open_prompt,
            "note": self._marks.open_notes,
            "price_line": self._marks.open_lines,
            "pause": self._pause,
            "refresh": self._poll_now,
            "save": self._settings.save,
            "add_providers": self._providers.open,
            "export": self._exporter.open_choice,
            "copy": lambda: self._copier().open_choice(),
            "theme": self._themes.open,
            **{f"replay_{move}": partial(self._replay_keys.move, move) for move in ReplayMove},
        }

    def _copier(self) -> Copier:
        from r2k_tui.ui.controllers.copying import Copier

        return Copier(self, self.context, lambda: self.view)

    async def on_copy_request(self, message: CopyRequest) -> None:
        """Copy the contents of a window."""
        await self._copier().send(message.copied)

    async def action_run(self, name: str) -> None:
        """Run a command by its name; returns once the window that it opens takes the keys."""
        opening = self._commands[name]()
        if opening is not None:
            await opening

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
        if self._offer:
            self.view.foot.say(self._offer, _OFFER_S)

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
        self._navigator.visited(name)

    def _receive(self, event: EngineEvent) -> None:
        is_news = not isinstance(event, Lost) or self._mirror.is_news(event)
        if not self._mirror.apply(event):
            return
        self._alerts.notify()
        if isinstance(event, Snapshot):
            # It may be a new engine, which must be told the watchlist.
            self._watchlist.publish()
            self.view.engine_joined()
            self._marks.follow()
        elif isinstance(event, Lost):
            if is_news:
                self.notify(f"{event.message}; {event.remedy}", severity="warning")
        else:
            self._watchlist.follow()
            self.view.bars_changed(self._mirror.take_bars_changed())
        self._pace.show(event)

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
            self.place_notices()
        else:
            self.view.foot.say(self._key_places().words(name, amount, self.view))

    def _key_places(self) -> KeyPlaces:
        from r2k_tui.ui.controllers.key_places import KeyPlaces

        if self._places is None:
            self._places = KeyPlaces(self.context, self.VIEWS, self._views)
        return self._places

    def keep_notice(self, severity: str, title: str, message: str) -> None:
        """See PlainNotices: view 9 shows them."""
        self._mirror.notices.add(self._mirror.clock(), severity, title, message)
        self.view.notice_kept()

    def _pause(self) -> None:
        self._mirror.pause()
        self.view.paint()

    def _poll_now(self) -> None:
        self.run_worker(self._refresh(), group="refresh", exit_on_error=False)

    async def _refresh(self) -> None:
        reply = await self._client.ask(Refresh())
        if isinstance(reply, Failure) and reply.kind == "limit":
            self.notify(reply.message, severity="warning", timeout=3)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is enabled: in a window, keys of the views are disabled, since they may be text."""
        return not self.screen.is_modal or action not in UNDER_WINDOWS

    async def on_event(self, event: Event) -> None:
        """See App; a key or a focus that comes back shows that somebody looks."""
        if isinstance(event, Key | AppFocus):
            self._last_look.looked()
        await super().on_event(event)
