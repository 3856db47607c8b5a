"""The watchlist and the holdings of the user."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from r2k_tui.config.section import Amount, Reload, Section, Symbol
from r2k_tui.model.market.watchlist import ColumnName, SortName
from r2k_tui.model.money.currency import CURRENCIES

BASE_CURRENCY = rf"^({'|'.join(sorted(CURRENCIES))})$"
GROUP_NAME = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,23}$"
Symbols = Annotated[tuple[Symbol, ...], msgspec.Meta(max_length=500)]


class WatchlistGroup(Section, frozen=True):
    """A further watchlist."""

    name: Annotated[str, msgspec.Meta(pattern=GROUP_NAME)]
    """Title of the list."""
    symbols: Symbols = ()
    """Its symbols."""


class Watchlist(Section, frozen=True):
    """The table of quotes."""

    reload: ClassVar[Reload] = "screen"

    symbols: Symbols = ()
    """Symbols of the first list, in order."""
    groups: Annotated[tuple[WatchlistGroup, ...], msgspec.Meta(max_length=20)] = ()
    """Further lists."""
    columns: tuple[ColumnName, ...] = ()
    """Columns after the symbol; as many as fit if empty."""
    sort: SortName = "none"
    """Column to sort by."""
    descending: bool = False
    """Whether the largest comes first."""


class Holding(Section, frozen=True):
    """Shares of one symbol from one purchase."""

    symbol: Symbol
    """Symbol held."""
    shares: Amount
    """Number of shares; negative if sold short."""
    cost: Annotated[float, msgspec.Meta(ge=0, le=1e9)]
    """Price paid per share, in the currency of the quote."""
    opened: date | None = None
    """Day of the purchase; before every chart range if absent."""


class PortfolioSettings(Section, frozen=True):
    """The holdings of the user."""

    reload: ClassVar[Reload] = "screen"

    cash: Amount = 0.0
    """Cash in the base currency."""
    holdings: Annotated[tuple[Holding, ...], msgspec.Meta(max_length=500)] = ()
    """One entry per purchase."""
    base: Annotated[str, msgspec.Meta(pattern=BASE_CURRENCY)] = "USD"
    """Currency of cash and of every sum, an ISO code; prices in another currency are converted."""
