"""The keys of the watchlist: add and remove symbols, and save the list."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from r2k_tui.config.sections.watchlist import NamedPortfolio, PortfolioSettings, Watchlist
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup, Watch
from r2k_tui.model.money.conversion import rates_needed
from r2k_tui.model.ratio import hint_for, is_ratio
from r2k_tui.ui.actions.table import key_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.controllers.known_symbols import KnownSymbols
from r2k_tui.ui.controllers.settings_port import SettingsFile

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.ui.dialogs.drawing.added import AddOutcome, RefusedSymbol
    from r2k_tui.ui.views.watchlist.table import QuoteTable

# The settings that adding and removing change; sorting and columns are saved on request only.
_LISTS = ("symbols", "groups")
# The longest list that the settings accept, and how many symbols the source is asked about at a time.
_MOST_LISTED, _AT_A_TIME = 500, 4
_HELD = "the portfolio is set in [portfolio] of the settings; choose another list to add symbols"


class WatchlistEditor:
    """Edits the list that `table` shows, publishes it to the engine, and saves it."""

    def __init__(
        self, app: App[None], context: AppContext, file: SettingsFile, table: QuoteTable, known: KnownSymbols
    ) -> None:
        self._app, self._context, self._settings_file, self._table = app, context, file, table
        self._known = known
        self._limit = ""
        self._published: tuple[str, ...] = ()

    def follow(self) -> None:
        """Tell the engine the exchange rates that the holdings turn out to need, as their quotes name currencies."""
        if self._needed_rates() != self._published:
            self.publish()

    def _needed_rates(self) -> tuple[str, ...]:
        portfolio = self._context.lists.everything
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

    def apply(
        self, watchlist: Watchlist, portfolio: PortfolioSettings, others: tuple[NamedPortfolio, ...] = ()
    ) -> bool:
        """Show the lists of the settings; returns False where the screen already shows them."""
        if not self._context.lists.apply(watchlist, portfolio, others):
            return False
        self._table.renew()
        self.publish()
        return True

    async def open_prompt(self) -> None:
        """Open the line for symbols to add."""
        from r2k_tui.ui.dialogs.prompts.add import AddPrompt

        question = f"Add which symbol? {self._limit}".rstrip()
        await self._app.push_screen(AddPrompt(question, self._add))

    async def _add(self, text: str) -> AddOutcome:
        """Check every symbol of a text, and add those that exist; they are saved together."""
        from r2k_tui.model.symbols.entry import parse_symbols
        from r2k_tui.ui.dialogs.drawing.added import AddOutcome, RefusedSymbol, outcome_words

        if self._context.lists.shown.held:
            return AddOutcome(refusal=_HELD)
        typed, listed = parse_symbols(text), self._context.lists.shown.symbols
        present = tuple(symbol for symbol in typed.symbols if symbol in listed)
        new = tuple(symbol for symbol in typed.symbols if symbol not in listed)
        room = max(0, _MOST_LISTED - len(listed))
        refused = [*await self._refusals(new[:room])]
        refused += [RefusedSymbol(symbol, f"the list holds at most {_MOST_LISTED} symbols") for symbol in new[room:]]
        wrong = {one.symbol for one in refused}
        # The list may have changed while the source was asked.
        added = tuple(s for s in new if s not in wrong and s not in self._context.lists.shown.symbols)
        outcome = AddOutcome(added, present, tuple(refused), typed.later, typed.unusable)
        if added:
            for symbol in added:
                self._table.insert(symbol)
            self.publish()
            # Where something is left, the line stays open and says the rest.
            self._save(outcome_words(outcome) if not outcome.left else outcome_words(AddOutcome(added)))
        return outcome

    async def _refusals(self, symbols: Sequence[str]) -> list[RefusedSymbol]:
        """Those that the source does not confirm, in order; a few are asked about at a time."""
        from r2k_tui.ui.dialogs.drawing.added import RefusedSymbol

        slots = asyncio.Semaphore(_AT_A_TIME)

        async def refusal(symbol: str) -> RefusedSymbol | None:
            if is_ratio(symbol):
                told = f"{symbol} is a ratio{hint_for(symbol)}: it has no place on a list; / shows it in the chart"
                return RefusedSymbol(symbol, told)
            async with slots:
                reply = await self._context.client.ask(Lookup(symbol))
            if not isinstance(reply, Failure):
                return None
            if reply.kind != "not_found":
                return RefusedSymbol(symbol, reply.message)
            await self._known.members()
            return RefusedSymbol(symbol, reply.message, self._known.nearest(symbol))

        return [one for one in await asyncio.gather(*map(refusal, symbols)) if one is not None]

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
