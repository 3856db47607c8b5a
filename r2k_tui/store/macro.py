"""Macro data in the store: series, daily valuations, and the last verdict on each claim."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from r2k_tui.model.macro.series import MacroSeries
from r2k_tui.model.market.universe import Valuation
from r2k_tui.model.thesis import Verdict
from r2k_tui.store.store import Store, decode


class DatedValuation(msgspec.Struct, frozen=True):
    """Valuation of one fund as known on a day (`YYYY-MM-DD`)."""

    day: str
    valuation: Valuation


class DatedVerdict(msgspec.Struct, frozen=True):
    """Verdict on a claim as of a day (`YYYY-MM-DD`)."""

    claim: str
    day: str
    verdict: Verdict


class MacroStore:
    """Macro series, valuations and verdicts; every method is one transaction. Raises sqlite3.Error.

    Series belong to no market source; valuations and verdicts belong to `source`.
    """

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def save_series(self, series: MacroSeries) -> None:
        """Store a whole series in place of the previous one."""
        row = (series.id, series.days, series.values, series.origin, series.retrieved_at, series.note)
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO economic_series VALUES (?,?,?,?,?,?)", row))

    def series(self) -> list[MacroSeries]:
        """All stored series, without those whose columns differ in length."""
        select = "SELECT id, days, vals, origin, retrieved_at, note FROM economic_series ORDER BY id"
        rows = self._store.read(lambda db: db.execute(select).fetchall())
        return [MacroSeries(*row) for row in rows if len(row[1]) == len(row[2]) and len(row[1]) % 8 == 0]

    def save_valuation(self, day: str, valuation: Valuation) -> None:
        """Store a fund's valuation of a day."""
        row = (self._source, valuation.fund, day, msgspec.msgpack.encode(valuation))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO valuations VALUES (?,?,?,?)", row))

    def valuations(self, fund: str) -> list[DatedValuation]:
        """Valuations of a fund by day, ascending; entries that this version cannot read are absent."""
        select = "SELECT day, valuation FROM valuations WHERE source=? AND fund=? ORDER BY day"
        rows = self._store.read(lambda db: db.execute(select, (self._source, fund)).fetchall())
        found = [(day, decode([(blob,)], Valuation)) for day, blob in rows]
        return [DatedValuation(day, kept[0]) for day, kept in found if kept]

    def save_verdicts(self, verdicts: Iterable[DatedVerdict]) -> None:
        """Store the last verdict on each claim."""
        rows = [(self._source, item.claim, item.day, item.verdict.value) for item in verdicts]
        self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO verdicts VALUES (?,?,?,?)", rows))

    def verdicts(self) -> dict[str, DatedVerdict]:
        """Last verdict by claim."""
        select = "SELECT claim, day, verdict FROM verdicts WHERE source=?"

        def read(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
            return db.execute(select, (self._source,)).fetchall()

        known = {verdict.value for verdict in Verdict}
        rows = self._store.read(read)
        return {claim: DatedVerdict(claim, day, Verdict(text)) for claim, day, text in rows if text in known}
