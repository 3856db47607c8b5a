"""Bars as columns of bytes: cheap to send, and neither side needs numpy to hold them."""

from __future__ import annotations

from array import array
from enum import StrEnum

import msgspec


class Interval(StrEnum):
    """Length of one bar."""

    M1 = "1m"
    M5 = "5m"
    M15 = "15m"
    M30 = "30m"
    H1 = "1h"
    D1 = "1d"

    @property
    def seconds(self) -> int:
        """Length in seconds; one calendar day for a daily bar."""
        return _SECONDS[self]

    @property
    def intraday(self) -> bool:
        """Whether a session has several bars of this length."""
        return self is not Interval.D1


_SECONDS = {
    Interval.M1: 60,
    Interval.M5: 300,
    Interval.M15: 900,
    Interval.M30: 1800,
    Interval.H1: 3600,
    Interval.D1: 86400,
}

PRICE_COLUMNS = ("open", "high", "low", "close", "adj_close", "volume")


class Bars(msgspec.Struct, frozen=True, array_like=True):
    """Bars of one symbol, ascending by time, no time twice.

    `time` holds int64 seconds since the epoch: the start of an intraday bar (UTC), or midnight UTC of a daily bar's
    session date. The other columns hold float64 of the same length; NaN is missing. `close` is split-adjusted,
    `adj_close` is split- and dividend-adjusted (total return). `note` holds a caveat about the columns.
    """

    symbol: str
    interval: Interval
    time: bytes = b""
    open: bytes = b""
    high: bytes = b""
    low: bytes = b""
    close: bytes = b""
    adj_close: bytes = b""
    volume: bytes = b""
    source: str = ""
    note: str = ""

    def __len__(self) -> int:
        return len(self.time) // 8

    def times(self) -> memoryview[int]:
        """Times as int64, without a copy."""
        return memoryview(self.time).cast("q")

    def column(self, name: str) -> memoryview[float]:
        """One of PRICE_COLUMNS as float64, without a copy."""
        data: bytes = getattr(self, name)
        return memoryview(data).cast("d")

    def slice(self, start: int, stop: int) -> Bars:
        """Bars from index `start` up to and without `stop`."""
        cut = {name: getattr(self, name)[start * 8 : stop * 8] for name in ("time", *PRICE_COLUMNS)}
        return msgspec.structs.replace(self, **cut)

    def since(self, time: float) -> Bars:
        """Bars at or after `time`."""
        from bisect import bisect_left

        return self.slice(bisect_left(self.times(), time), len(self))

    def until(self, time: float) -> Bars:
        """Bars at or before `time`."""
        from bisect import bisect_right

        return self.slice(0, bisect_right(self.times(), time))


def pack_times(values: list[int]) -> bytes:
    """Pack seconds since the epoch as a time column."""
    return array("q", values).tobytes()


def pack_floats(values: list[float]) -> bytes:
    """Pack numbers as a price column."""
    return array("d", values).tobytes()


def merge(old: Bars, new: Bars) -> Bars:
    """Join two stretches of the same series; where both have a time, the newer stretch wins."""
    if not len(old):
        return new
    if not len(new):
        return old
    first, last = new.times()[0], new.times()[-1]
    head = old.until(first - 1)
    tail = old.since(last + 1)
    joined = {name: getattr(head, name) + getattr(new, name) + getattr(tail, name) for name in ("time", *PRICE_COLUMNS)}
    return msgspec.structs.replace(new, **joined)


class Closes(msgspec.Struct, frozen=True):
    """Table of closes with one row per session and one column per symbol.

    `days` holds int64 days since 1970-01-01, ascending; `values` holds float64, row after row, NaN is missing.
    `basis` is `px` (split-adjusted) or `tr` (split- and dividend-adjusted); `source` names the provider, `left_out` the
    unusable rows.
    """

    symbols: tuple[str, ...]
    days: bytes
    values: bytes
    basis: str = "px"
    source: str = ""
    left_out: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.days) // 8
