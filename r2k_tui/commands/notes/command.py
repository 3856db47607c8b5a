"""`r2k notes`: lists the notes of the store, or of a hub, and changes those of the store."""

from __future__ import annotations

import re
import sqlite3
import textwrap
import time
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options, symbols_of
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.engine.marks.service import MarkFault, checked_day, checked_symbol, checked_text, known_by
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.marks import Note
from r2k_tui.model.messages.charts.marks import GetMarks, MarkKind, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.request import Request
from r2k_tui.store.file.fallback import Opened, open_reader
from r2k_tui.store.marks import MarkStore, TooManyMarks, book_of
from r2k_tui.store.store import Store

_VERBS = ("add", "edit", "remove")
_USAGE = "notes [SYMBOL] [add TEXT | edit ID TEXT | remove ID]"
_WIDTH, _INDENT = 80, "    "
_ID = re.compile(r"[0-9]{1,18}")


class _Order(NamedTuple):
    """What the words ask for: a verb, "" to list; a symbol, "" for all; the id of a note; a text."""

    verb: str = ""
    symbol: str = ""
    id: int = 0
    text: str = ""
    day: str = ""


def run(options: Options, words: list[str], day: str) -> int:
    """List the notes, or change them and list those of the symbol. Returns the exit status."""
    try:
        order = _read(words, day)
        setup = options.setup()
        if setup.attach:
            return _on_hub(options, setup, order)
        return _on_store(options, setup, order)
    except (MarkFault, TooManyMarks) as error:
        raise UsageError(str(error)) from None


def _read(words: list[str], day: str) -> _Order:
    """The order of the words. Raises UsageError, MarkFault."""
    place = next((place for place, word in enumerate(words[:2]) if word in _VERBS), len(words))
    before, verb, rest = words[:place], "".join(words[place : place + 1]), words[place + 1 :]
    symbols = symbols_of(before)
    if len(before) > 1 or len(symbols) > 1:
        raise UsageError(f"one symbol at most: {_USAGE}")
    symbol = checked_symbol(symbols[0]) if symbols else ""
    if day and verb != "add":
        raise UsageError("--day is the day of a note to add")
    if not verb:
        return _Order(symbol=symbol)
    if verb == "add":
        if not symbol:
            raise UsageError("a note needs a symbol: notes IWM add 'text'")
        return _Order(verb, symbol, text=checked_text(" ".join(rest)), day=checked_day(day))
    if not rest or not _ID.fullmatch(rest[0]) or (verb == "remove" and len(rest) > 1):
        raise UsageError(f"{verb} takes the ID of a note: {_USAGE}")
    return _Order(verb, symbol, int(rest[0]), checked_text(" ".join(rest[1:])) if verb == "edit" else "")


def _on_hub(options: Options, setup: EngineSetup, order: _Order) -> int:
    """Have the engine of a hub answer; it refuses changes."""
    requests: dict[str, Request] = {
        "": GetMarks(),
        "add": SaveNote(order.symbol, order.text, order.day),
        "edit": SaveNote(order.symbol, order.text, id=order.id),
        "remove": RemoveMark(MarkKind.NOTE, order.id),
    }
    snapshot, reply = reply_once(setup, requests[order.verb])
    if isinstance(reply, MarksReply):
        return _show(options, snapshot.facts, snapshot.as_of, order, reply)
    failure = reply if isinstance(reply, Failure) else Failure("defect", "the engine of the hub knows no notes")
    problem = Problem(order.symbol, failure.kind, failure.message)
    if options.json:
        write(envelope("notes", snapshot.facts, {"notes": [], "lines": []}, snapshot.as_of, [problem]))
    else:
        print_problems([problem])
    return 3


def _on_store(options: Options, setup: EngineSetup, order: _Order) -> int:
    simulated = setup.facts.simulated
    path = setup.store or ("" if simulated else setup.lists)
    if order.verb and not path:
        where = f"the {setup.source.name} source keeps none" if simulated else "the settings keep no store"
        raise UsageError(f"{where}: --store FILE names a file for notes")
    if order.verb and setup.as_of is not None:
        raise UsageError("--as-of shows notes; it changes none")
    reply = MarksReply()
    if path and (order.verb or Path(path).is_file()):
        reply = _after(Path(path), book_of(setup.source.name, simulated=simulated), order, setup.as_of)
    return _show(options, setup.facts, setup.as_of, order, reply)


def _after(path: Path, book: str, order: _Order, until: str | None) -> MarksReply:
    """The marks of the store after the change. Raises UsageError."""
    try:
        store = _opened(path, book, to_read=not order.verb)
        if store.notice:
            print_problems([Problem("", "store", store.notice)])
        try:
            marks = MarkStore(store, book)
            _change(marks, order)
            notes = tuple(note for note in marks.notes() if known_by(note.created_at, note.day, until))
            return MarksReply(notes, tuple(line for line in marks.lines() if known_by(line.created_at, "", until)))
        finally:
            store.close()
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"cannot use the store: {error}") from None


def _opened(path: Path, book: str, *, to_read: bool) -> Store:
    """The store; `to_read` is enough where its file cannot be written. Raises sqlite3.Error, OSError."""
    try:
        return Store(path, book)
    except (sqlite3.Error, OSError) as error:
        reader = open_reader(path) if to_read else None
        if reader is None:
            raise
        return Store(path, book, Opened(reader, trouble=str(error)))


def _change(marks: MarkStore, order: _Order) -> None:
    if order.verb == "add":
        marks.add_note(Note(0, order.symbol, order.text, time.time(), order.day))
        return
    of = {note.id: note.symbol for note in marks.notes()}.get(order.id, "")
    if order.verb and order.symbol and of and of != order.symbol:
        raise UsageError(f"note {order.id} is on {of}, not on {order.symbol}")
    done = {
        "edit": lambda: marks.change_note(order.id, order.text, time.time()),
        "remove": lambda: marks.remove_note(order.id),
    }
    if order.verb and not done[order.verb]():
        raise UsageError(f"there is no note {order.id}")


def _show(options: Options, facts: SourceFacts, as_of: str | None, order: _Order, reply: MarksReply) -> int:
    """Print the notes and lines, of one symbol or of all. None is not an error."""
    notes = [note for note in reply.notes if order.symbol in ("", note.symbol)]
    lines = [line for line in reply.lines if order.symbol in ("", line.symbol)]
    if options.json:
        levels = [{"id": x.id, "symbol": x.symbol, "price": x.price, "created_at": iso(x.created_at)} for x in lines]
        write(envelope("notes", facts, {"notes": [_json(note) for note in notes], "lines": levels}, as_of, ()))
        return 0
    for note in notes:
        print(f"{note.id:>4}  {note.symbol}  {_bar(note) or 'on the symbol'}, written {_moment(note.created_at)}")
        print("\n".join(textwrap.wrap(note.text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)))
    for line in lines:
        print(f"line  {line.symbol}  {line.price:,.10g}, drawn {_moment(line.created_at)}")
    return 0


def _json(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "symbol": note.symbol,
        "day": note.day or None,
        "time": iso(note.time),
        "text": note.text,
        "created_at": iso(note.created_at),
    }


def _bar(note: Note) -> str:
    return note.day if note.time is None else _moment(note.time)


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment, NEW_YORK).strftime("%Y-%m-%d %H:%M")
