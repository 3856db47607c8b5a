"""Where `/` and the palette lead: a symbol, a view, a reading, an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetReadings, ReadingsReply
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.ui.actions.table import shown_key, view_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.drawing.matching import Destination, PlaceKind

if TYPE_CHECKING:
    from r2k_tui.ui.app import R2KApp
    from r2k_tui.ui.dialogs.find import FindScreen


class Navigator:
    """Knows every place there is, and the way to it."""

    def __init__(self, app: R2KApp, desk: AppContext) -> None:
        self._app, self._desk = app, desk

    async def ask(self) -> None:
        """Open the line that finds."""
        from r2k_tui.ui.dialogs.find import FindScreen

        screen = FindScreen("Find a symbol, a view or a reading", self._near(), self._known)
        # Awaited: the keys typed after the slash are for the line.
        await self._app.push_screen(screen, self._go)
        self._app.run_worker(self._offer_readings(screen), group="find", exclusive=True, exit_on_error=False)

    async def ask_for_action(self) -> None:
        """Open the line that finds whatever can be done."""
        from r2k_tui.ui.dialogs.find import FindScreen

        places = [
            Destination(PlaceKind.ACTION, action.id, f"{action.title}  (key {shown_key(action.keys[0])})")
            for action in self._desk.actions
            if action.id != "palette"
        ]
        question = "Do what? Any action, symbol or view"
        await self._app.push_screen(FindScreen(question, [*places, *self._near()], self._known), self._go)

    def _near(self) -> list[Destination]:
        quotes = self._desk.mirror.quotes
        symbols = [
            Destination(PlaceKind.SYMBOL, symbol, quotes[symbol].name if symbol in quotes else "")
            for symbol in self._app.dashboard.table.symbols
        ]
        views = [Destination(PlaceKind.VIEW, view_of(a), a.title) for a in self._desk.actions if view_of(a)]
        return [*symbols, *views]

    async def _offer_readings(self, screen: FindScreen) -> None:
        reply = await self._desk.following.ask(GetReadings(self._desk.mirror.index))
        if isinstance(reply, ReadingsReply):
            screen.more([Destination(PlaceKind.READING, r.key, r.definition) for r in reply.readings.readings.values()])

    async def _known(self, symbol: str) -> str:
        reply = await self._desk.following.ask(Lookup(symbol))
        return f"{reply.message}; + adds a symbol to the list" if isinstance(reply, Failure) else ""

    def _go(self, place: Destination | None) -> None:
        if place is None:
            return
        if place.kind is PlaceKind.VIEW:
            self._app.call_later(self._app.action_view, place.name)
        elif place.kind is PlaceKind.ACTION:
            method = next(action.method for action in self._desk.actions if action.id == place.name)
            self._app.call_later(self._app.run_action, method)
        elif place.kind is PlaceKind.READING:
            from r2k_tui.ui.dialogs.reading_detail import ReadingCard

            self._app.push_screen(ReadingCard(self._desk, self._desk.mirror.index, place.name))
        elif place.name in self._app.dashboard.table.symbols:
            self._app.dashboard.table.select(place.name)
        else:
            self._desk.symbol = place.name
            self._app.call_later(self._app.action_view, "chart")
