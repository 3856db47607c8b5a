"""Rows of the table of bars as Bars."""

from __future__ import annotations

import sqlite3

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, pack_floats, pack_times

_NAN = float("nan")
_WHERE = "WHERE source=? AND symbol=? AND interval=?"
_SELECT = f"SELECT time, {', '.join(PRICE_COLUMNS)} FROM bars {_WHERE} ORDER BY time"  # noqa: S608


def read_bars(db: sqlite3.Connection, source: str, symbol: str, interval: Interval) -> Bars | None:
    """All bars of one series, None when there are none. Raises sqlite3.Error."""
    key = (source, symbol, interval.value)
    rows = db.execute(_SELECT, key).fetchall()
    if not rows:
        return None
    origin, note = db.execute(f"SELECT origin, note FROM series {_WHERE}", key).fetchone() or ("", "")  # noqa: S608
    times, *columns = zip(*rows, strict=True)
    packed = {
        name: pack_floats([_NAN if value is None else value for value in column])
        for name, column in zip(PRICE_COLUMNS, columns, strict=True)
    }
    return Bars(symbol, interval, pack_times(list(times)), **packed, source=origin, note=note)
