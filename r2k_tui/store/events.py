"""Calendars of events in the store: each answer of a provider with its age."""

from __future__ import annotations

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.events.event import Event
from r2k_tui.store.store import Store


class CalendarAnswer(msgspec.Struct, frozen=True):
    """Events that a provider answered for a kind and a day or month (`key`), at `retrieved_at` (since the epoch)."""

    kind: str
    key: str
    retrieved_at: float
    events: tuple[Event, ...]


class EventStore:
    """Answers of calendars; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, source: str, answer: CalendarAnswer) -> None:
        """Store an answer in place of the previous one for the same kind and key."""
        row = (source, answer.kind, answer.key, answer.retrieved_at, msgspec.msgpack.encode(answer.events))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO member_events VALUES (?,?,?,?,?)", row))

    def answers(self, source: str) -> list[CalendarAnswer]:
        """Every stored answer; those that this version cannot read are absent."""
        select = "SELECT kind, day, retrieved_at, events FROM member_events WHERE source=? ORDER BY kind, day"
        rows = self._store.read(lambda db: db.execute(select, (source,)).fetchall())
        decoder = msgspec.msgpack.Decoder(tuple[Event, ...])
        found = []
        for kind, key, retrieved_at, blob in rows:
            try:
                found.append(CalendarAnswer(kind, key, retrieved_at, decoder.decode(blob)))
            except UNREADABLE:
                continue
        return found

    def drop_before(self, source: str, key: str) -> None:
        """Delete the answers for days before `key` (YYYY-MM-DD)."""
        delete = "DELETE FROM member_events WHERE source=? AND day<>'' AND day<?"
        self._store.write(lambda db: db.execute(delete, (source, key)))
