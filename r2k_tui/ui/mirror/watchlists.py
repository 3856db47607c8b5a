"""The watchlists: which one is shown, its sort, its filter and its columns."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from r2k_tui.config.sections.watchlist import (
    NamedPortfolio,
    PortfolioSettings,
    Watchlist,
    portfolios_of,
    together,
)
from r2k_tui.model.market.watchlist import ColumnName, SortName
from r2k_tui.model.text import clean

_FIRST, _ALL_HELD = "Small caps", "All portfolios"
_TABLE = "watchlist"


class SymbolList(NamedTuple):
    """One list with its name; a `held` list comes from a `portfolio` of the settings and is read-only."""

    name: str
    symbols: tuple[str, ...]
    held: bool = False
    portfolio: PortfolioSettings = PortfolioSettings()


class Watchlists:
    """Owns the lists and how they are shown; differences from the settings can be saved."""

    def __init__(
        self, watchlist: Watchlist, portfolio: PortfolioSettings, others: tuple[NamedPortfolio, ...] = ()
    ) -> None:
        self._saved = self._now = watchlist
        self.portfolios = portfolio, others
        self._everything = portfolio
        self.filter = ""
        self._place = 0
        self._groups: tuple[SymbolList, ...] = ()
        self._cursors: dict[int, str] = {}
        self._seen = {0}
        self._regroup()

    @property
    def groups(self) -> tuple[SymbolList, ...]:
        """All lists: the first one, named ones, each portfolio, and all of several together."""
        return self._groups

    @property
    def portfolio(self) -> PortfolioSettings:
        """The portfolio on the screen; under any other list, all of them together."""
        return self.shown.portfolio if self.shown.held else self.everything

    @property
    def everything(self) -> PortfolioSettings:
        """All portfolios together."""
        return self._everything

    @property
    def shown(self) -> SymbolList:
        """The list on the screen."""
        return self._groups[self._place]

    @property
    def place(self) -> int:
        """Index of the list on the screen."""
        return self._place

    @property
    def symbols(self) -> tuple[str, ...]:
        """Every symbol of every list, those on the screen first."""
        listed = [*self.shown.symbols, *(symbol for group in self._groups for symbol in group.symbols)]
        return tuple(dict.fromkeys(listed))

    @property
    def watched(self) -> tuple[str, ...]:
        """The symbols that the engine should poll: lists shown so far, and the portfolio.

        A list that was never shown costs no request; one shown before stays fresh, so that going back costs none
        either.
        """
        listed = [*self.shown.symbols]
        listed += [s for i, group in enumerate(self._groups) if i in self._seen or group.held for s in group.symbols]
        return tuple(dict.fromkeys(listed))

    @property
    def sort(self) -> SortName:
        """The column that rows are sorted by, `none` for the order of the list."""
        return self._now.sort

    @property
    def descending(self) -> bool:
        """Whether the largest value comes first."""
        return self._now.descending

    @property
    def columns(self) -> tuple[ColumnName, ...]:
        """The chosen columns; () for as many as fit."""
        return self._now.columns

    def sort_by(self, name: SortName, *, descending: bool) -> None:
        """Sort every list by a column."""
        self._now = msgspec.structs.replace(self._now, sort=name, descending=descending)

    @property
    def sorts_otherwise(self) -> bool:
        """Whether the lists are sorted in another way than the settings say."""
        return (self._now.sort, self._now.descending) != (self._saved.sort, self._saved.descending)

    def sort_as_saved(self) -> None:
        """Sort as the settings say."""
        self.sort_by(self._saved.sort, descending=self._saved.descending)

    @property
    def other_columns(self) -> bool:
        """Whether other columns are chosen than in the settings."""
        return self._now.columns != self._saved.columns

    def choose_saved(self) -> None:
        """Show the columns of the settings."""
        self.choose(self._saved.columns)

    def choose(self, columns: tuple[ColumnName, ...]) -> None:
        """Show these columns."""
        self._now = msgspec.structs.replace(self._now, columns=columns)

    def step(self, steps: int, cursor: str) -> str:
        """Go to another list, cyclically; takes the symbol that the cursor leaves, returns the symbol it goes to."""
        return self._go((self._place + steps) % len(self._groups), cursor)

    def go_to(self, symbol: str, cursor: str) -> bool:
        """Show a list that has the symbol, preferably the current one; returns False where none has it."""
        order = sorted(range(len(self._groups)), key=lambda i: i != self._place)
        result = next((i for i in order if symbol in self._groups[i].symbols), None)
        if result is None:
            return False
        self._go(result, cursor)
        return True

    def _go(self, place: int, cursor: str) -> str:
        """The cursor returns to its place in a list shown before; in a new list it stays on its symbol where
        possible.
        """
        self._cursors[self._place] = cursor
        self._place = place
        self._seen.add(place)
        symbols = self.shown.symbols
        wanted = (self._cursors.get(place, ""), cursor)
        return next((symbol for symbol in wanted if symbol in symbols), next(iter(symbols), cursor))

    def insert(self, symbol: str, after: str) -> None:
        """Insert a symbol into the list on the screen, after another one."""
        symbols = list(self.shown.symbols)
        if symbol not in symbols:
            symbols.insert(symbols.index(after) + 1 if after in symbols else 0, symbol)
            self._edit(tuple(symbols))

    def drop(self, symbol: str) -> None:
        """Remove a symbol from the list on the screen."""
        self._edit(tuple(listed for listed in self.shown.symbols if listed != symbol))

    def _edit(self, symbols: tuple[str, ...]) -> None:
        if self._place == 0:
            self._now = msgspec.structs.replace(self._now, symbols=symbols)
        else:
            groups = list(self._now.groups)
            groups[self._place - 1] = msgspec.structs.replace(groups[self._place - 1], symbols=symbols)
            self._now = msgspec.structs.replace(self._now, groups=tuple(groups))
        self._regroup()

    def changes(self, *keys: str) -> dict[tuple[str, str], object]:
        """Differences from the settings, as they are written to the file; only of these keys where any are named."""
        wanted = keys or self._now.__struct_fields__
        differing = [key for key in wanted if getattr(self._now, key) != getattr(self._saved, key)]
        return {(_TABLE, key): _plain(getattr(self._now, key)) for key in differing}

    def saved(self, *keys: str) -> None:
        """These keys were saved to the file; all of them where none is named."""
        kept = {key: getattr(self._now, key) for key in keys or self._now.__struct_fields__}
        self._saved = msgspec.structs.replace(self._saved, **kept)

    def apply(
        self, watchlist: Watchlist, portfolio: PortfolioSettings, others: tuple[NamedPortfolio, ...] = ()
    ) -> bool:
        """Apply what changed in the settings; returns False where the screen stays the same."""
        before = (self._now, self.portfolios)
        new = {
            key: getattr(watchlist, key)
            for key in watchlist.__struct_fields__
            if getattr(watchlist, key) != getattr(self._saved, key)
        }
        self._now, self._saved = msgspec.structs.replace(self._now, **new), watchlist
        self.portfolios = portfolio, others
        self._regroup()
        return before != (self._now, self.portfolios)

    def _regroup(self) -> None:
        name = self._groups[self._place].name if self._groups else ""
        groups = [SymbolList(_FIRST, _once(self._now.symbols))]
        groups += [SymbolList(clean(group.name), _once(group.symbols)) for group in self._now.groups]
        every = portfolios_of(*self.portfolios)
        self._everything, own = together(every), [one for one in every if one.holdings]
        groups += [_held(one.name, one) for one in own]
        if len(own) > 1:
            groups.append(_held(_ALL_HELD, self.everything))
        if tuple(g.name for g in groups) != tuple(g.name for g in self._groups):
            self._place = next((i for i, group in enumerate(groups) if group.name == name), 0)
            self._seen, self._cursors = {self._place}, {}
        self._groups = tuple(groups)


def _held(name: str, portfolio: PortfolioSettings) -> SymbolList:
    return SymbolList(clean(name), _once(tuple(holding.symbol for holding in portfolio.holdings)), True, portfolio)


def _once(symbols: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(symbols))


def _plain(value: object) -> object:
    """A setting as it is written to the file: structs as tables."""
    if isinstance(value, tuple) and any(isinstance(item, msgspec.Struct) for item in value):
        return msgspec.to_builtins(value)
    return value
