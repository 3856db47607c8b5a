"""The keys of the watchlist: add and remove symbols, and save the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup, Watch
from r2k_tui.model.money.conversion import rates_needed
from r2k_tui.ui.actions.table import key_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.controllers.settings_port import SettingsFile

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.views.watchlist.table import QuoteTable

# The settings that adding and removing change; sorting and columns are saved on request only.
_LISTS = ("symbols", "groups")


class WatchlistEditor:
    """Edits the list that `table` shows, publishes it to the engine, and saves it."""

    def __init__(self, app: App[None], context: AppContext, file: SettingsFile, table: QuoteTable) -> None:
        self._app, self._context, self._settings_file, self._table = app, context, file, table
        self._limit = ""
        self._published: tuple[str, ...] = ()

    def follow(self) -> None:
        """Tell the engine the exchange rates that the holdings turn out to need, as their quotes name currencies."""
        if self._needed_rates() != self._published:
            self.publish()

    def _needed_rates(self) -> tuple[str, ...]:
        portfolio = self._context.lists.portfolio
        held = dict.fromkeys(holding.symbol for holding in portfolio.holdings)
        return rates_needed(held, self._context.mirror.quotes, portfolio.base)

    def publish(self) -> None:
        """Tell the engine which symbols to watch, and which exchange rates to quote."""
        self._published = self._needed_rates()
        self._app.run_worker(self._publish(), group="watch", exit_on_error=False)

    async def _publish(self) -> None:
        reply = await self._context.client.ask(Watch(self._context.lists.watched, self._published))
        limited = isinstance(reply, Failure) and reply.kind == "limit"
        self._limit = reply.message if isinstance(reply, Failure) and limited else ""
        if self._limit:
            self._app.notify(self._limit, severity="warning")

    def apply(self, watchlist: Watchlist, portfolio: PortfolioSettings) -> bool:
        """Show the lists of the settings; returns False where the screen already shows them."""
        if not self._context.lists.apply(watchlist, portfolio):
            return False
        self._table.renew()
        self.publish()
        return True

    async def open_prompt(self) -> None:
        """Open the line for a symbol to add."""
        from r2k_tui.ui.dialogs.prompts import SymbolPrompt

        question = f"Add which symbol? {self._limit}".rstrip()
        await self._app.push_screen(SymbolPrompt(question, self._check), self._add)

    async def _check(self, symbol: str) -> str:
        if self._context.lists.shown.held:
            return "the portfolio is set in [portfolio] of the settings; choose another list to add symbols"
        if symbol in self._context.lists.shown.symbols:
            return f"{symbol} is already on the list"
        reply = await self._context.client.ask(Lookup(symbol))
        return reply.message if isinstance(reply, Failure) else ""

    def _add(self, symbol: str | None) -> None:
        if symbol:
            self._table.insert(symbol)
            self.publish()
            self._save(f"{symbol} added")

    def remove(self, symbol: str) -> None:
        """Remove a symbol from the list; "" where there is none under the cursor."""
        shown = self._context.lists.shown
        if not symbol:
            key = key_of(self._context.actions, "remove")
            self._app.notify(f"nothing to remove here: {key} removes the symbol under the cursor of a list")
        elif shown.held:
            self._app.notify("the portfolio is set in [portfolio] of the settings")
        elif symbol in self._table.rows:
            self._table.drop(symbol)
            self.publish()
            self._save(f"{symbol} removed", f"; {self._key_to_add} adds it again")
        elif symbol in shown.symbols:
            self._app.notify(f"{symbol} is hidden by the filter")
        else:
            self._app.notify(f"{symbol} is not on the list")

    @property
    def _key_to_add(self) -> str:
        return key_of(self._context.actions, "add")

    def _save(self, done: str, hint: str = "") -> None:
        try:
            where = self._settings_file.save(self._context.lists.changes(*_LISTS))
        except (OSError, ValueError) as error:
            self._app.notify(f"{done}, but not saved: {error}", severity="error")
        else:
            self._context.lists.saved(*_LISTS)
            self._app.notify(f"{done}; {where}{hint}")
