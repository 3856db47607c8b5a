"""A header of an export, and its rows by the names of their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from r2k_tui.model.text import clean
from r2k_tui.sources.brokers.amounts import NotAnAmount, amount, day
from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.text import TableRow

Found = TypeVar("Found")
_MOST_NAMED = 12


def plain(name: str) -> str:
    """Name of a column without case, blanks and punctuation: `Cost Price` is `costprice`."""
    return "".join(character for character in name.casefold() if character.isalnum())


class Header(NamedTuple):
    """Names of the columns of a table, as `plain` spells them, by place; and the row they come from."""

    row: TableRow
    names: tuple[str, ...]
    comma: bool = False

    def place(self, *names: str) -> int | None:
        """Place of the first of these columns; None without any."""
        return next((self.names.index(name) for name in names if name in self.names), None)

    def has(self, *names: str) -> bool:
        """Whether one of these columns exists."""
        return self.place(*names) is not None

    def need(self, word: str, *names: str) -> None:
        """Raises UnreadableExport where none of these columns exists."""
        if not self.has(*names):
            listed = [clean(cell, 24) for cell in self.row.cells if cell][:_MOST_NAMED]
            raise UnreadableExport(f"line {self.row.line}: no column {word}; the columns are {', '.join(listed)}")


def header_of(row: TableRow, *, comma: bool = False) -> Header:
    """The header in a row."""
    return Header(row, tuple(plain(cell) for cell in row.cells), comma)


def first_header(rows: Sequence[TableRow], is_header: Callable[[Header], bool]) -> Header | None:
    """The first row that is a header; None without one."""
    return next((header for row in rows if is_header(header := header_of(row))), None)


class NamedCells(NamedTuple):
    """A row under its header. Cells that a row leaves out are empty."""

    header: Header
    row: TableRow

    @property
    def line(self) -> int:
        """Line in the file, from 1."""
        return self.row.line

    def text(self, *names: str) -> str:
        """Cell of the first of these columns; "" without it."""
        place = self.header.place(*names)
        return "" if place is None or place >= len(self.row.cells) else self.row.cells[place]

    def amount(self, *names: str) -> float | None:
        """Number in the cell; None where it is empty. Raises UnreadableExport with line and column."""
        return self._read(lambda text: amount(text, comma=self.header.comma), names)

    def day(self, *names: str) -> date | None:
        """Day in the cell; None where it is empty. Raises UnreadableExport with line and column."""
        return self._read(day, names)

    def _read(self, read: Callable[[str], Found], names: tuple[str, ...]) -> Found:
        try:
            return read(self.text(*names))
        except NotAnAmount as error:
            place = self.header.place(*names) or 0
            title = clean(self.header.row.cells[place], 40)
            raise UnreadableExport(f"line {self.line}, column {place + 1} ({title}): {error}") from None
