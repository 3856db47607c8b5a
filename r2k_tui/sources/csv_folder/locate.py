"""File of a symbol in the folder."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from pathlib import Path
from typing import NamedTuple

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound, Unavailable

MAX_BYTES = 256 * 1024 * 1024
_SUFFIXES = (".csv", ".csv.gz")
_INTRADAY = tuple(interval for interval in Interval if interval.intraday)


class Stamp(NamedTuple):
    """State of a file, to detect changes; `mtime` in seconds since the epoch."""

    inode: int
    size: int
    mtime_ns: int

    @property
    def mtime(self) -> float:
        """Last change in seconds since the epoch."""
        return self.mtime_ns / 1e9


def listing(folder: Path) -> frozenset[str]:
    """Names in the folder. Raises Unavailable when it cannot be listed."""
    try:
        return frozenset(entry.name for entry in folder.iterdir())
    except OSError as error:
        reason = clean(error.strerror or str(error))
        raise Unavailable(f"cannot read the data folder {clean(folder.name)}: {reason}; name another one") from error


def intraday_intervals(names: frozenset[str]) -> tuple[Interval, ...]:
    """Intervals for which a file such as `IWM_5m.csv` exists, shortest first."""
    endings = {interval: tuple(f"_{interval}{suffix}" for suffix in _SUFFIXES) for interval in _INTRADAY}
    return tuple(interval for interval in _INTRADAY if any(name.endswith(endings[interval]) for name in names))


def find(names: frozenset[str], symbol: str, interval: Interval = Interval.D1) -> str:
    """Name of a symbol's file. Raises NotFound, which names the expected file.

    Only names that the folder lists are opened, exactly as listed: a symbol cannot spell a path out of the folder, and
    a case-insensitive file system behaves like a case-sensitive one.
    """
    stems = (symbol, symbol[1:]) if symbol.startswith("^") else (symbol,)
    tails = (f"_{interval}",) if interval.intraday else ("", "_close")
    for tail in tails:
        for stem in stems:
            for suffix in _SUFFIXES:
                name = f"{stem}{tail}{suffix}"
                if stem and name in names:
                    return name
    shown = clean(symbol, 32) or "an empty symbol"
    raise NotFound(f"no {shown}{tails[0]}.csv in the data folder")


def read(path: Path) -> tuple[bytes, Stamp]:
    """Decompressed bytes of a file, and its stamp. Raises BadData, which names the file and a remedy."""
    name = clean(path.name)
    try:
        # A pipe or a device would block forever: check before opening.
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadData(f"{name} is not a file; put a CSV file in its place")
        with path.open("rb") as raw:
            info = os.fstat(raw.fileno())
            stamp = Stamp(info.st_ino, info.st_size, info.st_mtime_ns)
            packed = path.name.endswith(".gz")
            data = gzip.GzipFile(fileobj=raw).read(MAX_BYTES + 1) if packed else raw.read(MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadData(f"{name} is not a complete gzip file; compress it again") from error
    except (OSError, ValueError) as error:
        reason = clean(getattr(error, "strerror", None) or str(error))
        raise BadData(f"{name} cannot be read: {reason}; check the file and its permissions") from error
    if len(data) > MAX_BYTES:
        raise BadData(f"{name} is larger than {MAX_BYTES // 2**20} MB; split it or leave older rows out")
    return data, stamp


def stamp(path: Path) -> Stamp | None:
    """Present stamp of a file, or None when it is inaccessible."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(info.st_ino, info.st_size, info.st_mtime_ns)
