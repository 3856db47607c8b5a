"""Saved screens, evaluated for alerts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.screen import columns_of, evaluate
from r2k_tui.analytics.series.arrays import Flags
from r2k_tui.config.sections.universe import SavedScreens
from r2k_tui.engine.screens.columns import ColumnSource, LoadedColumns
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
        self._universe, self._sources = universe, tuple(sources)
        self._parsed: dict[str, Condition] = {}

    def begin(self) -> None:
        """Have the members polled."""
        self._universe.begin()

    async def load(self, condition: Condition, *, settled: bool) -> None:
        """Ask for the columns that a condition uses, as far as they are not known by themselves."""
        used = set(columns_of(condition))
        for source in self._sources:
            if isinstance(source, LoadedColumns) and used & source.loaded:
                await source.load(settled=settled)

    def result(self, expression: str, condition: Condition) -> ScreenResult | None:
        """Members that a condition holds for as of now; None without a list of members."""
        return screened(expression, condition, self._universe.state, self._sources)

    def members(self, name: str) -> ScreenMembers | None:
        """Members of a saved screen as of now; None without a list of members, or without such a screen."""
        expression, universe = self._expressions.get(name), self._universe.state.universe()
        table = table_of(self._universe.state, self._sources)
        if expression is None or universe is None or table is None:
            return None
        if name not in self._parsed:
            self._parsed[name] = parse(expression)
        answer, symbols = evaluate(self._parsed[name], table), universe.members.symbols
        unknown = ~(answer.yes | answer.no)
        return ScreenMembers(_names(symbols, answer.yes), _names(symbols, unknown), int(answer.yes.sum()))


def _names(symbols: tuple[str, ...], flags: Flags) -> str:
    # A member that trades nowhere has no symbol of its own.
    return " ".join(symbols[place] for place in np.flatnonzero(flags) if symbols[place] != "-")
