"""The table of live quotes: scrolls, keeps its cursor on a symbol, sends only cells that changed."""

from __future__ import annotations

from textual.message import Message

from r2k_tui.ui.desk import Desk
from r2k_tui.ui.present.lines import Line, framed
from r2k_tui.ui.present.quotes import columns_for, heading, row_line, table_row
from r2k_tui.ui.widgets.painted import Painted


class QuoteTable(Painted, can_focus=True):
    """Rows of symbols; the cursor belongs to a symbol, so it stays when the order changes."""

    class Selected(Message):
        """The cursor went to another symbol."""

        def __init__(self, symbol: str) -> None:
            super().__init__()
            self.symbol = symbol

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="quotes")
        self._desk, self._mirror, self._symbols = desk, desk.mirror, list(desk.setup.symbols)
        self._top = 0

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols in their order."""
        return tuple(self._symbols)

    @property
    def selected(self) -> str:
        """The symbol under the cursor, "" when there are none."""
        return self._desk.symbol

    def select(self, symbol: str) -> None:
        """Put the cursor on a symbol of the table."""
        if symbol == self._desk.symbol or symbol not in self._symbols:
            return
        self._desk.symbol = symbol
        self.paint()
        self.post_message(self.Selected(symbol))

    def hand_move(self, rows: int) -> None:
        """Move the cursor down, or up where `rows` is negative."""
        if self._symbols:
            last = len(self._symbols) - 1
            self.select(self._symbols[max(0, min(last, self._place() + rows))])

    def insert(self, symbol: str) -> None:
        """Put a symbol after the one under the cursor, and the cursor on it."""
        if symbol not in self._symbols:
            self._symbols.insert(self._place() + 1 if self._symbols else 0, symbol)
        self.paint()
        self.select(symbol)

    def replace(self, symbols: tuple[str, ...]) -> None:
        """Show another list; the cursor stays where its symbol is still there."""
        self._symbols = list(symbols)
        if self._desk.symbol not in symbols:
            self._desk.symbol = next(iter(symbols), "")
            self.post_message(self.Selected(self._desk.symbol))
        self.paint()

    def drop(self, symbol: str) -> None:
        """Take a symbol out; its neighbour gets the cursor."""
        if symbol not in self._symbols:
            return
        place = self._symbols.index(symbol)
        self._symbols.remove(symbol)
        if symbol == self._desk.symbol:
            self._desk.symbol = self._symbols[min(place, len(self._symbols) - 1)] if self._symbols else ""
            self.post_message(self.Selected(self._desk.symbol))
        self.paint()

    def _place(self) -> int:
        return self._symbols.index(self._desk.symbol) if self._desk.symbol in self._symbols else 0

    def picture(self, width: int, height: int) -> list[Line]:
        """See Painted."""
        inside, room, now = width - 2, max(0, height - 3), self._mirror.clock()
        self._keep_in_view(room)
        columns = columns_for(inside)
        shown = self._symbols[self._top : self._top + room]
        spans = {spark.span for symbol in shown if (spark := self._mirror.sparks.get(symbol)) and spark.values}
        body = [heading(columns, "/".join(sorted(spans)))]
        for symbol in shown:
            row = table_row(self._mirror, symbol, now)
            problem = self._mirror.problem_of(symbol)
            body.append(row_line(row, columns, inside, problem, cursor=symbol == self._desk.symbol))
        if not self._symbols:
            body.append(((" the list is empty: + adds a symbol", "dim"),))
        above, below = self._top, len(self._symbols) - self._top - len(shown)
        more = (
            f"{'▲ ' + str(above) if above else ''}{' ' if above and below else ''}{'▼ ' + str(below) if below else ''}"
        )
        foot: Line = ((more, "dim"),) if more else ()
        title: Line = (("Small caps", "bright"), (f" {self._mirror.facts.name}", "dim"))
        return framed(body, width, height, title, (), foot, focus=self.has_focus)

    def _keep_in_view(self, room: int) -> None:
        place = self._place()
        self._top = max(min(self._top, place), place - room + 1, 0)
        self._top = min(self._top, max(0, len(self._symbols) - room))
