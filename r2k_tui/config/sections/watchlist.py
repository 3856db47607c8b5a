"""The watchlist and the holdings of the user."""

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from r2k_tui.config.section import Amount, Reload, Section, Symbol
from r2k_tui.model.market.watchlist import ColumnName, SortName
from r2k_tui.model.money.currency import CASH, CURRENCIES
from r2k_tui.model.settings_fault import SettingsFault

BASE_CURRENCY = rf"^({'|'.join(sorted(CURRENCIES))})$"
ACCOUNT_NAME = r"^[^\x00-\x1f\x7f-\x9f]{0,40}$"
# Names of `[portfolio]` unless it has another, and of every portfolio together.
FIRST_PORTFOLIO, ALL_PORTFOLIOS = "Portfolio", "all"
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
    cost: Annotated[float, msgspec.Meta(ge=0, le=1e9)] | None = None
    """Price paid per share, in the currency of the quote; absent where it is unknown, and so is the profit."""
    opened: date | None = None
    """Day of the purchase; before every chart range if absent."""


Holdings = Annotated[tuple[Holding, ...], msgspec.Meta(max_length=2000)]
PortfolioTitle = Annotated[str, msgspec.Meta(pattern=GROUP_NAME)]
Account = Annotated[str, msgspec.Meta(pattern=ACCOUNT_NAME)]


class PortfolioSettings(Section, frozen=True):
    """The holdings of the user."""

    cash: Amount = 0.0
    """Cash in the base currency."""
    holdings: Holdings = ()
    """One entry per purchase."""
    base: Annotated[str, msgspec.Meta(pattern=BASE_CURRENCY)] = "USD"
    """Currency of cash and of every sum, an ISO code; prices in another currency are converted."""
    name: PortfolioTitle = FIRST_PORTFOLIO
    """Title of the list of these holdings."""
    account: Account = ""
    """Account they are in, as its broker names it."""


class NamedPortfolio(Section, frozen=True):
    """A further portfolio, in the base currency of `[portfolio]`."""

    name: PortfolioTitle
    """Title of its list; no two portfolios have the same."""
    account: Account = ""
    """Account it is in, as its broker names it."""
    cash: Amount = 0.0
    """Cash in the base currency."""
    holdings: Holdings = ()
    """One entry per purchase."""


NamedPortfolios = Annotated[tuple[NamedPortfolio, ...], msgspec.Meta(max_length=20, extra={"reload": "engine"})]


def portfolios_of(first: PortfolioSettings, others: tuple[NamedPortfolio, ...]) -> tuple[PortfolioSettings, ...]:
    """Every portfolio that holds something or has cash; the first one alone where none does."""
    named = (PortfolioSettings(one.cash, one.holdings, first.base, one.name, one.account) for one in others)
    return tuple(one for one in (first, *named) if one.holdings or one.cash) or (first,)


def together(portfolios: tuple[PortfolioSettings, ...]) -> PortfolioSettings:
    """All portfolios as one; a single one stays as it is."""
    if len(portfolios) == 1:
        return portfolios[0]
    held = tuple(holding for one in portfolios for holding in one.holdings)
    return PortfolioSettings(sum(one.cash for one in portfolios), held, portfolios[0].base, ALL_PORTFOLIOS)


def portfolios_fault(first: PortfolioSettings, others: tuple[NamedPortfolio, ...], chosen: str) -> SettingsFault | None:
    """The first contradiction of the names of portfolios; `chosen` is that of `[allocation] portfolio`."""
    seen = {first.name.casefold(): "[portfolio]", ALL_PORTFOLIOS.casefold(): "every portfolio together"}
    if first.name.casefold() == ALL_PORTFOLIOS.casefold():
        return SettingsFault(("portfolio", "name"), f'"{first.name}" names every portfolio together')
    for place, one in enumerate(others):
        if (taken := seen.get(one.name.casefold())) is not None:
            return SettingsFault(("portfolios", f"[{place}]", "name"), f'"{one.name}" is the name of {taken}, too')
        seen[one.name.casefold()] = "another portfolio"
    if (at := _cash_among_holdings(first, others)) is not None:
        return SettingsFault(at, "`cash` is no holding: write the amount as `cash` of the portfolio")
    if chosen.casefold() not in seen:
        names = ", ".join((ALL_PORTFOLIOS, first.name, *(one.name for one in others)))
        return SettingsFault(("allocation", "portfolio"), f'no portfolio "{chosen}" (there are {names})')
    return None


def _cash_among_holdings(first: PortfolioSettings, others: tuple[NamedPortfolio, ...]) -> tuple[str, ...] | None:
    """The place of a holding named `cash`, for whose price no source could be asked."""
    listed = (("portfolio",), first.holdings), *((("portfolios", f"[{i}]"), o.holdings) for i, o in enumerate(others))
    for table, holdings in listed:
        for place, holding in enumerate(holdings):
            if holding.symbol == CASH:
                return (*table, "holdings", f"[{place}]")
    return None
