"""Readings of the index in the store: one value of each a day, from the day on which R2K first ran."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.readings.reading import DayValue
from r2k_tui.store.store import Store


class IndexDays:
    """Daily values of one source; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def save(self, day: str, values: Iterable[tuple[str, float, int]]) -> None:
        """Store key, value and number of observations of a day (`YYYY-MM-DD`), in place of earlier ones of that day."""
        rows = [(self._source, key, day, value, n) for key, value, n in values]
        self._store.write(lambda db: db.executemany("INSERT OR REPLACE INTO index_days VALUES (?,?,?,?,?)", rows))

    def values(self, key: str, until: str | None = None) -> list[DayValue]:
        """Values of a key by day, ascending, none later than `until` (`YYYY-MM-DD`)."""
        select = "SELECT day, value, n FROM index_days WHERE source=? AND key=? AND day<=? ORDER BY day"
        where = (self._source, key, until or "9999")
        return [DayValue(*row) for row in self._store.read(lambda db: db.execute(select, where).fetchall())]
