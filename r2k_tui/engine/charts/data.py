"""Arrays that the indicators are computed from."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.alignment import last_known, take
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.market.bars import Bars


class ChartData(msgspec.Struct, frozen=True, eq=False):
    """Bars with a close, as arrays of equal length; NaN is missing.

    `volume_of`: symbol that supplies the volume; `volume` and `volume_close`: its columns on the symbol's own bars.
    `other`: closes of the second symbol `against`, last known at each bar; `trouble`: why there are none.
    """

    symbol: str
    high: Floats
    low: Floats
    close: Floats
    volume_of: str
    volume: Floats
    volume_close: Floats
    against: str
    other: Floats
    trouble: str = ""

    def __len__(self) -> int:
        return len(self.close)


def column(bars: Bars, name: str) -> Floats:
    """Price column as an array; an absent column is NaN throughout."""
    data = getattr(bars, name)
    return np.frombuffer(data, dtype=np.float64) if data else np.full(len(bars), np.nan)


def times(bars: Bars) -> Counts:
    """Times of the bars as an array."""
    return np.frombuffer(bars.time, dtype=np.int64)


def closed(bars: Bars) -> Flags:
    """Flags of the bars that have a close."""
    return np.isfinite(column(bars, "close"))


def chart_data(bars: Bars, volumes: Bars | None, against: str, other: Bars | None, trouble: str = "") -> ChartData:
    """Arrays of a series; `volumes` is another series that supplies the volume instead."""
    kept = closed(bars)
    at = times(bars)[kept]
    source = bars if volumes is None else volumes
    return ChartData(
        symbol=bars.symbol,
        high=column(bars, "high")[kept],
        low=column(bars, "low")[kept],
        close=column(bars, "close")[kept],
        volume_of=source.symbol,
        volume=_on(at, source, "volume", exact=True),
        volume_close=_on(at, source, "close", exact=True),
        against=against,
        other=np.full(len(at), np.nan) if other is None else _on(at, other, "close", exact=False),
        trouble=trouble,
    )


def _on(at: Counts, bars: Bars, name: str, *, exact: bool) -> Floats:
    """Column at the given times: the exact bar, or the last one before it that is not stale."""
    kept = closed(bars)
    own, values = times(bars)[kept], column(bars, name)[kept]
    index = last_known(at.astype("datetime64[s]"), own.astype("datetime64[s]"))
    if exact and len(own):
        index = np.where((index >= 0) & (own[index] == at), index, -1)
    return take(values, index)
