"""Daily bars of one symbol as arrays, the input of every reading."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days, Flags, Floats
from r2k_tui.model.market.bars import Bars


class DailySeries(msgspec.Struct, frozen=True, eq=False):
    """Daily bars, ascending by `days` (datetime64[D]), no day twice; NaN is missing.

    `close` is split-adjusted (px); `adj_close` is split- and dividend-adjusted, the total return (tr).
    """

    symbol: str
    days: Days
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    adj_close: Floats
    volume: Floats
    source: str = ""
    note: str = ""

    def __len__(self) -> int:
        return len(self.days)


COLUMNS = ("open", "high", "low", "close", "adj_close", "volume")
LIMIT = 1e15


def _column(data: bytes, count: int) -> Floats:
    return np.frombuffer(data, dtype=np.float64) if data else np.full(count, np.nan)


def from_bars(bars: Bars) -> DailySeries:
    """View the price columns of daily bars as arrays without a copy; a column that is absent becomes NaN."""
    seconds = np.frombuffer(bars.time, dtype=np.int64)
    columns = {name: _column(getattr(bars, name), len(seconds)) for name in COLUMNS}
    days = seconds.astype("datetime64[s]").astype("datetime64[D]")
    return DailySeries(symbol=bars.symbol, days=days, source=bars.source, note=bars.note, **columns)


def select(series: DailySeries, rows: slice | Flags) -> DailySeries:
    """Bars that `rows` selects; a slice copies nothing."""
    columns = {name: getattr(series, name)[rows] for name in COLUMNS}
    return msgspec.structs.replace(series, days=series.days[rows], **columns)


def until(series: DailySeries, day: np.datetime64) -> DailySeries:
    """Bars at or before `day`."""
    stop = int(np.searchsorted(series.days, day, side="right"))
    return series if stop == len(series) else select(series, slice(0, stop))


def with_close(series: DailySeries) -> DailySeries:
    """Bars that have a close.

    A number beyond LIMIT is a defect of the feed: in the close it drops the bar, elsewhere it is treated as missing.
    """
    known = np.abs(series.close) < LIMIT
    kept = series if known.all() else select(series, known)
    absurd = {name: np.abs(getattr(kept, name)) >= LIMIT for name in COLUMNS}
    changed = {name: np.where(flags, np.nan, getattr(kept, name)) for name, flags in absurd.items() if flags.any()}
    return msgspec.structs.replace(kept, **changed) if changed else kept


def ends_well(series: DailySeries) -> bool:
    """Whether with_close leaves the last bar as it is."""
    return bool(abs(series.close[-1]) < LIMIT) and not any(abs(getattr(series, name)[-1]) >= LIMIT for name in COLUMNS)


def with_last(series: DailySeries, day: np.datetime64, values: tuple[float, ...]) -> DailySeries:
    """Series with its last bar replaced by `values` (in the order of COLUMNS), or with one appended.

    Raises ValueError for a day before the last one.
    """
    if len(series) and day < series.days[-1]:
        raise ValueError(f"{day} is before the last bar, {series.days[-1]}")
    same = bool(len(series)) and day == series.days[-1]
    stop = len(series) - 1 if same else len(series)
    columns = {
        name: np.append(getattr(series, name)[:stop], value) for name, value in zip(COLUMNS, values, strict=True)
    }
    days = series.days if same else np.append(series.days, day.astype("datetime64[D]"))
    return msgspec.structs.replace(series, days=days, **columns)
