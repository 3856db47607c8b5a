"""What the keys do to the list of symbols: find, add, remove, and keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup, Watch
from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.context import AppContext

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.views.watchlist.table import QuoteTable

# The settings that adding and removing change; how the lists are shown is kept when the person saves it.
_LISTS = ("symbols", "groups")


class WatchlistEditor:
    """Edits the list that `table` shows, tells the engine of it, and has it saved."""

    def __init__(self, app: App[None], desk: AppContext, table: QuoteTable) -> None:
        self._app, self._desk, self._table = app, desk, table
        self._limit = ""

    def tell(self) -> None:
        """Let the engine know what is watched."""
        self._app.run_worker(self._tell(), group="watch", exit_on_error=False)

    async def _tell(self) -> None:
        reply = await self._desk.following.ask(Watch(self._desk.lists.watched))
        limited = isinstance(reply, Failure) and reply.kind == "limit"
        self._limit = reply.message if isinstance(reply, Failure) and limited else ""
        if self._limit:
            self._app.notify(self._limit, severity="warning")

    def take(self, watchlist: Watchlist, portfolio: PortfolioSettings) -> bool:
        """Show the lists of the settings as they are now; False where the screen is not another one for it."""
        if not self._desk.lists.take(watchlist, portfolio):
            return False
        self._table.renew()
        self.tell()
        return True

    async def ask_for_one(self) -> None:
        """Open the line that takes a symbol to add."""
        from r2k_tui.ui.dialogs.prompts import SymbolPrompt

        question = f"Add which symbol? {self._limit}".rstrip()
        await self._app.push_screen(SymbolPrompt(question, self._addable), self._add)

    async def _addable(self, symbol: str) -> str:
        if self._desk.lists.shown.held:
            return "the portfolio follows [portfolio] of the settings; another list takes symbols"
        if symbol in self._desk.lists.shown.symbols:
            return f"{symbol} is on the list already"
        reply = await self._desk.following.ask(Lookup(symbol))
        return reply.message if isinstance(reply, Failure) else ""

    def _add(self, symbol: str | None) -> None:
        if symbol:
            self._table.insert(symbol)
            self.tell()
            self._keep(f"{symbol} added")

    def remove(self, symbol: str) -> None:
        """Take a symbol off the list; "" where there is none under the cursor."""
        shown = self._desk.lists.shown
        if not symbol:
            self._app.notify("nothing to remove here")
        elif shown.held:
            self._app.notify("the portfolio follows [portfolio] of the settings")
        elif symbol in self._table.rows:
            self._table.drop(symbol)
            self.tell()
            self._keep(f"{symbol} removed", f"; {self._key_to_add} adds it again")
        elif symbol in shown.symbols:
            self._app.notify(f"{symbol} is not among the rows that are shown")
        else:
            self._app.notify(f"{symbol} is not on the list")

    @property
    def _key_to_add(self) -> str:
        return next(shown_key(action.keys[0]) for action in self._desk.actions if action.id == "add")

    def _keep(self, done: str, hint: str = "") -> None:
        try:
            where = self._desk.setup.file.save(self._desk.lists.changes(*_LISTS))
        except (OSError, ValueError) as error:
            self._app.notify(f"{done}, but not saved: {error}", severity="error")
        else:
            self._desk.lists.saved(*_LISTS)
            self._app.notify(f"{done}; {where}{hint}")
