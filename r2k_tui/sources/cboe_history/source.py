"""Cboe's published history of VIX and RVX as a Source of daily bars."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.as_of import quote_of
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch, SourceError
from r2k_tui.sources.cboe_history.info import INFO
from r2k_tui.sources.cboe_history.parse import SERVICE, history_bars
from r2k_tui.sources.http.client import HttpAccess, HttpClient, raise_for_status

HOSTS = frozenset({"cdn.cboe.com", "cdn-api.cboe.com"})
BASE = "https://cdn.cboe.com/api/global/us_indices/daily_prices"
# Cboe's index by Yahoo's symbol.
FILES = {"^VIX": "VIX", "^RVX": "RVX"}
# A file grows by one row a day.
EVERY_S = 6 * 3600.0
RETRY_S = 900.0
# The newest close is one of the last session until the next evening.
DELAY_S = 86400.0
_MOST_BYTES = 4_000_000
_UNKNOWN = frozenset({403, 404})
_CAPABILITIES = Capabilities(INFO, intervals=(Interval.D1,), redistributable=False)


class _File(NamedTuple):
    """A file as last read, and when."""

    bars: Bars
    at: float


class _Failure(NamedTuple):
    """The newest failed request for a file, and when."""

    error: SourceError
    at: float


class CboeHistorySource:
    """Source of the daily bars of the indices in FILES, each file requested at most once in six hours.

    Where a later request fails, the file as last read stays in use, with a problem that says so. `clock` gives seconds
    since the epoch.
    """

    name = INFO.name
    identity = INFO.name
    capabilities = _CAPABILITIES

    def __init__(self, settings: CboeSettings, clock: Callable[[], float] = time.time) -> None:
        access = HttpAccess(
            SERVICE,
            HOSTS,
            gateway=settings.endpoint,
            proxy=settings.proxy,
            deadline_s=settings.deadline_s,
            headers={"Accept": "text/csv,*/*"},
        )
        self._client, self._clock = HttpClient(access, clock), clock
        self._files: dict[str, _File] = {}
        self._failures: dict[str, _Failure] = {}
        self._served: dict[str, float] = {}
        self._turn = asyncio.Lock()

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.sent

    def covers(self, symbol: str) -> bool:
        """See PartialSource."""
        return symbol.upper() in FILES

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source: the newest close of each index, at the closing bell of its day.

        Raises SourceError where no index has one because of a failure.
        """
        quotes: list[Quote] = []
        problems: list[Problem] = []
        failed: SourceError | None = None
        for symbol in dict.fromkeys(symbols):
            try:
                batch = await self.bars(symbol, Interval.D1)
            except SourceError as error:
                problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
                failed = failed if isinstance(error, NotFound) else error
            else:
                quotes.append(self._quote(batch.bars))
                problems += batch.problems
        if failed is not None and not quotes:
            raise failed
        return QuoteBatch(tuple(quotes), tuple(problems), served=self._served)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Raises NotFound for anything but the daily bars of the indices in FILES."""
        if interval is not Interval.D1 or not self.covers(symbol):
            raise NotFound(f"Cboe publishes no bars of {interval} of {clean(symbol, 32) or 'an empty symbol'}.")
        async with self._turn:
            bars, problems = await self._read(FILES[symbol.upper()], symbol)
        bars = msgspec.structs.replace(bars, symbol=symbol)
        return BarBatch(bars if since is None else bars.since(since), problems)

    async def close(self) -> None:
        """See Source."""
        await self._client.close()

    def _quote(self, bars: Bars) -> Quote:
        read_at = self._files[FILES[bars.symbol.upper()]].at
        quote = quote_of(bars, received_at=read_at)
        at = None if quote.time is None else min(quote.time, read_at)
        return msgspec.structs.replace(quote, time=at, currency=CURRENCY, delay_s=DELAY_S, cadence_s=EVERY_S)

    async def _read(self, file_symbol: str, symbol: str) -> tuple[Bars, tuple[Problem, ...]]:
        if self._is_due(file_symbol):
            await self._refresh(file_symbol)
        file, failure = self._files.get(file_symbol), self._failures.get(file_symbol)
        if failure is None and file is not None:
            return file.bars, ()
        error = NotFound(f"Cboe publishes no file of {file_symbol}.") if failure is None else failure.error
        if file is None:
            raise error.with_traceback(None)
        return file.bars, (Problem(symbol, error.kind, f"{error} The file read before stays in use."),)

    async def _refresh(self, file_symbol: str) -> None:
        now = self._clock()
        try:
            self._files[file_symbol] = _File(await self._fetch(file_symbol), now)
        except SourceError as error:
            self._failures[file_symbol] = _Failure(error, now)
        else:
            self._failures.pop(file_symbol, None)

    def _is_due(self, file_symbol: str) -> bool:
        """Whether a request is due; a clock set back makes one due."""
        now, failure, file = self._clock(), self._failures.get(file_symbol), self._files.get(file_symbol)
        if failure is not None:
            return not 0.0 <= now - failure.at < RETRY_S
        return file is None or not 0.0 <= now - file.at < EVERY_S

    async def _fetch(self, file_symbol: str) -> Bars:
        url = f"{BASE}/{file_symbol}_History.csv"
        answer = await self._client.get(url, max_bytes=_MOST_BYTES, statuses=_UNKNOWN)
        if answer.status == 404 or (answer.status == 403 and b"AccessDenied" in answer.body[:4096]):
            raise NotFound(f"Cboe publishes no file of {file_symbol}.")
        raise_for_status(answer.status, SERVICE)
        self._served = {} if answer.served_at is None else {self.name: answer.served_at}
        return history_bars(answer.body, file_symbol, file_symbol, self._clock())
