"""Forward earnings of the members in the store: one estimate a member a day."""

from __future__ import annotations

import zlib
from array import array

import msgspec

from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.store.store import Store, decode

_LEVEL = 9


class ForwardEstimates:
    """Estimates of one source, a packed table a day; every method is one transaction. Raises sqlite3.Error."""

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    def save(self, estimates: DayEstimates) -> None:
        """Store the estimates of a day, in place of earlier ones of that day."""
        row = (self._source, estimates.day, zlib.compress(msgspec.msgpack.encode(estimates), _LEVEL))
        self._store.write(lambda db: db.execute("INSERT OR REPLACE INTO forward_estimates VALUES (?,?,?)", row))

    def days(self, until: str | None = None) -> tuple[str, ...]:
        """Days with estimates, oldest first, none later than `until` (`YYYY-MM-DD`)."""
        select = "SELECT day FROM forward_estimates WHERE source=? AND day<=? ORDER BY day"
        where = (self._source, until or "9999")
        return tuple(day for (day,) in self._store.read(lambda db: db.execute(select, where).fetchall()))

    def of(self, day: str) -> DayEstimates | None:
        """Estimates of a day; None if there are none, or if what is stored is damaged."""
        select = "SELECT estimates FROM forward_estimates WHERE source=? AND day=?"
        rows = self._store.read(lambda db: db.execute(select, (self._source, day)).fetchall())
        found = [one for one in decode([(_unpacked(blob),) for (blob,) in rows], DayEstimates) if _is_sound(one)]
        return found[0] if found else None


def _unpacked(blob: bytes) -> bytes:
    """A stored table; an unreadable one as it is, for the decoder to refuse."""
    try:
        return zlib.decompress(blob)
    except zlib.error:
        return blob


def _is_sound(found: DayEstimates) -> bool:
    size = len(found.symbols) * array("d").itemsize
    return len(found.eps) == len(found.prices) == size and len(found.currencies) == len(found.symbols)
