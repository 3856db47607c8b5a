"""Last state that an engine has written, for a reader beside it. It imports little and writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from r2k_tui.model.calendar.session import Session
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.halts.halt import OLD_FEED_S, Halt
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.readings.reading import Reading, Score, SymbolReadings

_PATIENCE_S = 0.05
_PICTURES = "SELECT picture FROM pictures WHERE source=? AND kind=?"
# Halts are stored under their provider, which is the source itself where that is simulated. What was read long ago
# may have changed.
_HALTS = """SELECT halt FROM halts JOIN pictures ON pictures.source = halts.source AND pictures.kind = 'halts'
    WHERE (halts.source=? OR halts.source NOT IN (SELECT source FROM quotes)) AND stored_at>=?"""
Struct = TypeVar("Struct", bound=msgspec.Struct)


class StoreUnreadable(Exception):
    """The store is missing, or cannot be read; the text is for people."""


class LastState(msgspec.Struct, frozen=True):
    """What a line can show, with the sessions by exchange.

    `known`: every symbol that has a quote. `alerts` counts those since the start of the day.
    """

    facts: SourceFacts
    quotes: dict[str, Quote] = {}
    known: frozenset[str] = frozenset()
    sessions: dict[str, Session] = {}
    feeds: dict[str, FeedStatus] = {}
    scores: tuple[Score, ...] = ()
    readings: dict[str, dict[str, Reading]] = {}
    halts: tuple[Halt, ...] = ()
    alerts: int = 0


def read_last_state(path: Path, source: str, symbols: Iterable[str], now: float, today: float) -> LastState:
    """State of `source` in the store at `path`, read at `now`: quotes of `symbols` and of those that the
    scores are about, number of alerts since `today`.

    Raises StoreUnreadable.
    """
    if not path.is_file():
        raise StoreUnreadable(f"there is no store at {path}: start r2k or `r2k engine`")
    # With a log beside it, another process may be writing, and the log must be read too. Without one the file is
    # complete, and opening it as immutable creates none.
    alone = not path.with_name(path.name + "-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S)) as db:
            return _read(db, source, tuple(symbols), now, today)
    except sqlite3.Error as error:
        raise StoreUnreadable(f"the store {path} cannot be read: {error}") from None


def _read(db: sqlite3.Connection, source: str, symbols: tuple[str, ...], now: float, today: float) -> LastState:
    scores = tuple(_decoded(db, Score, _PICTURES, source, "score"))
    # A score is as old as the quote of its symbol.
    wanted = tuple(dict.fromkeys((*symbols, *(score.symbol for score in scores))))
    marks = ",".join("?" * len(wanted))
    chosen = f"SELECT quote FROM quotes WHERE source=? AND symbol IN ({marks})"  # noqa: S608
    quotes = _decoded(db, Quote, chosen, source, *wanted)
    feeds = _decoded(db, FeedStatus, "SELECT status FROM feeds WHERE source=?", source)
    sessions = _decoded(db, Session, _PICTURES, source, "session")
    facts = _decoded(db, SourceFacts, _PICTURES, source, "facts")
    readings = _decoded(db, SymbolReadings, _PICTURES, source, "readings")
    fired = db.execute("SELECT count(*) FROM alerts WHERE source=? AND time>=?", (source, today)).fetchone()[0]
    return LastState(
        facts[0] if facts else SourceFacts(source),
        {quote.symbol: quote for quote in quotes},
        frozenset(symbol for (symbol,) in db.execute("SELECT symbol FROM quotes WHERE source=?", (source,))),
        {session.exchange: session for session in sessions},
        {status.topic: status for status in feeds},
        scores,
        {stored.symbol: stored.readings for stored in readings},
        tuple(_decoded(db, Halt, _HALTS, source, now - OLD_FEED_S)),
        fired,
    )


def _decoded(db: sqlite3.Connection, type_: type[Struct], select: str, *values: Any) -> list[Struct]:
    """The entries that this version understands; one of another layout is missing, not an error."""
    decoder, found = msgspec.msgpack.Decoder(type_), list[Struct]()
    for (blob,) in db.execute(select, values):
        try:
            found.append(decoder.decode(blob))
        except UNREADABLE:
            continue
    return found
