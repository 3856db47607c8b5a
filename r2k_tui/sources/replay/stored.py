"""Recording in the store: the bars that the monitor stored while it ran."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.replay.recording import INTRADAY, IntervalBars, RecordedBars, StoredBars

StoredValue = TypeVar("StoredValue")


class StoredRecording:
    """Recording of stored bars; it never writes."""

    def __init__(self, stored: StoredBars) -> None:
        self._stored = stored

    @property
    def identity(self) -> str:
        """See Recording."""
        return "store"

    def symbols(self) -> tuple[str, ...]:
        """See Recording."""
        return _read(self._stored.symbols)

    def intraday(self, symbol: str) -> RecordedBars:
        """See Recording."""
        series = _read(lambda: [self._stored.bars(symbol, interval) for interval in INTRADAY])
        parts = tuple(IntervalBars(bars) for bars in series if bars is not None and len(bars))
        if not parts:
            raise NotFound(f"the store has no intraday bars of {clean(symbol, 32) or 'an empty symbol'}")
        return RecordedBars(parts)

    def daily(self, symbol: str) -> IntervalBars | None:
        """See Recording."""
        return stored_daily(self._stored, symbol)


def stored_daily(stored: StoredBars, symbol: str) -> IntervalBars | None:
    """Stored daily bars of a symbol. Raises BadData."""
    bars = _read(lambda: stored.bars(symbol, Interval.D1))
    return IntervalBars(bars) if bars is not None else None


def _read(call: Callable[[], StoredValue]) -> StoredValue:
    try:
        return call()
    except sqlite3.Error as error:
        raise BadData(f"the store cannot be read: {clean(str(error), 120)}") from error
