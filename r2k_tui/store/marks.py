"""Notes and lines at prices in the store."""

from __future__ import annotations

import sqlite3

from r2k_tui.model.marks import MOST_LINES, MOST_NOTES, Note, PriceLine
from r2k_tui.store.store import Store

# Prices of every source but an invented market are of the same symbols.
MARKET_BOOK = "market"
_NOTES = "SELECT id, symbol, text, created_at, day, time FROM notes WHERE source=? ORDER BY id"
_LINES = "SELECT id, symbol, price, created_at FROM price_lines WHERE source=? ORDER BY id"


class TooManyMarks(Exception):
    """Refusal of one mark more than the store keeps."""


def book_of(source: str, *, simulated: bool) -> str:
    """Name under which the marks of a source are kept: real sources share them, an invented market has its own."""
    return source if simulated else MARKET_BOOK


class MarkStore:
    """Marks of one book; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, book: str) -> None:
        self._store, self._book = store, book

    @property
    def kept(self) -> bool:
        """Whether marks outlive the process."""
        return self._store.on_disk

    def notes(self) -> tuple[Note, ...]:
        """All notes, oldest first."""
        rows = self._store.read(lambda db: db.execute(_NOTES, (self._book,)).fetchall())
        return tuple(Note(*row) for row in rows)

    def lines(self) -> tuple[PriceLine, ...]:
        """All lines, oldest first."""
        rows = self._store.read(lambda db: db.execute(_LINES, (self._book,)).fetchall())
        return tuple(PriceLine(*row) for row in rows)

    def add_note(self, note: Note) -> int:
        """Store a note, whose id is ignored; return its own. Raises TooManyMarks."""
        row = (self._book, note.symbol, note.day, note.time, note.created_at, note.text)
        insert = "INSERT INTO notes (source, symbol, day, time, created_at, text) VALUES (?,?,?,?,?,?)"
        return self._insert("notes", MOST_NOTES, insert, row)

    def change_note(self, number: int, text: str, written_at: float) -> bool:
        """Replace the text of a note and the time of its writing; False without one of this id."""
        statement = "UPDATE notes SET text=?, created_at=? WHERE source=? AND id=?"
        return self._changed(statement, (text, written_at, self._book, number))

    def add_line(self, line: PriceLine) -> int:
        """Store a line, whose id is ignored; return its own. Raises TooManyMarks."""
        row = (self._book, line.symbol, line.price, line.created_at)
        insert = "INSERT INTO price_lines (source, symbol, price, created_at) VALUES (?,?,?,?)"
        return self._insert("price_lines", MOST_LINES, insert, row)

    def remove_note(self, number: int) -> bool:
        """Delete a note; False without one of this id."""
        return self._changed("DELETE FROM notes WHERE source=? AND id=?", (self._book, number))

    def remove_line(self, number: int) -> bool:
        """Delete a line; False without one of this id."""
        return self._changed("DELETE FROM price_lines WHERE source=? AND id=?", (self._book, number))

    def _insert(self, table: str, most: int, insert: str, row: tuple[object, ...]) -> int:
        made: list[int] = []

        def write(db: sqlite3.Connection) -> None:
            count = db.execute(f"SELECT count(*) FROM {table} WHERE source=?", (self._book,)).fetchone()[0]  # noqa: S608
            if count >= most:
                raise TooManyMarks(f"the store keeps {most:,} of them and no more")
            number = db.execute(insert, row).lastrowid
            assert number is not None
            made.append(number)

        self._store.write(write)
        return made[0]

    def _changed(self, statement: str, row: tuple[object, ...]) -> bool:
        counts: list[int] = []
        self._store.write(lambda db: counts.append(db.execute(statement, row).rowcount))
        return counts[0] == 1
