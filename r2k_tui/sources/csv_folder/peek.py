"""What the first rows of files tell: intraday intervals, symbols of a wide file, and where the prices are."""

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
from r2k_tui.sources.csv_folder.wide import wide_symbols

_BYTES, _MOST_FILES = 4096, 2000
# A header of some thousand symbols.
_MOST_HEADER_BYTES = 256 * 1024
_DAILY = "daily"
_ENDINGS = (".csv", ".csv.gz")
_END_OF_TIME = 4e9


def intervals(folder: Path, names: frozenset[str]) -> set[Interval]:
    """Intraday intervals in the first rows of the files of a folder; an unreadable file has none."""
    plain = sorted(name for name in names if name.endswith(_ENDINGS))[:_MOST_FILES]
    unnamed = [name for name in plain if not locate.intraday_intervals(frozenset((name,)))]
    return {interval for name in unnamed if (interval := _interval(folder / name)) is not None}


def columns(path: Path) -> tuple[str, ...]:
    """Symbols in the header of a wide file; none if it is another file, or unreadable."""
    try:
        top = _top(path)
        if b"\n" not in top and b"\r" not in top:
            top = _top(path, _MOST_HEADER_BYTES)
        return wide_symbols(top, path.name)
    except (OSError, EOFError, zlib.error, SourceError):
        return ()


def prices_folder(folder: Path) -> Path:
    """The folder itself, or its folder `daily` if only that holds files of prices."""
    inner = folder / _DAILY
    if not inner.is_dir() or _holds_prices(folder) or not _holds_prices(inner):
        return folder
    return inner


def _holds_prices(folder: Path) -> bool:
    try:
        names = sorted(name for name in locate.listing(folder) if name.endswith(_ENDINGS))[:_MOST_FILES]
    except SourceError:
        return False
    return any(_has_prices(folder / name) for name in names)


def _has_prices(path: Path) -> bool:
    try:
        top = split_lines(_top(path), path.name)
        parse_header(top, path.name, path.name.split(".")[0])
    except (OSError, EOFError, zlib.error, SourceError):
        return bool(columns(path))
    return True


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


def _top(path: Path, count: int = _BYTES) -> bytes:
    """First bytes of a file, an even number for UTF-16. Raises OSError, EOFError, zlib.error."""
    if not stat.S_ISREG(path.stat().st_mode):
        return b""
    with path.open("rb") as raw:
        if path.name.endswith(".gz"):
            return gzip.GzipFile(fileobj=raw).read(count)
        return raw.read(count)
