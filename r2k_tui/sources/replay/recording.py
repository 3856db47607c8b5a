"""What a day is replayed from: a folder of files, or bars that the store has kept."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.csv_folder.table import LeftOut

SOURCE = "replay"
INTRADAY = tuple(interval for interval in Interval if interval.intraday)


class IntervalBars(NamedTuple):
    """Bars of one interval, and the rows of their file that were not used."""

    bars: Bars
    left_out: tuple[LeftOut, ...] = ()


class RecordedBars(NamedTuple):
    """All intraday bars of a symbol, the finest interval first, and what of them could not be read."""

    parts: tuple[IntervalBars, ...]
    problems: tuple[Problem, ...] = ()


class Recording(Protocol):
    """Where bars lie. The methods block and may be called from any thread; they raise SourceError."""

    @property
    def identity(self) -> str:
        """Name that tells two recordings apart."""

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""

    def intraday(self, symbol: str) -> RecordedBars:
        """Intraday bars of a symbol. Raises NotFound without any, BadData when none of them can be used."""

    def daily(self, symbol: str) -> IntervalBars | None:
        """Daily bars of a symbol, None where none are kept."""


class BarShelf(Protocol):
    """What the store gives of its bars, for reading alone. Raises sqlite3.Error."""

    def symbols(self) -> tuple[str, ...]:
        """Symbols that have intraday bars."""

    def bars(self, symbol: str, interval: Interval) -> Bars | None:
        """All bars of a symbol, None where there are none."""
