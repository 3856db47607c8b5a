"""Tables of files in folders that are read again and again: each file is parsed once while it is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from r2k_tui.sources.base import SourceError
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.csv_folder.tables import Tables


class _Kept(Tables):
    """Tables that outlive their source."""

    def forget(self) -> None:
        """See Tables; another source may read them."""

    def go_by(self, clock: Callable[[], float]) -> None:
        """Take the clock of the source that reads them now."""
        self._clock = clock


class KeptTables:
    """Stands for `Tables` where a source makes them: of a folder with the same files there is one."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, frozenset[str]], _Kept] = {}

    def __call__(self, folder: Path, clock: Callable[[], float]) -> Tables:
        """The tables of a folder."""
        try:
            key = folder.absolute(), locate.listing(folder)
        except SourceError:
            return Tables(folder, clock)
        if key not in self._made:
            self._made[key] = _Kept(folder, clock)
        self._made[key].go_by(clock)
        return self._made[key]
