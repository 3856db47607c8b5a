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
class PreparedSource(Protocol):
    """Source of columns with data of its own, which it fetches or restores."""

    def begin(self) -> None:
        """Start fetching; later calls have no effect."""

    async def ready(self, *, settled: bool = True) -> None:
        """Wait for what is known, and with `settled` for the first round."""
