"""The table that Textual ships, ticking: `datatable.py ROWS TICKING CELLS` changes CELLS coloured cells in each of
TICKING rows once a second. The keys up and down move its cursor."""

from __future__ import annotations

import random
import sys

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

COLUMNS = ("Symbol", "Last", "Chg", "Chg%", "Bid", "Ask", "Volume", "Age")
_WIDTH = 10


class Ticking(App[None]):
    """Shows the table and changes it."""

    def __init__(self, rows: int, ticking: int, cells: int) -> None:
        super().__init__()
        self._rows, self._ticking, self._cells = rows, ticking, cells
        self._chance = random.Random(1)

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable[str | Text](cursor_type="row")

    def on_mount(self) -> None:
        """Fill it, and begin to tick."""
        table = self.query_one(DataTable)
        self._columns = [table.add_column(name, width=_WIDTH) for name in COLUMNS]
        self._keys = [table.add_row(f"S{row:04d}", *[self._number() for _ in COLUMNS[1:]]) for row in range(self._rows)]
        if self._ticking:
            self.set_interval(1.0, self._tick)

    def _number(self) -> Text:
        style = self._chance.choice(("green", "red"))
        return Text(f"{self._chance.uniform(10, 500):.2f}", style=style, justify="right")

    def _tick(self) -> None:
        table = self.query_one(DataTable)
        for row in self._chance.sample(self._keys, self._ticking):
            for column in self._columns[1 : 1 + self._cells]:
                table.update_cell(row, column, self._number())


if __name__ == "__main__":
    Ticking(*map(int, sys.argv[1:4])).run()
