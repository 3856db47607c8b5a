"""Alerts in the store: the state of each rule, the log of fired alerts, and the outbox of deliveries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.store.store import Store

# Most stored alerts per source; the newest stay.
MOST_STORED = 5000


class RuleRow(msgspec.Struct, frozen=True):
    """Stored state of a rule. `definition` identifies the rule, `version` counts the writes."""

    rule: str
    definition: str
    memory: bytes
    muted: bool = False
    version: int = 0


class WriteOutcome(msgspec.Struct, frozen=True):
    """Outcome of a write: the alerts with their ids, and the rules that another engine has written since."""

    alerts: tuple[Alert, ...]
    overtaken: tuple[str, ...]


class AlertStore:
    """Alerts of one source; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def rules(self) -> dict[str, RuleRow]:
        """State of every rule, by name."""
        select = "SELECT rule, definition, memory, muted, version FROM alert_memory WHERE source=?"
        rows = self._store.read(lambda db: db.execute(select, (self._source,)).fetchall())
        return {row[0]: RuleRow(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows}

    def save(
        self, rows: Iterable[RuleRow], alerts: Iterable[Alert], outbox: Mapping[str, Sequence[str]]
    ) -> WriteOutcome:
        """Store the state of rules and the alerts that they fired, in one transaction.

        A rule whose stored version has changed since it was read stays unchanged, and its alerts are dropped: another
        engine was faster and has delivered them. `outbox` holds the channels of each rule.
        """
        saved: list[Alert] = []
        overtaken: list[str] = []

        def write(db: sqlite3.Connection) -> None:
            overtaken.extend(row.rule for row in rows if not self._write(db, row))
            for alert in alerts:
                if alert.rule not in overtaken:
                    numbered = self._insert(db, alert)
                    saved.append(numbered)
                    entries = [(numbered.id, channel) for channel in outbox.get(alert.rule, ())]
                    db.executemany("INSERT OR IGNORE INTO alert_outbox VALUES (?,?)", entries)

        self._store.write(write)
        return WriteOutcome(tuple(saved), tuple(overtaken))

    def _write(self, db: sqlite3.Connection, row: RuleRow) -> bool:
        values = (row.definition, row.version + 1, row.muted, row.memory)
        where = (self._source, row.rule)
        if row.version == 0:
            insert = "INSERT OR IGNORE INTO alert_memory VALUES (?,?,?,?,?,?)"
            return db.execute(insert, (*where, *values)).rowcount == 1
        update = (
            "UPDATE alert_memory SET definition=?, version=?, muted=?, memory=? WHERE source=? AND rule=? AND version=?"
        )
        return db.execute(update, (*values, *where, row.version)).rowcount == 1

    def _insert(self, db: sqlite3.Connection, alert: Alert) -> Alert:
        row = (self._source, alert.rule, alert.time, b"")
        number = db.execute("INSERT INTO alerts (source, rule, time, alert) VALUES (?,?,?,?)", row).lastrowid
        assert number is not None
        numbered = msgspec.structs.replace(alert, id=number)
        db.execute("UPDATE alerts SET alert=? WHERE id=?", (msgspec.msgpack.encode(numbered), number))
        db.execute("DELETE FROM alerts WHERE source=? AND id <= ?", (self._source, number - MOST_STORED))
        return numbered

    def newest(self, count: int, after: int = 0) -> list[Alert]:
        """Newest alerts with an id above `after`, newest first; entries that this version cannot read are absent."""
        select = "SELECT alert FROM alerts WHERE source=? AND id>? ORDER BY id DESC LIMIT ?"
        rows = self._store.read(lambda db: db.execute(select, (self._source, after, count)).fetchall())
        return _decoded(rows)

    def last_of_each(self) -> dict[str, Alert]:
        """Newest alert of every rule."""
        select = "SELECT alert FROM alerts WHERE id IN (SELECT max(id) FROM alerts WHERE source=? GROUP BY rule)"
        rows = self._store.read(lambda db: db.execute(select, (self._source,)).fetchall())
        return {alert.rule: alert for alert in _decoded(rows)}

    def undelivered(self) -> list[tuple[Alert, str]]:
        """Pending deliveries with their channels, oldest first."""
        select = """SELECT alerts.alert, channel FROM alert_outbox JOIN alerts ON alerts.id = alert_outbox.alert
            WHERE source=? ORDER BY alerts.id"""
        rows = self._store.read(lambda db: db.execute(select, (self._source,)).fetchall())
        return [(alert, channel) for blob, channel in rows for alert in _decoded([(blob,)])]

    def mark_delivered(self, alert: int, channel: str) -> None:
        """Remove a delivery from the outbox: it succeeded or was given up."""
        delete = "DELETE FROM alert_outbox WHERE alert=? AND channel=?"
        self._store.write(lambda db: db.execute(delete, (alert, channel)))


def _decoded(rows: Iterable[tuple[bytes]]) -> list[Alert]:
    decoder, found = msgspec.msgpack.Decoder(Alert), list[Alert]()
    for (blob,) in rows:
        try:
            found.append(decoder.decode(blob))
        except UNREADABLE:
            continue
    return found
