"""Saved screens, evaluated for alerts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.screen import columns_of, evaluate
from r2k_tui.analytics.series.arrays import Flags
from r2k_tui.config.sections.universe import SavedScreens
from r2k_tui.engine.screens.columns import ColumnSource, FetchedColumns
from r2k_tui.engine.screens.screen import screened
from r2k_tui.engine.screens.table import table_of
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.result import ScreenResult
from r2k_tui.model.screens.syntax import Condition


class ScreenMembers(NamedTuple):
    """Members that a screen holds for, and those of which it is not known: symbols, separated by blanks."""

    inside: str
    unknown: str
    number: int


class ScreenService:
    """Evaluates expressions over the members, and the saved screens of the settings, each parsed once.

    `sources`: services with further columns.
    """

    def __init__(self, saved: SavedScreens, universe: UniverseService, sources: Sequence[ColumnSource] = ()) -> None:
        self._expressions = {screen.name: screen.expr for screen in saved}
        self._universe, self.sources = universe, tuple(sources)
        self._parsed: dict[str, Condition] = {}

    def begin(self) -> None:
        """Have the members polled, and what the saved screens name fetched."""
        self._universe.begin()
        for source in self._fetched(frozenset(name for saved in self._expressions for name in self._columns(saved))):
            source.begin()

    async def prepare(self, condition: Condition, *, settled: bool) -> None:
        """Have the columns of a condition fetched; with `settled`, wait until all were requested once."""
        for source in self._fetched(frozenset(columns_of(condition))):
            source.begin()
            if settled:
                await source.ready(settled=True)

    def _fetched(self, names: frozenset[str]) -> tuple[FetchedColumns, ...]:
        return tuple(one for one in self.sources if isinstance(one, FetchedColumns) and one.names & names)

    def _columns(self, name: str) -> tuple[str, ...]:
        return columns_of(self._condition(name))

    def _condition(self, name: str) -> Condition:
        """Condition of a saved screen, parsed once."""
        if name not in self._parsed:
            self._parsed[name] = parse(self._expressions[name])
        return self._parsed[name]

    def result(self, expression: str, condition: Condition) -> ScreenResult | None:
        """Members that a condition holds for as of now; None without a list of members."""
        return screened(expression, condition, self._universe.state, self.sources)

    def members(self, name: str) -> ScreenMembers | None:
        """Members of a saved screen as of now; None without a list of members, or without such a screen."""
        universe, table = self._universe.state.universe(), table_of(self._universe.state, self.sources)
        if name not in self._expressions or universe is None or table is None:
            return None
        answer, symbols = evaluate(self._condition(name), table), universe.members.symbols
        unknown = ~(answer.yes | answer.no)
        return ScreenMembers(_names(symbols, answer.yes), _names(symbols, unknown), int(answer.yes.sum()))


def _names(symbols: tuple[str, ...], flags: Flags) -> str:
    # A member that trades nowhere has no symbol of its own.
    return " ".join(symbols[place] for place in np.flatnonzero(flags) if symbols[place] != "-")
