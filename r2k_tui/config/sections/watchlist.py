"""The settings of what a person watches and of what is held."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from r2k_tui.config.section import Amount, Reload, Section, Symbol
from r2k_tui.model.market.watchlist import ColumnName, SortName

GROUP_NAME = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,23}$"
Symbols = Annotated[tuple[Symbol, ...], msgspec.Meta(max_length=500)]


class WatchlistGroup(Section, frozen=True):
    """A further list of the watchlist, with its name."""

    name: Annotated[str, msgspec.Meta(pattern=GROUP_NAME)]
    symbols: Symbols = ()


class Watchlist(Section, frozen=True):
    """What the table of quotes shows, in this order; without `columns`, as many as there is room for."""

    reload: ClassVar[Reload] = "screen"

    symbols: Symbols = ()
    groups: Annotated[tuple[WatchlistGroup, ...], msgspec.Meta(max_length=20)] = ()
    columns: tuple[ColumnName, ...] = ()
    sort: SortName = "none"
    descending: bool = False


class Holding(Section, frozen=True):
    """Shares of one symbol, negative when sold short; `cost` is paid per share, in the currency of the quote.

    Without `opened` (a TOML date) the shares count as held for longer than any range of a chart.
    """

    symbol: Symbol
    shares: Amount
    cost: Annotated[float, msgspec.Meta(ge=0, le=1e9)]
    opened: date | None = None


class PortfolioSettings(Section, frozen=True):
    """What is held: `cash` in dollars, and one entry for each purchase."""

    reload: ClassVar[Reload] = "screen"

    cash: Amount = 0.0
    holdings: Annotated[tuple[Holding, ...], msgspec.Meta(max_length=500)] = ()
