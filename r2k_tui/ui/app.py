"""The app: takes events from the engine, paints them, and does what the keys say."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from functools import partial

import msgspec
from textual.app import App, SystemCommand
from textual.screen import Screen

from r2k_tui.config import Display
from r2k_tui.link.following import Event, Following, Lost
from r2k_tui.model.bars import Interval
from r2k_tui.model.frame import Snapshot
from r2k_tui.model.request import Failure, Lookup, Refresh, Watch
from r2k_tui.ui.actions import ACTIONS, bindings, shown_key
from r2k_tui.ui.screens.dashboard import Dashboard
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.theme import CYCLE, OWN
from r2k_tui.ui.views import VIEWS
from r2k_tui.ui.widgets.quote_table import QuoteTable

_CLOCK_S = 1.0
_SLOW_PAINT_S = 0.25


def _started() -> None:
    """Everything loaded so far is here to stay: out of the collector's sight, and from now on it works again."""
    gc.freeze()
    gc.enable()


class Setup(msgspec.Struct, frozen=True):
    """What the app is told at birth. `save_symbols` keeps a changed watchlist; it returns where it was kept."""

    display: Display
    symbols: tuple[str, ...]
    save_symbols: Callable[[tuple[str, ...]], str]
    view: str = "dashboard"


class R2KApp(App[None]):
    """The monitor."""

    TITLE = "R2K"
    BINDINGS = [*bindings()]
    ENABLE_COMMAND_PALETTE = True
    CSS_PATH = "r2k.tcss"

    def __init__(self, setup: Setup, mirror: Mirror, following: Following) -> None:
        super().__init__()
        self._setup, self._mirror, self._following = setup, mirror, following
        for theme in OWN:
            self.register_theme(theme)
        self.theme = setup.display.theme
        self.set_class(setup.display.ascii, "-ascii")
        self.dashboard = Dashboard(mirror, following, setup.symbols, setup.display.range)
        self._views: dict[str, View] = {"dashboard": self.dashboard}
        self._chart_feed = self.dashboard.chart_feed
        self._paused = self._behind = False
        self._loop_of_app: asyncio.AbstractEventLoop | None = None

    def get_default_screen(self) -> Screen[None]:
        """The dashboard is the ground that every other view lies on."""
        return self.dashboard

    def on_mount(self) -> None:
        """Begin to follow the engine."""
        self._loop_of_app = asyncio.get_running_loop()
        self.run_worker(self._follow(), group="follow", exit_on_error=True)
        self.set_interval(_CLOCK_S, self._clock)
        self.action_view(self._setup.view)
        self.call_after_refresh(_started)

    def end_soon(self) -> None:
        """End the app; callable from any thread, without effect before it runs."""
        if self._loop_of_app is not None:
            self._loop_of_app.call_soon_threadsafe(self.exit)

    async def _follow(self) -> None:
        async with aclosing(self._following.events()) as events:
            async for event in events:
                self._hear(event)

    @property
    def view(self) -> View:
        """The view that is shown, under whatever window lies on it."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, View)), self.dashboard)

    def action_view(self, name: str) -> None:
        """Show another view."""
        if name not in self._views:
            self._views[name] = VIEWS[name](self._mirror, self._following)
            self.install_screen(self._views[name], name)
        wanted, shown = self._views[name], self.view
        if wanted is shown:
            return
        if wanted is self.dashboard:
            self.pop_screen()
        elif shown is self.dashboard:
            self.push_screen(wanted)
        else:
            self.switch_screen(wanted)

    def _hear(self, event: Event) -> None:
        if not self._mirror.apply(event):
            return
        if isinstance(event, Snapshot):
            self._joined()
        elif isinstance(event, Lost):
            self.notify(f"{event.message}; starting another", severity="warning", markup=False)
        else:
            self._keep_up()
        self._show()

    def _keep_up(self) -> None:
        """Other bars than those shown: fetch what the views make of them."""
        daily = (self._mirror.index, Interval.D1) in self._mirror.bars_changed
        if self._chart_feed.settle_range() or self._chart_feed.behind():
            self._fetch_chart()
        if daily and self.view is not self.dashboard:
            self.view.reload()

    def _joined(self) -> None:
        """An engine, perhaps a new one: it must know what we watch."""
        self._chart_feed.settle_range()
        self._watch()
        self._fetch_chart()

    def _show(self) -> None:
        """Paint now, or, on a thin line, at the next beat."""
        if self._paused or self._behind:
            return
        if self._setup.display.low_bandwidth:
            self._behind = True
            self.set_timer(_SLOW_PAINT_S, self._catch_up)
        else:
            self.view.paint()

    def _catch_up(self) -> None:
        self._behind = False
        if not self._paused:
            self.view.paint()

    def _clock(self) -> None:
        if not self._paused:
            self.view.paint_ages()

    def _watch(self) -> None:
        self.run_worker(self._following.ask(Watch(self.dashboard.table.symbols)), group="watch", exit_on_error=False)

    def _fetch_chart(self) -> None:
        self.dashboard.reload()

    def on_quote_table_selected(self, message: QuoteTable.Selected) -> None:
        """The chart follows the cursor."""
        self.dashboard.chart.want(message.symbol, self.dashboard.chart.wants[1])
        self._fetch_chart()

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.dashboard.table.move(rows)

    def action_range(self, step: int) -> None:
        """Another range of the chart."""
        self._chart_feed.step_range(step)
        self._fetch_chart()

    def action_pause(self) -> None:
        """Hold the picture still, or catch up."""
        self._paused = self._mirror.paused = not self._paused
        self.view.paint()

    def action_refresh(self) -> None:
        """Poll everything now."""
        self.run_worker(self._following.ask(Refresh()), group="refresh", exit_on_error=False)

    def action_theme(self) -> None:
        """The next theme."""
        place = CYCLE.index(self.theme) if self.theme in CYCLE else -1
        self.theme = CYCLE[(place + 1) % len(CYCLE)]

    def action_to_list(self) -> None:
        """Close what lies on the dashboard; on the dashboard itself, the list takes the keys."""
        self.dashboard.table.focus()

    def action_help(self) -> None:
        """Show the keys."""
        from r2k_tui.ui.screens.dialogs import HelpScreen

        self.push_screen(HelpScreen())

    def action_find(self) -> None:
        """Go to a symbol of the list."""
        from r2k_tui.ui.screens.dialogs import SymbolPrompt

        self.push_screen(SymbolPrompt("Go to which symbol of the list?", self._found))

    async def _found(self, symbol: str) -> str:
        table = self.dashboard.table
        match = next((s for s in table.symbols if symbol in (s, s.lstrip("^"))), None)
        match = match or next((s for s in table.symbols if s.lstrip("^").startswith(symbol)), None)
        if match is None:
            return f"{symbol} is not on the list; + adds a symbol"
        table.select(match)
        return ""

    def action_add(self) -> None:
        """Add a symbol that the source knows, and keep the list."""
        from r2k_tui.ui.screens.dialogs import SymbolPrompt

        self.push_screen(SymbolPrompt("Add which symbol?", self._addable), self._add)

    async def _addable(self, symbol: str) -> str:
        if symbol in self.dashboard.table.symbols:
            return f"{symbol} is on the list already"
        reply = await self._following.ask(Lookup(symbol))
        return reply.message if isinstance(reply, Failure) else ""

    def _add(self, symbol: str | None) -> None:
        if symbol:
            self.dashboard.table.insert(symbol)
            self._watch()
            self._keep(f"{symbol} added")

    def action_remove(self) -> None:
        """Take the selected symbol off the list, and keep the list."""
        symbol = self.dashboard.table.selected
        if symbol:
            self.dashboard.table.drop(symbol)
            self._watch()
            self._keep(f"{symbol} removed")

    def _keep(self, done: str) -> None:
        try:
            where = self._setup.save_symbols(self.dashboard.table.symbols)
        except (OSError, ValueError) as error:
            self.notify(f"{done}, but not saved: {error}", severity="error", markup=False)
        else:
            self.notify(f"{done}; {where}", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every action of the table, and every symbol of the list."""
        for action in ACTIONS:
            if action.id not in ("palette", "back"):
                yield SystemCommand(action.title, f"key {shown_key(action.keys[0])}", self._runner(action.method))
        for symbol in self.dashboard.table.symbols:
            yield SystemCommand(f"Go to {symbol}", "symbol of the list", partial(self.dashboard.table.select, symbol))

    def _runner(self, method: str) -> Callable[[], Awaitable[bool]]:
        return partial(self.run_action, method)
