"""Columns of the members that other services than the universe know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from r2k_tui.analytics.cross_section.screen import FlagValues
from r2k_tui.analytics.series.arrays import Floats


@dataclass(frozen=True)
class MemberColumns:
    """Columns by the names of `model/screens/columns.py`, one value per member; see ScreenTable for missing values."""

    numbers: dict[str, Floats] = field(default_factory=dict)
    flags: dict[str, FlagValues] = field(default_factory=dict)
    days: dict[str, Floats] = field(default_factory=dict)


class ColumnSource(Protocol):
    """Service that knows more about the members."""

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """All columns of this service for these members, in their order, missing values included."""


@runtime_checkable
class LoadedColumns(Protocol):
    """ColumnSource that has to ask somebody before it knows its columns `loaded`."""

    @property
    def loaded(self) -> frozenset[str]:
        """Names of these columns."""

    async def load(self, *, settled: bool) -> None:
        """Start asking; with `settled`, wait until everybody was asked once."""
