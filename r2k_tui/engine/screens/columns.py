"""Columns of the members that other services than the universe know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from r2k_tui.analytics.cross_section.screen import FlagValues
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.polling.topic_task import PolledService


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
class FetchedColumns(PolledService, ColumnSource, Protocol):
    """ColumnSource of columns that are fetched, on the first demand."""

    @property
    def names(self) -> frozenset[str]:
        """Names of its columns."""
