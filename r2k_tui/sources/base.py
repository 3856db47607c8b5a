"""Contract of a source, and the only errors that cross its border."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec

from r2k_tui.model.market.bars import Bars, Closes, Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import ProviderOffer

if TYPE_CHECKING:
    from r2k_tui.model.factors.table import FactorTable
    from r2k_tui.model.macro.series import MacroSeries
    from r2k_tui.model.market.dividends import DividendRecord
    from r2k_tui.model.market.fundamentals import Fundamentals
    from r2k_tui.model.market.holdings import FundHoldings
    from r2k_tui.model.market.news import Headline


class SourceError(Exception):
    """Failure of a source; `kind` is for programs, the text for people."""

    kind = "unavailable"


class RateLimited(SourceError):
    """Refusal of further requests; `retry_at` (seconds since the epoch) where the service named a time."""

    kind = "rate_limited"

    def __init__(self, message: str, retry_at: float | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class Paused(RateLimited):
    """Refusal without a request, until the pause that the service asked for earlier is over."""


class AuthFailed(SourceError):
    """Refusal of our credentials or identity."""

    kind = "auth_failed"


class ProviderOff(SourceError):
    """Provider that cannot work in this installation, such as one whose client library changed; no retry helps soon."""

    kind = "provider_off"


class Unavailable(SourceError):
    """Outage of the service or of the network."""

    kind = "unavailable"


class BadData(SourceError):
    """Response that is not valid data."""

    kind = "bad_data"


class RequestTooLong(BadData):
    """Refusal of a request because it is too long; one for fewer symbols may succeed."""


class NotFound(SourceError):
    """Symbol or data set that the service does not have."""

    kind = "not_found"


class SourceInfo(msgspec.Struct, frozen=True):
    """What must be known of a source before it is loaded; its one declaration.

    `live`: quotes move while the market trades (otherwise the newest daily bar is the quote, and always CLOSED).
    `simulated`: every number is invented. `keeps_store`: its data is worth keeping on disk between runs. `opt_in`: its
    terms restrict automated use, so only the user adds it to a chain, and a hub does not publish it. `gives` and
    `terms` describe the data and the terms of such a provider to the user.
    """

    name: str
    live: bool = True
    simulated: bool = False
    keeps_store: bool = True
    opt_in: bool = False
    gives: str = ""
    terms: str = ""


class Capabilities(msgspec.Struct, frozen=True):
    """Capabilities of a source.

    `always_open`: its market never closes (a simulated one). `remote`: each request goes to somebody's service, so the
    limits of the settings apply. `quote_cadence_s`: seconds between two polls of quotes while the market trades, where
    the source knows better than the settings. `news`: it has headlines, and is a NewsSource. `most_symbols`: maximum
    number of symbols in one request for quotes. `recorded`: it replays another source, failures included, so its
    responses are checked as that source's were.
    """

    info: SourceInfo
    intervals: tuple[Interval, ...]
    always_open: bool = False
    extended_hours: bool = False
    redistributable: bool = False
    remote: bool = True
    quote_cadence_s: float | None = None
    news: bool = False
    most_symbols: int = 20
    recorded: bool = False

    @property
    def checked(self) -> bool:
        """Whether prices and bars are checked before they are accepted; local data are not."""
        return self.remote or self.recorded

    @property
    def live(self) -> bool:
        """See SourceInfo."""
        return self.info.live

    @property
    def simulated(self) -> bool:
        """See SourceInfo."""
        return self.info.simulated

    @property
    def keeps_store(self) -> bool:
        """See SourceInfo."""
        return self.info.keeps_store


class QuoteBatch(msgspec.Struct, frozen=True):
    """Quotes of one request, the requested symbols that are missing, and the fundamentals in the same response.

    `disputed`: by symbol, the received fields that were removed from its quote because they contradict its price.
    `served`: by provider, the time in the Date header of its response (seconds since the epoch). `notice`: message for
    the user about the providers of these quotes.
    """

    quotes: tuple[Quote, ...]
    problems: tuple[Problem, ...] = ()
    fundamentals: tuple[Fundamentals, ...] = ()
    disputed: dict[str, dict[str, float]] = {}
    served: dict[str, float] = {}
    notice: str = ""

    def as_received(self, quote: Quote) -> Quote:
        """Quote as received, with the fields that contradict its price; for comparisons only."""
        return msgspec.structs.replace(quote, **self.disputed.get(quote.symbol, {}))


class BarBatch(msgspec.Struct, frozen=True):
    """Bars of one symbol, and problems with the rows left out."""

    bars: Bars
    problems: tuple[Problem, ...] = ()


class Source(Protocol):
    """Provider of market data. Methods never block the event loop and raise nothing but SourceError."""

    @property
    def name(self) -> str:
        """Short name, shown beside every number: `yahoo`, `csv`, `demo`."""

    @property
    def identity(self) -> str:
        """Name that identifies the data set (a csv source adds its folder)."""

    @property
    def capabilities(self) -> Capabilities:
        """Capabilities of this source."""

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of all `symbols`, in as few requests as the service allows.

        A symbol that the service does not know is a Problem of kind `not_found` in the batch, not an error.
        """

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars of one symbol from the bar at `since` (seconds since the epoch) on, or all there are.

        The last bar may be unfinished. Raises NotFound for an unknown symbol.
        """

    async def close(self) -> None:
        """Release threads, sessions and files."""


@runtime_checkable
class PartialSource(Protocol):
    """Source that covers only some symbols, such as the indices of one exchange."""

    def covers(self, symbol: str) -> bool:
        """Whether the source can have a quote of this symbol."""


@runtime_checkable
class ProviderChain(Protocol):
    """Source that fails over between several providers, each with its own limits and health."""

    def providers(self) -> tuple[FeedStatus, ...]:
        """Health of each provider, in the order of the chain; the topic is the provider's name."""

    def when_changed(self, call: Callable[[FeedStatus], None]) -> None:
        """Register the callback that receives every change of a provider's health, in the event loop."""

    def insist(self) -> None:
        """Send the next request to every provider, even one that is paused, because a user asked for it."""

    async def second_opinion(self, symbol: str, besides: str) -> Quote | None:
        """Quote of a symbol from the first healthy provider other than `besides`; None where there is no other.

        Raises nothing.
        """


