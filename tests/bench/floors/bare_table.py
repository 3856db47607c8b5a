"""A Textual app with one table between a header and a footer: twenty rows of eight cells, the last of them `19.7`."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

ROWS, COLUMNS = 20, 8


class BareTable(App[None]):
    """Shows the table."""

    def compose(self) -> ComposeResult:
        """Three widgets."""
        yield Header()
        yield DataTable[str]()
        yield Footer()

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns(*[f"c{column}" for column in range(COLUMNS)])
        for row in range(ROWS):
            table.add_row(*[f"{row}.{column}" for column in range(COLUMNS)])


if __name__ == "__main__":
    BareTable().run()
