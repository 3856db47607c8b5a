"""The arrays that indicators are computed from."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.alignment import last_known, take
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.market.bars import Bars


class ChartData(msgspec.Struct, frozen=True, eq=False):
    """Bars that have a close, as arrays of one length; NaN is missing.

    `volume_of` is the symbol whose volume counts, `volume` and `volume_close` are its columns on the own bars. `other`
    are closes of the second symbol `against`, the last known at each bar; `trouble` says why there are none.
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
    """A price column as an array; one that is absent is NaN throughout."""
    data = getattr(bars, name)
    return np.frombuffer(data, dtype=np.float64) if data else np.full(len(bars), np.nan)


def times(bars: Bars) -> Counts:
    """The times of bars as an array."""
    return np.frombuffer(bars.time, dtype=np.int64)


def closed(bars: Bars) -> Flags:
    """Which bars have a close."""
    return np.isfinite(column(bars, "close"))


def chart_data(bars: Bars, volumes: Bars | None, against: str, other: Bars | None, trouble: str = "") -> ChartData:
    """The arrays of a series; `volumes` is another series whose volume counts in its stead."""
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
    """A column at the given times: of the very time, or of the last bar before that is not too old."""
    kept = closed(bars)
    own, values = times(bars)[kept], column(bars, name)[kept]
    index = last_known(at.astype("datetime64[s]"), own.astype("datetime64[s]"))
    if exact and len(own):
        index = np.where((index >= 0) & (own[index] == at), index, -1)
    return take(values, index)
