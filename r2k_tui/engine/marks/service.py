"""Owner of notes and lines at prices: checks what is new, and knows what an earlier day must not show."""

from __future__ import annotations

import asyncio
from datetime import date
from math import isfinite

from r2k_tui.engine.context import EngineContext
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.marks import LONGEST_NOTE, Note, PriceLine
from r2k_tui.model.messages.charts.marks import MarkKind, MarksReply, SaveNote
from r2k_tui.model.ratio import fault_of
from r2k_tui.model.text import clean, clean_symbol
from r2k_tui.store.marks import MarkStore

_HIGHEST = 1e12


class MarkFault(Exception):
    """Refusal of a note or a line; the text is for people."""


class MarkService:
    """Marks of one store. Every method but the constructor blocks on the store, and raises sqlite3.Error."""

    def __init__(self, context: EngineContext, store: MarkStore) -> None:
        self._context, self._store = context, store
        # Held from a request until its reply is there: an older reply that came later would take a note off the screen.
        self.in_turn = asyncio.Lock()

    def reply(self) -> MarksReply:
        """All marks that were known on the day of the analysis, or in a replay by its moment."""
        notes = tuple(note for note in self._store.notes() if self._known(note.created_at, note.day))
        lines = tuple(line for line in self._store.lines() if self._known(line.created_at, ""))
        return MarksReply(notes, lines, self._store.kept)

    def _known(self, created_at: float, day: str) -> bool:
        replayed = self._context.market.facts.replay is not None
        return not (replayed and created_at > self._context.clock()) and known_by(created_at, day, self._context.as_of)

    def save(self, request: SaveNote) -> None:
        """Keep a note, or change the text of one. Raises MarkFault, LookupError without a note of its id."""
        self._check_day()
        text = checked_text(request.text)
        if request.id:
            if not self._store.change_note(request.id, text, self._context.clock()):
                raise LookupError(f"there is no note {request.id}")
            return
        symbol, day = checked_symbol(request.symbol), checked_day(request.day)
        self._store.add_note(Note(0, symbol, text, self._context.clock(), day, request.time if day else None))

    def add_line(self, symbol: str, price: float) -> None:
        """Keep a line. Raises MarkFault."""
        self._check_day()
        if not isfinite(price) or not 0 < abs(price) < _HIGHEST:
            raise MarkFault("a line needs a price other than 0")
        symbol = checked_symbol(symbol)
        if any(line.symbol == symbol and line.price == price for line in self._store.lines()):
            raise MarkFault(f"{symbol} has a line at this price already")
        self._store.add_line(PriceLine(0, symbol, price, self._context.clock()))

    def remove(self, kind: MarkKind, number: int) -> None:
        """Delete a mark. Raises MarkFault, LookupError without one of this id."""
        self._check_day()
        delete = self._store.remove_note if kind is MarkKind.NOTE else self._store.remove_line
        if not delete(number):
            raise LookupError(f"there is no {kind.value} {number}")

    def _check_day(self) -> None:
        if self._context.as_of is not None:
            raise MarkFault(f"the analysis is as of {self._context.as_of}: notes and lines are only shown")


def known_by(created_at: float, day: str, until: str | None) -> bool:
    """Whether a mark of a bar's `day` was written by the close of the day `until`, and is of no later one."""
    return until is None or (new_york_day(created_at).isoformat() <= until and day <= until)


def checked_text(text: str) -> str:
    """The text as one clean line. Raises MarkFault for none, and for one that is too long."""
    line = clean(text, LONGEST_NOTE + 1)
    if not line:
        raise MarkFault("a note needs a text")
    if len(line) > LONGEST_NOTE:
        raise MarkFault(f"a note has at most {LONGEST_NOTE} characters")
    return line


def checked_symbol(symbol: str) -> str:
    """The symbol, or ratio, in upper case. Raises MarkFault where it is none."""
    found = clean_symbol(symbol)
    if not found:
        raise MarkFault("a note or a line needs a symbol")
    if fault := fault_of(found):
        raise MarkFault(fault)
    return found


def checked_day(day: str) -> str:
    """The day as YYYY-MM-DD, "" for none. Raises MarkFault for anything else."""
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        raise MarkFault(f"{clean(day, 40)} is no day; write it as 2026-08-21") from None
