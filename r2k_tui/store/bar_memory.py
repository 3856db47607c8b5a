"""Bars of a store without a file, which end with the process."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Bars, Interval, merge


class BarMemory:
    """What a table of bars would hold, series by series: rows for a reader that can never come take longer to write
    than to compute. Not thread-safe.
    """

    def __init__(self) -> None:
        self._series: dict[tuple[str, Interval], Bars] = {}

    def save(self, bars: Bars, *, replace: bool, retention_s: int | None) -> None:
        """As `Store.save_bars` does; bars older than `retention_s` before the newest of `bars` expire."""
        key = bars.symbol, bars.interval
        known = None if replace else self._series.get(key)
        joined = bars if known is None else merge(known, bars)
        if retention_s is not None and len(bars):
            joined = joined.since(bars.times()[-1] - retention_s)
        self._series[key] = msgspec.structs.replace(joined, source=bars.source, note=bars.note)

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All bars of a series, or None without any."""
        found = self._series.get((symbol, interval))
        return found if found is not None and len(found) else None