@runtime_checkable
class FreezeAware(Protocol):
    """Source that can replace a provider whose feed is frozen."""

    def report_frozen(self, provider: str, message: str) -> None:
        """Record that the feed of `provider` has been frozen for minutes; `message` is for the user."""


@runtime_checkable
class ExtensibleChain(Protocol):
    """Chain that a user may add providers to."""

    def offers(self) -> tuple[ProviderOffer, ...]:
        """Opt-in providers that are not in the chain."""


@runtime_checkable
class BulkSource(Protocol):
    """Source with separate requests for the thousands of members of an index."""

    async def bulk_quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of one part of a long list, from a provider that answers it in one request; see Source.quotes."""

    async def bulk_bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars of one of thousands of symbols, from a provider whose terms permit it; see Source.bars."""


@runtime_checkable
class NewsSource(Protocol):
    """Source of headlines."""

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """Newest headlines of one symbol, newest first, in plain text made by `model.market.news.headline`.

        A symbol without headlines is not an error. Raises SourceError.
        """


@runtime_checkable
class DividendSource(Protocol):
    """Source of the dividends that were paid."""

    async def dividends(self, symbol: str) -> DividendRecord:
        """Every dividend of one symbol. Raises SourceError; NotFound where there is no record of them."""


@runtime_checkable
class HoldingsSource(Protocol):
    """Source of fund holdings."""

    async def holdings(self, fund: str) -> FundHoldings:
        """Newest holdings of a fund. Raises SourceError; NotFound without any."""


@runtime_checkable
class DatedHoldingsSource(Protocol):
    """Source of fund holdings of several days."""

    async def holdings_days(self, fund: str) -> tuple[str, ...]:
        """Days (`YYYY-MM-DD`) of all holdings of a fund, oldest first; none is no error. Raises SourceError."""

    async def holdings_of(self, fund: str, day: str) -> FundHoldings:
        """Holdings of a fund of one of those days. Raises SourceError; NotFound for another day."""


@runtime_checkable
class ClosesSource(Protocol):
    """Source of the closes of many symbols in one call."""

    async def closes(self, symbols: Sequence[str]) -> Closes:
        """Daily closes of finished sessions, with a column for each of `symbols` that it has.

        Raises SourceError; NotFound without any.
        """


@runtime_checkable
class MacroSource(Protocol):
    """Source of macro series, used in place of FRED."""

    async def economy(self, id: str) -> MacroSeries:
        """One series by its FRED id. Raises SourceError; NotFound without it."""


@runtime_checkable
class FactorSource(Protocol):
    """Source of factor returns, used in place of Kenneth French's files."""

    async def factor_table(self, name: str) -> FactorTable:
        """Table of a name of `model.factors.table`. Raises SourceError; NotFound without it."""


@runtime_checkable
class FundFactsSource(Protocol):
    """Source of figures of a whole fund."""

    async def fund_price_earnings(self, symbol: str) -> float | None:
        """Raw field "priceToEarnings" of the service; None where it is absent. Raises SourceError."""
