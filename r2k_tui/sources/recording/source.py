"""Source that records every response of another one and passes it on unchanged."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import (
    BarBatch,
    Capabilities,
    ClosesSource,
    DividendSource,
    FactorSource,
    FundFactsSource,
    HoldingsSource,
    MacroSource,
    NewsSource,
    PartialSource,
    ProviderChain,
    QuoteBatch,
    RateLimited,
    Source,
    SourceError,
)
from r2k_tui.sources.member_data import EventsSource
from r2k_tui.sources.recording.records import (
    DEFECT,
    Answer,
    BarsRecord,
    NewsRecord,
    OpinionRecord,
    QuotesRecord,
    Record,
    RecordedFailure,
    RecordingHeader,
    StatusRecord,
)
from r2k_tui.sources.recording.stream import RecordingStream
from r2k_tui.sources.recording.writer import RecordingWriter
from r2k_tui.sources.streaming import QuoteStream, StreamingSource

log = logging.getLogger(__name__)
Response = TypeVar("Response")
# A longer request without any watched symbol is for the constituents of the index, which a recording omits.
_MOST_LOOKED_UP = 20


class RecordingSource:
    """Wrapper of a source; the recording begins with the first response.

    It has the optional methods of its inner source and no others. `make_header` takes the time of the beginning.
    """

    def __init__(
        self,
        inner: Source,
        writer: RecordingWriter,
        make_header: Callable[[float], RecordingHeader],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inner, self._writer, self._make_header, self._clock = inner, writer, make_header, clock
        self._began = False
        self._symbols: set[str] = set()
        self._listeners: list[Callable[[FeedStatus], None]] = []
        self._offer_optional_methods()

    @property
    def name(self) -> str:
        """See Source."""
        return self._inner.name

    @property
    def identity(self) -> str:
        """See Source."""
        return self._inner.identity

    @property
    def capabilities(self) -> Capabilities:
        """See Source."""
        return self._inner.capabilities

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source."""
        names = tuple(symbols)
        if not self._wants(names):
            return await self._inner.quotes(symbols)

        def record(asked: float, at: float, batch: QuoteBatch | None, failure: RecordedFailure | None) -> QuotesRecord:
            if batch is None:
                return QuotesRecord(asked, at, names, failure=failure)
            return QuotesRecord(asked, at, names, batch.quotes, batch.problems, batch.disputed)

        return await self._recorded(lambda: self._inner.quotes(symbols), record)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source."""
        if not self._wants((symbol,), look_up=False):
            return await self._inner.bars(symbol, interval, since)

        def record(asked: float, at: float, batch: BarBatch | None, failure: RecordedFailure | None) -> BarsRecord:
            bars, problems = (batch.bars, batch.problems) if batch is not None else (None, ())
            return BarsRecord(asked, at, symbol, interval, since, bars, problems, failure)

        return await self._recorded(lambda: self._inner.bars(symbol, interval, since), record)

    async def close(self) -> None:
        """Close the inner source, then the recording."""
        await self._inner.close()
        await asyncio.to_thread(self._writer.close)

    def _offer_optional_methods(self) -> None:
        """Add the methods of the optional protocols that the inner source implements.

        They are set on the instance, because the class must not appear to implement them.
        """
        inner = self._inner
        passed: dict[type, tuple[str, ...]] = {
            PartialSource: ("covers",),
            HoldingsSource: ("holdings",),
            ClosesSource: ("closes",),
            MacroSource: ("economy",),
            FactorSource: ("factor_table",),
            FundFactsSource: ("fund_price_earnings",),
            DividendSource: ("dividends",),
            EventsSource: ("events",),
            ProviderChain: ("providers", "insist"),
        }
        for protocol, names in passed.items():
            if isinstance(inner, protocol):
                vars(self).update({name: getattr(inner, name) for name in names})
        if isinstance(inner, NewsSource):
            vars(self)["news"] = self._news_of(inner)
        if isinstance(inner, StreamingSource):
            vars(self)["stream"] = self._stream_of(inner)
        if isinstance(inner, ProviderChain):
            vars(self)["second_opinion"] = self._opinion_of(inner)
            vars(self)["when_changed"] = self._listeners.append
            inner.when_changed(self._provider_changed)

    def _provider_changed(self, status: FeedStatus) -> None:
        self._put(StatusRecord(self._clock(), status))
        for call in self._listeners:
            call(status)

    def _news_of(self, inner: NewsSource) -> Callable[[str], Awaitable[tuple[Headline, ...]]]:
        async def news(symbol: str) -> tuple[Headline, ...]:
            if not self._wants((symbol,), look_up=False):
                return await inner.news(symbol)
            return await self._recorded(
                lambda: inner.news(symbol),
                lambda asked, at, found, failure: NewsRecord(asked, at, symbol, found or (), failure),
            )

        return news

    def _opinion_of(self, inner: ProviderChain) -> Callable[[str, str], Awaitable[Quote | None]]:
        async def second_opinion(symbol: str, besides: str) -> Quote | None:
            return await self._recorded(
                lambda: inner.second_opinion(symbol, besides),
                lambda asked, at, quote, failure: OpinionRecord(asked, at, symbol, besides, quote, failure),
            )

        return second_opinion

    def _stream_of(self, inner: StreamingSource) -> Callable[[], QuoteStream | None]:
        def stream() -> QuoteStream | None:
            found = inner.stream()
            return None if found is None else RecordingStream(found, self._put, self._clock)

        return stream

    def _wants(self, symbols: tuple[str, ...], *, look_up: bool = True) -> bool:
        """Whether a request is for watched or looked-up symbols."""
        self._begin()
        if look_up and (len(symbols) <= _MOST_LOOKED_UP or not self._symbols.isdisjoint(symbols)):
            self._symbols.update(symbols)
            return True
        return not self._symbols.isdisjoint(symbols)

    def _begin(self) -> None:
        if self._began:
            return
        self._began = True
        try:
            header = self._make_header(self._clock())
        except Exception as error:
            # A failed recording must not stop its source.
            log.exception("the recording cannot begin")
            self._writer.give_up(f"the recording cannot begin: {type(error).__name__}: {error}")
            return
        self._symbols.update(header.symbols)
        self._symbols.update(value for value in header.market.values() if isinstance(value, str))
        self._writer.begin(header)

    async def _recorded(
        self,
        call: Callable[[], Awaitable[Response]],
        record: Callable[[float, float, Response | None, RecordedFailure | None], Answer],
    ) -> Response:
        self._begin()
        asked = self._clock()
        try:
            found = await call()
        except Exception as error:
            self._put(record(asked, self._clock(), None, failure_of(error)))
            raise
        self._put(record(asked, self._clock(), found, None))
        return found

    def _put(self, record: Record) -> None:
        self._begin()
        self._writer.put(record)


def failure_of(error: Exception) -> RecordedFailure:
    """Exception as a value; anything but a SourceError is a defect."""
    if not isinstance(error, SourceError):
        return RecordedFailure(DEFECT, f"{type(error).__name__}: {error}")
    retry_at = error.retry_at if isinstance(error, RateLimited) else None
    return RecordedFailure(error.kind, str(error), retry_at)
