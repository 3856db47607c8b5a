"""Recording of a day to replay: a folder of files, or stored bars."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.csv_folder.table import LeftOut

SOURCE = "replay"
INTRADAY = tuple(interval for interval in Interval if interval.intraday)


class IntervalBars(NamedTuple):
    """Bars of one interval, and the unused rows of their file."""

    bars: Bars
    left_out: tuple[LeftOut, ...] = ()


class RecordedBars(NamedTuple):
    """All intraday bars of a symbol, the finest interval first, with the problems of reading them."""

    parts: tuple[IntervalBars, ...]
    problems: tuple[Problem, ...] = ()


class Recording(Protocol):
    """Storage of recorded bars. Methods block, are callable from any thread, and raise SourceError."""

    @property
    def identity(self) -> str:
        """Name that identifies the recording."""

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""

    def intraday(self, symbol: str) -> RecordedBars:
        """Intraday bars of a symbol. Raises NotFound without any, BadData when none is usable."""

    def daily(self, symbol: str) -> IntervalBars | None:
        """Daily bars of a symbol, or None without any."""


class StoredBars(Protocol):
    """Read access to stored bars. Methods raise sqlite3.Error."""

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All bars of a symbol, or None without any."""
