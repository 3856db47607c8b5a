"""Targets of `/` and the palette: a symbol, a view, a reading, an action."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetReadings, ReadingsReply
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.drawing.matching import Destination, PlaceKind

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.dialogs.find import FindScreen
    from r2k_tui.ui.views.watchlist.table import QuoteTable


class Navigator:
    """Opens the find line and the palette, and goes where the person chooses.

    `show_view` takes the name of a view; `run_action` takes what an action runs.
    """

    def __init__(
        self,
        app: App[None],
        context: AppContext,
        table: QuoteTable,
        show_view: Callable[[str], Awaitable[None]],
        run_action: Callable[[str], Awaitable[object]],
    ) -> None:
        self._app, self._context, self._table = app, context, table
        self._show_view, self._run_action = show_view, run_action

    async def find(self) -> None:
        """Open the find line."""
        from r2k_tui.ui.dialogs.find import FindScreen

        screen = FindScreen("Find a symbol, a view or a reading", self._symbols_and_views(), self._check)
        # Awaited, so that the keys typed after the slash reach the line.
        await self._app.push_screen(screen, self._go_to)
        self._app.run_worker(self._offer_readings(screen), group="find", exclusive=True, exit_on_error=False)

    async def open_palette(self) -> None:
        """Open the palette of all actions."""
        from r2k_tui.ui.dialogs.find import FindScreen

        places = [
            Destination(PlaceKind.ACTION, action.id, f"{action.title}  (key {shown_key(action.keys[0])})")
            for action in self._context.actions
            if action.id != "palette"
        ]
        question = "Run an action, or go to a symbol or view"
        await self._app.push_screen(
            FindScreen(question, [*places, *self._symbols_and_views()], self._check), self._go_to
        )

    async def open_help(self) -> None:
        """Show the keys."""
        from r2k_tui.ui.dialogs.prompts import HelpScreen

        await self._app.push_screen(HelpScreen(self._context.actions))

    def _symbols_and_views(self) -> list[Destination]:
        quotes = self._context.mirror.quotes
        symbols = [
            Destination(PlaceKind.SYMBOL, symbol, quotes[symbol].name if symbol in quotes else "")
            for symbol in self._table.symbols
        ]
        views = [Destination(PlaceKind.VIEW, a.view, a.title) for a in self._context.actions if a.view]
        return [*symbols, *views]

    async def _offer_readings(self, screen: FindScreen) -> None:
        reply = await self._context.client.ask(GetReadings(self._context.mirror.index))
        if isinstance(reply, ReadingsReply):
            screen.more([Destination(PlaceKind.READING, r.key, r.definition) for r in reply.readings.readings.values()])

    async def _check(self, symbol: str) -> str:
        reply = await self._context.client.ask(Lookup(symbol))
        return f"{reply.message}; + adds a symbol to the list" if isinstance(reply, Failure) else ""

    def _go_to(self, place: Destination | None) -> None:
        if place is None:
            return
        if place.kind is PlaceKind.VIEW:
            self._app.call_later(self._show_view, place.name)
        elif place.kind is PlaceKind.ACTION:
            command = next(action.command for action in self._context.actions if action.id == place.name)
            self._app.call_later(self._run_action, command)
        elif place.kind is PlaceKind.READING:
            from r2k_tui.ui.dialogs.reading_detail import ReadingDetail

            self._app.push_screen(ReadingDetail(self._context, self._context.mirror.index, place.name))
        elif place.name in self._table.symbols:
            self._table.select(place.name)
        else:
            self._context.symbol = place.name
            self._app.call_later(self._show_view, "chart")
