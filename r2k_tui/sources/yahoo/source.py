"""Yahoo Finance as a Source: yfinance on worker threads, behind typed errors and deadlines."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.news import MOST_HEADLINES, Headline
from r2k_tui.sources.base import BadData, BarBatch, Capabilities, NotFound, QuoteBatch, Unavailable
from r2k_tui.sources.http.reachability import Reachability
from r2k_tui.sources.http.worker_thread import WorkerThread
from r2k_tui.sources.parsing.numbers import number
from r2k_tui.sources.yahoo.http.cache_dir import CacheFolder
from r2k_tui.sources.yahoo.http.errors import is_cache_failure, typed
from r2k_tui.sources.yahoo.info import INFO
from r2k_tui.sources.yahoo.parsing import quotes as wire_quotes
from r2k_tui.sources.yahoo.parsing.dividends import to_record
from r2k_tui.sources.yahoo.parsing.news import to_headlines

if TYPE_CHECKING:
    from r2k_tui.sources.yahoo.client import YahooClient
    from r2k_tui.sources.yahoo.stream import YahooStream

T = TypeVar("T")
# Share of the deadline that HTTP may use: a thread ends by itself before its caller abandons it.
_HTTP_SHARE = 0.9
_SERVER = "https://query1.finance.yahoo.com"
_CAPABILITIES = Capabilities(
    INFO,
    intervals=(Interval.M1, Interval.M5, Interval.M15, Interval.M30, Interval.H1, Interval.D1),
    extended_hours=True,
    redistributable=False,
    news=True,
    most_symbols=1000,
)


class YahooSource:
    """Source of quotes, bars and headlines of Yahoo Finance.

    `cache_dir`: folder of the client's caches, of which each process uses a part of its own. `clock` gives seconds
    since the epoch. Heavy modules load on the first call, in a worker thread.
    """

    name = INFO.name
    identity = "yahoo"
    capabilities = _CAPABILITIES

    def __init__(self, settings: YahooSettings, cache_dir: Path, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._cache_dir = cache_dir
        self._clock = clock
        self._client: YahooClient | None = None
        self._folder: CacheFolder | None = None
        self._loading = threading.Lock()
        self._reachability = Reachability("Yahoo", settings.proxy)
        self._closed = False
        self._quote_thread = WorkerThread("yahoo-quotes", settings.deadline_s, self._leave_thread)
        self._bar_thread = WorkerThread("yahoo-bars", settings.deadline_s, self._leave_thread)
        self._news_thread = WorkerThread("yahoo-news", settings.deadline_s, self._leave_thread)

    @property
    def requests(self) -> int:
        """HTTP requests sent so far, including those for cookies and crumbs."""
        return 0 if self._client is None else self._client.session.sent

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of all `symbols` in one request. Raises SourceError."""
        asked = list(dict.fromkeys(symbols))
        good = [symbol for symbol in asked if wire_quotes.askable(symbol)]
        odd = tuple(wire_quotes.unknown(symbol) for symbol in asked if symbol not in good)
        if not good:
            return QuoteBatch((), odd)
        try:
            batch = await self._quote_thread.run(lambda: self._guarded(lambda it: self._quotes(it, good)))
        except NotFound:
            if len(good) > 1:
                raise
            batch = QuoteBatch((), (wire_quotes.unknown(good[0]),))
        return msgspec.structs.replace(batch, problems=odd + batch.problems)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars from the one at `since` (seconds since the epoch) on, or all that Yahoo serves. Raises SourceError.

        They are empty for a known symbol without bars in the period.
        """
        if not wire_quotes.askable(symbol):
            raise NotFound(wire_quotes.unknown(symbol).message)
        if since is not None and math.isnan(since):
            raise BadData("The requested start is not a number.")
        if since is not None and since > self._clock() + interval.seconds + 86400:
            return BarBatch(Bars(symbol, interval, source=self.name))
        return await self._bar_thread.run(
            lambda: self._guarded(lambda it: self._bars(it, symbol, interval, since), needs_crumb=False)
        )

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """See NewsSource. Raises NotFound for a malformed symbol; one that Yahoo does not know has no headlines."""
        if not wire_quotes.askable(symbol):
            raise NotFound(wire_quotes.unknown(symbol).message)
        return await self._news_thread.run(lambda: self._guarded(lambda it: self._news(it, symbol), needs_crumb=False))

    async def dividends(self, symbol: str) -> DividendRecord:
        """See DividendSource. Raises NotFound for a symbol that Yahoo does not know."""
        if not wire_quotes.askable(symbol):
            raise NotFound(wire_quotes.unknown(symbol).message)
        return await self._news_thread.run(lambda: self._guarded(lambda it: self._dividends(it, symbol)))

    async def fund_price_earnings(self, symbol: str) -> float | None:
        """See FundFactsSource. Raises NotFound for a security that is not a fund."""
        if not wire_quotes.askable(symbol):
            raise NotFound(wire_quotes.unknown(symbol).message)
        return await self._news_thread.run(
            lambda: self._guarded(lambda it: number(it.fund_price_earnings(symbol.upper())))
        )

    def stream(self) -> YahooStream | None:
        """See StreamingSource."""
        if not self._settings.stream:
            return None
        from r2k_tui.sources.yahoo.stream import YahooStream

        return YahooStream(self._settings, self._clock)

    async def close(self) -> None:
        """Stop the threads and release the cache folder, without waiting for hanging calls."""
        self._closed = True
        self._quote_thread.close()
        self._bar_thread.close()
        self._news_thread.close()
        if self._folder is not None:
            self._folder.release()

    def _quotes(self, client: YahooClient, symbols: list[str]) -> QuoteBatch:
        data = client.quotes([symbol.upper() for symbol in symbols])
        batch = wire_quotes.to_batch(data, symbols, self._clock())
        client.learn_zones(wire_quotes.time_zones(data))
        served = client.session.served_at
        return batch if served is None else msgspec.structs.replace(batch, served={self.name: served})

    def _news(self, client: YahooClient, symbol: str) -> tuple[Headline, ...]:
        return to_headlines(client.news(symbol.upper(), MOST_HEADLINES), self._clock())

    def _dividends(self, client: YahooClient, symbol: str) -> DividendRecord:
        return to_record(client.dividends(symbol.upper()), symbol, self.name)

    def _bars(self, client: YahooClient, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        from r2k_tui.sources.yahoo.parsing.bars import to_batch

        frame, facts = client.history(symbol.upper(), interval, since)
        if frame is None or frame.empty:
            return BarBatch(Bars(symbol, interval, source=self.name), self._nothing(symbol, interval, since))
        batch = to_batch(frame, symbol, interval, facts, self._clock())
        return batch if since is None else BarBatch(batch.bars.since(since), batch.problems)

    def _nothing(self, symbol: str, interval: Interval, since: float | None) -> tuple[Problem, ...]:
        if since is not None:
            return ()
        return (Problem(symbol, "bad_data", f"Yahoo has no bars of {interval} for {symbol}."),)

    def _guarded(self, call: Callable[[YahooClient], T], *, needs_crumb: bool = True) -> T:
        """Run `call` in this worker thread within the time for HTTP; raise nothing but SourceError."""
        try:
            client = self._loaded()
            with client.session.budget(self._settings.deadline_s * _HTTP_SHARE, needs_crumb=needs_crumb):
                return call(client)
        except BaseException as error:
            failure = typed(error, self._settings.deadline_s)
            if is_cache_failure(error) and self._client is not None:
                self._client.do_without_caches()
        # Raised here without its cause, whose frames would keep whole responses in memory.
        failure.__context__ = failure.__cause__ = None
        raise failure.with_traceback(None)

    def _loaded(self) -> YahooClient:
        with self._loading:
            if self._closed:
                raise Unavailable("The source is closed.")
            if self._client is None:
                self._reachability.check(self._settings.endpoint or _SERVER)
                from r2k_tui.sources.yahoo.private_names import check_private_names

                # Before the client, which would fail at its own imports without saying at which name.
                check_private_names()
                from r2k_tui.sources.yahoo.client import YahooClient

                self._folder = CacheFolder(self._cache_dir)
                self._client = YahooClient(self._settings, self._folder, self._clock)
            return self._client

    def _leave_thread(self) -> None:
        if self._client is not None:
            self._client.leave_thread()
