"""Intraday intervals from the first rows of files whose names state none."""

from __future__ import annotations

import gzip
import stat
import zlib
from pathlib import Path

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import SourceError
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.encoding import split_lines
from r2k_tui.sources.csv_folder.header import parse_header
from r2k_tui.sources.csv_folder.lenient_parser import parse_lenient
from r2k_tui.sources.csv_folder.table import RowRules

_BYTES, _MOST_FILES = 4096, 2000
_ENDINGS = (".csv", ".csv.gz")
_END_OF_TIME = 4e9


def intervals(folder: Path, names: frozenset[str]) -> set[Interval]:
    """Intraday intervals in the first rows of the files of a folder; an unreadable file has none."""
    plain = sorted(name for name in names if name.endswith(_ENDINGS))[:_MOST_FILES]
    unnamed = [name for name in plain if not locate.intraday_intervals(frozenset((name,)))]
    return {interval for name in unnamed if (interval := _interval(folder / name)) is not None}


def _interval(path: Path) -> Interval | None:
    try:
        lines = split_lines(_top(path), path.name)[:-1]
        layout = parse_header(lines, path.name, path.name.split(".")[0])
        if not layout.intraday:
            return None
        table = parse_lenient(lines, layout, RowRules(_END_OF_TIME, positive=False))
    except (OSError, EOFError, zlib.error, SourceError):
        # The fault is reported when the rows of the file are read.
        return None
    return table.interval if table.intraday else None


def _top(path: Path) -> bytes:
    """First bytes of a file, an even number for UTF-16. Raises OSError, EOFError, zlib.error."""
    if not stat.S_ISREG(path.stat().st_mode):
        return b""
    with path.open("rb") as raw:
        if path.name.endswith(".gz"):
            return gzip.GzipFile(fileobj=raw).read(_BYTES)
        return raw.read(_BYTES)
