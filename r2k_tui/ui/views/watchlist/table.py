"""The quote table: scrolls, keeps its cursor on a symbol, sends only changed cells."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.geometry import Size
from textual.message import Message
from textual.widget import AwaitMount

from r2k_tui.model.market.watchlist import ColumnName, SortName
from r2k_tui.ui.actions.table import key_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import BLANK, Line, boxed, sided, walled
from r2k_tui.ui.drawing.modes import Mode, titled
from r2k_tui.ui.drawing.numbers import MISSING
from r2k_tui.ui.drawing.targets import ClickTarget
from r2k_tui.ui.drawing.trouble import is_outage, missing_words
from r2k_tui.ui.mirror.row_order import SortValue, StableOrder
from r2k_tui.ui.views.watchlist.cells import QuoteRow
from r2k_tui.ui.views.watchlist.columns import COLUMNS, HELD, ShownQuoteColumn, columns_for
from r2k_tui.ui.views.watchlist.copied_table import CopiedTable
from r2k_tui.ui.views.watchlist.frame import empty_words, list_foot, list_modes, list_title, matches, origin_of
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.views.watchlist.portfolio import PortfolioValue
from r2k_tui.ui.views.watchlist.rows import ex_date, heading, row_line, table_row, titles
from r2k_tui.ui.views.watchlist.totals import lines_under, rate_ages
from r2k_tui.ui.widgets.row_cache import RowCache

# The frame above and below, and the headings.
_AROUND = 3
# Text columns sort in ascending order first, numbers in descending order.
_WORDS: tuple[SortName, ...] = ("symbol", "name", "currency")


class QuoteTable(CopiedTable, can_focus=True):
    """Rows of symbols; the cursor belongs to a symbol, so it stays on it when the order changes."""

    class Selected(Message):
        """The cursor moved to another symbol."""

        def __init__(self, symbol: str) -> None:
            super().__init__()
            self.symbol = symbol

    class Listed(Message):
        """A list is shown for the first time: the engine does not watch it yet."""

    def __init__(self, context: AppContext, holdings: HoldingReturns) -> None:
        super().__init__(id="quotes")
        self._app_context, self._mirror, self._lists, self._holdings = context, context.mirror, context.lists, holdings
        self._order, self._row_cache = StableOrder(), RowCache()
        self._columns: tuple[ShownQuoteColumn, ...] = ()
        self._seen: tuple[str, ...] = ()
        # Of the rows as drawn: a quote that came since is not on the screen yet.
        self._has_quotes = False
        self._top = 0

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every symbol of every list."""
        return self._lists.symbols

    @property
    def selected(self) -> str:
        """The symbol under the cursor, "" when there are none."""
        return self._app_context.symbol

    @property
    def rows(self) -> tuple[str, ...]:
        """The symbols of the shown list in order, filtered."""
        lists, now = self._lists, self._mirror.wall()
        symbols, sort = lists.shown.symbols, lists.sort
        order = self._order.of(symbols, sort, descending=lists.descending, value=self._sort_value, now=now)
        if not lists.filter:
            return order
        quotes = self._mirror.quotes
        return tuple(s for s in order if matches(lists.filter, s, quotes[s].name if s in quotes else ""))

    def _sort_value(self, symbol: str) -> SortValue:
        sort = self._lists.sort
        return None if sort == "none" else COLUMNS[sort].sort(self._row(symbol, self._holdings.valuation()))

    def _row(self, symbol: str, held: PortfolioValue | None) -> QuoteRow:
        position = held.positions.get(symbol) if held is not None else None
        return table_row(self._mirror, symbol, self._mirror.clock(), position)

    def select(self, symbol: str) -> None:
        """Put the cursor on a symbol of any list, and show that list."""
        before = self._lists.place
        if not self._lists.go_to(symbol, self._app_context.symbol):
            return
        if symbol not in self.rows:
            self._lists.filter = ""
        self._put_cursor(symbol)
        if self._lists.place != before:
            self.post_message(self.Listed())

    def _put_cursor(self, symbol: str) -> None:
        moved, self._app_context.symbol = symbol != self._app_context.symbol, symbol
        self.paint()
        if moved:
            self.post_message(self.Selected(symbol))

    def awaits(self, size: Size) -> bool:
        """See LineWidget: one symbol without a quote keeps nothing from the others."""
        return super().awaits(size) and not self._has_quotes

    def on_key_move(self, rows: int) -> None:
        """Move the cursor down, or up where `rows` is negative; a cursor outside the rows goes to the first."""
        shown = self.rows
        if shown:
            place = shown.index(self._app_context.symbol) + rows if self._app_context.symbol in shown else 0
            self._put_cursor(shown[max(0, min(len(shown) - 1, place))])

    def on_key_pan(self, steps: int) -> None:
        """Show another list."""
        if len(self._lists.groups) > 1:
            symbol = self._lists.step(steps, self._app_context.symbol)
            self._top = 0
            self._put_cursor(symbol)
            self.post_message(self.Listed())

    def on_key_sort(self, steps: int) -> None:
        """Sort by the next column on the screen; after the last, by the order of the list."""
        names: list[SortName] = ["none", *(column.name for column in self._columns)]
        place = names.index(self._lists.sort) if self._lists.sort in names else 0
        self._sort_by(names[(place + steps) % len(names)])

    def _sort_by(self, name: SortName) -> None:
        self._lists.sort_by(name, descending=name not in ("none", *_WORDS))
        self.paint()

    def on_key_sort_direction(self, _: int) -> None:
        """Reverse the sort."""
        if self._lists.sort == "none":
            self.app.notify(f"the list is not sorted; {key_of(self._app_context.actions, 'sort')} sorts it", timeout=3)
            return
        self._lists.sort_by(self._lists.sort, descending=not self._lists.descending)
        self.paint()

    def on_key_filter(self, _: int) -> AwaitMount:
        """Open the filter line."""
        from r2k_tui.ui.dialogs.prompts.prompt_line import LinePrompt

        words = "Filter rows by symbol or name; Esc shows all"
        return self.app.push_screen(LinePrompt(words, self._lists.filter, self.filter), self._filtered)

    def filter(self, words: str) -> None:
        """Show only rows with these words in symbol or name; all rows where there are none."""
        self._lists.filter = words
        self.paint()

    def _filtered(self, _: None) -> None:
        shown = self.rows
        if shown and self._app_context.symbol not in shown:
            self._put_cursor(shown[0])

    def on_key_columns(self, _: int) -> AwaitMount | None:
        """Open the window that chooses columns."""
        from r2k_tui.ui.views.watchlist.columns_dialog import ColumnChooser

        if self._lists.shown.held:
            self.app.notify("the portfolio has columns of its own", timeout=3)
            return None
        chosen = self._lists.columns or tuple(column.name for column in self._columns)
        return self.app.push_screen(ColumnChooser(chosen, self._choose))

    def _choose(self, columns: tuple[ColumnName, ...]) -> None:
        self._lists.choose(columns)
        self.paint()

    def insert(self, symbol: str) -> None:
        """Insert a symbol after the one under the cursor, and put the cursor on it."""
        self._lists.insert(symbol, self._app_context.symbol)
        self.select(symbol)

    def drop(self, symbol: str) -> None:
        """Remove a symbol; its neighbor gets the cursor."""
        rows = self.rows
        place = rows.index(symbol)
        left = [*rows[place + 1 :], *reversed(rows[:place])]
        self._lists.drop(symbol)
        neighbor = next(iter((*left, *self._lists.shown.symbols)), "")
        self._put_cursor(neighbor if symbol == self._app_context.symbol else self._app_context.symbol)

    def renew(self) -> None:
        """The lists changed; the cursor stays where its symbol is still in the shown list."""
        symbols = self._lists.shown.symbols
        self._put_cursor(self._app_context.symbol if self._app_context.symbol in symbols else next(iter(symbols), ""))
        self.post_message(self.Listed())

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Put the cursor on the clicked row; a second click opens it."""
        if not 0 <= y - 2 < len(self._seen):
            return None
        self._put_cursor(self._seen[y - 2])
        return self.follow(ClickTarget("action", "open")) if self.twice else None

    def click_column(self, name: str) -> None:
        """Sort by the clicked heading; again, in the other direction."""
        column = next(column.name for column in self._columns if column.name == name)
        if column == self._lists.sort:
            self.on_key_sort_direction(0)
        else:
            self._sort_by(column)

    def click_group(self, place: str) -> None:
        """Show the clicked list."""
        if int(place) != self._lists.place:
            self.on_key_pan(int(place) - self._lists.place)

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Scroll the rows; the cursor moves only where it would leave the screen."""
        shown, room, symbol = self.rows, len(self._seen), self._app_context.symbol
        self._top = max(0, min(self._top + rows, len(shown) - max(1, room)))
        if symbol in shown:
            self._put_cursor(shown[max(self._top, min(self._top + room - 1, shown.index(symbol)))])
        return True

    def modes(self) -> list[Mode]:
        """See LineWidget."""
        return list_modes(self._lists, lambda: self.filter(""))

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        inside, lists, shown = width - 2, self._lists, self._lists.shown
        if width < 4 or height < _AROUND:
            return []
        rows, held, focus, free = self.rows, self._holdings.valuation(), self.has_focus, height - _AROUND
        self._has_quotes = any(symbol in self._mirror.quotes for symbol in rows)
        name, kind = self._app_context.range, shown.held
        under = self._totals(held, inside, free) if held else []
        room = free - len(under)
        self._keep_in_view(rows, room)
        self._seen = seen = rows[self._top : self._top + room]
        other = not self._mirror.quotes.foreign.isdisjoint(shown.symbols)
        self._columns = columns_for(inside, lists.columns, foreign=other, held=kind)
        top = heading(
            self._columns,
            titles(
                self._mirror, seen, name, held.marked if held else "", price_only=bool(held and not held.income.known)
            ),
            lists.sort,
            descending=lists.descending,
        )
        words: Line = () if rows else ((f" {empty_words(lists, self._mirror.keys)}", "dim"),)
        blank: list[Line] = [words, *[BLANK] * room][: room - len(seen)]
        before, after = ([walled(line, width, focus=focus) for line in lines] for lines in ([top], [*blank, *under]))
        body = [*before, *self._row_lines(seen, held, width), *after]
        hidden = 0 if kind else len(set(lists.columns) - {column.name for column in self._columns})
        foot = list_foot(lists, len(rows), self._top, len(rows) - self._top - len(seen), hidden, width)
        origin = origin_of(shown.symbols, self._mirror, width // 2)
        title, right = list_title(lists, origin, width)
        title, right = titled(title, self.modes(), right, width)
        return boxed(body, width, height, title, right, foot, focus=focus)

    def _totals(self, held: PortfolioValue, width: int, free: int) -> list[Line]:
        shown, name = self._lists.shown, self._app_context.range
        ages = rate_ages(held, self._mirror, self._mirror.clock())
        days = {symbol: day for symbol in shown.symbols if (day := ex_date(self._mirror, symbol))} if shown.held else {}
        rows = len(shown.symbols)
        return lines_under(held, name, width, free, held=shown.held, rows=rows, ages=ages, ex_dates=days)

    def _row_lines(self, seen: tuple[str, ...], held: PortfolioValue | None, width: int) -> list[Line]:
        focus, columns, cursor, now = self.has_focus, self._columns, self._app_context.symbol, self._mirror.clock()
        depends = any(column.name in HELD for column in columns)
        self._row_cache.begin((columns, width, focus))
        lines: list[Line] = []
        # Room for a message in place of the numbers, after mark and symbol.
        room = width - 2 - columns[0].width - 2 if columns else 0
        silent = MISSING if is_outage(self._mirror) else ""
        for symbol in seen:
            wanted = held if depends or symbol not in self._mirror.quotes else None
            row, here = self._row(symbol, wanted), symbol == cursor
            problem = missing_words(self._mirror, symbol, now, room) or silent if row.quote is None else ""

            def draw(row: QuoteRow = row, problem: str = problem, here: bool = here) -> Line:
                return sided(row_line(row, columns, width - 2, problem, cursor=here), focus=focus)

            lines.append(self._row_cache.line(symbol, (row, problem, here), draw))
        return lines

    def _keep_in_view(self, rows: tuple[str, ...], room: int) -> None:
        place = rows.index(self._app_context.symbol) if self._app_context.symbol in rows else self._top
        self._top = max(min(self._top, place), place - room + 1, 0)
        self._top = min(self._top, max(0, len(rows) - room))
