"""What every source offers, and the only errors that cross its border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import msgspec

from r2k_tui.model.macro.series import MacroSeries
from r2k_tui.model.market.bars import Bars, Closes, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote


class SourceError(Exception):
    """A source could not deliver; `kind` names the failure for programs, the text is for people."""

    kind = "unavailable"


class RateLimited(SourceError):
    """The service refuses more requests; `retry_at` (seconds since the epoch) when it said until when."""

    kind = "rate_limited"

    def __init__(self, message: str, retry_at: float | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class AuthFailed(SourceError):
    """The service refuses who we are."""

    kind = "auth_failed"


class Unavailable(SourceError):
    """The service, or the way to it, is down."""

    kind = "unavailable"


class BadData(SourceError):
    """The service answered with something that is not data."""

    kind = "bad_data"


class NotFound(SourceError):
    """The service does not know the symbol."""

    kind = "not_found"


class Capabilities(msgspec.Struct, frozen=True):
    """What a source can do.

    `live`: quotes move while the market trades (else the newest daily bar is the quote and is always CLOSED).
    `always_open`: its market never closes (a simulated one). `keeps_store`: worth keeping on disk between runs.
    `remote`: asking costs a request at somebody's service, so that the limits of the settings apply.
    `quote_cadence_s`: seconds between two polls of quotes while the market trades, where the source knows better
    than the settings. `news`: it has headlines, and is a NewsSource.
    """

    live: bool
    intervals: tuple[Interval, ...]
    simulated: bool = False
    always_open: bool = False
    extended_hours: bool = False
    keeps_store: bool = True
    redistributable: bool = False
    remote: bool = True
    quote_cadence_s: float | None = None
    news: bool = False


class QuoteBatch(msgspec.Struct, frozen=True):
    """Quotes of one request, what was asked for and is missing, and what came along about the companies.

    `disputed`: by symbol, the fields that were taken out of its quote because they contradict its price, as told.
    """

    quotes: tuple[Quote, ...]
    problems: tuple[Problem, ...] = ()
    fundamentals: tuple[Fundamentals, ...] = ()
    disputed: dict[str, dict[str, float]] = {}

    def as_received(self, quote: Quote) -> Quote:
        """The quote with what contradicts its price in place: only who compares may look at that."""
        return msgspec.structs.replace(quote, **self.disputed.get(quote.symbol, {}))


class BarBatch(msgspec.Struct, frozen=True):
    """Bars of one symbol, and the rows that were left out."""

    bars: Bars
    problems: tuple[Problem, ...] = ()


class Source(Protocol):
    """A provider of market data. Methods never block the event loop and raise nothing but SourceError."""

    @property
    def name(self) -> str:
        """Short name, shown beside every number: `yahoo`, `csv`, `demo`."""

    @property
    def identity(self) -> str:
        """Name that tells two stores of data apart (a csv source adds its folder)."""

    @property
    def capabilities(self) -> Capabilities:
        """What this source can do."""

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of all `symbols`, in as few requests as the service allows.

        A symbol that the service does not know is a Problem of kind `not_found` in the batch, not an error.
        """

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars of one symbol from the bar at `since` (seconds since the epoch) on, or all there are.

        The last bar may be unfinished. Raises NotFound for an unknown symbol.
        """

    async def close(self) -> None:
        """Let go of threads, sessions and files."""


@runtime_checkable
class NewsSource(Protocol):
    """A source that has headlines as well."""

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """The newest headlines of one symbol, newest first, made by `model.news.headline`: plain text.

        A symbol without any has none: that is no error. Raises SourceError.
        """


@runtime_checkable
class HoldingsSource(Protocol):
    """A source that knows by itself what a fund holds."""

    async def holdings(self, fund: str) -> FundHoldings:
        """The newest list of a fund. Raises SourceError, NotFound where there is none."""


@runtime_checkable
class ClosesSource(Protocol):
    """A source that has the closes of many symbols at hand, so that nobody needs to ask for them one by one."""

    async def closes(self, symbols: Sequence[str]) -> Closes:
        """Daily closes of finished sessions, a column for each of `symbols` that it knows.

        Raises SourceError, NotFound where it has none at all.
        """


@runtime_checkable
class MacroSource(Protocol):
    """A source that has series of the economy at hand, so that FRED need not be asked for them."""

    async def economy(self, id: str) -> MacroSeries:
        """One series by the name that FRED gives it. Raises SourceError, NotFound where it has none."""


@runtime_checkable
class FundFactsSource(Protocol):
    """A source that has figures of a fund as a whole."""

    async def fund_price_earnings(self, symbol: str) -> float | None:
        """The field that is called "priceToEarnings", as it comes; None where it is not given. Raises SourceError."""
