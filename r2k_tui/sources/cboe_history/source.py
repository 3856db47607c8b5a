"""Cboe's published history of VIX and RVX as a Source of daily bars."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from r2k_tui.config.sections.cboe import CboeSettings
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import CURRENCY, Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.as_of import quote_of
from r2k_tui.sources.base import BadData, BarBatch, Capabilities, NotFound, QuoteBatch, SourceError
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
    """A file as last read, and when; `failed_at` and `error` where the newest request failed."""

    bars: Bars | None
    read_at: float
    failed_at: float | None = None
    error: SourceError | None = None


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
            deadline_s=settings.deadline_s,
            headers={"Accept": "text/csv,*/*"},
        )
        self._client, self._clock = HttpClient(access, clock), clock
        self._files: dict[str, _File] = {}
        self._turn = asyncio.Lock()

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.sent

    def covers(self, symbol: str) -> bool:
        """See PartialSource."""
        return symbol.upper() in FILES

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source: the newest close of each index, at the closing bell of its day. Raises SourceError."""
        quotes: list[Quote] = []
        problems: list[Problem] = []
        for symbol in dict.fromkeys(symbols):
            try:
                batch = await self.bars(symbol, Interval.D1)
            except (NotFound, BadData) as error:
                problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
            else:
                quotes.append(self._quote(batch.bars))
                problems += batch.problems
        return QuoteBatch(tuple(quotes), tuple(problems))

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
        read_at = self._files[FILES[bars.symbol.upper()]].read_at
        quote = quote_of(bars, received_at=read_at)
        at = None if quote.time is None else min(quote.time, read_at)
        return msgspec.structs.replace(quote, time=at, currency=CURRENCY, delay_s=DELAY_S, cadence_s=EVERY_S)

    async def _read(self, file_symbol: str, symbol: str) -> tuple[Bars, tuple[Problem, ...]]:
        known, now = self._files.get(file_symbol), self._clock()
        if known is None or not _is_recent(known, now):
            known = self._files[file_symbol] = await self._fetched(file_symbol, known, now)
        if known.error is None and known.bars is not None:
            return known.bars, ()
        if known.bars is None:
            raise (known.error or NotFound(f"Cboe publishes no file of {file_symbol}.")).with_traceback(None)
        message = f"{known.error} The file read before stays in use."
        return known.bars, (Problem(symbol, (known.error or BadData()).kind, message),)

    async def _fetched(self, file_symbol: str, known: _File | None, now: float) -> _File:
        try:
            return _File(await self._fetch(file_symbol), now)
        except SourceError as error:
            kept = known or _File(None, now)
            return kept._replace(failed_at=now, error=error)

    async def _fetch(self, file_symbol: str) -> Bars:
        url = f"{BASE}/{file_symbol}_History.csv"
        answer = await self._client.get(url, max_bytes=_MOST_BYTES, statuses=_UNKNOWN)
        if answer.status == 404 or (answer.status == 403 and b"AccessDenied" in answer.body[:4096]):
            raise NotFound(f"Cboe publishes no file of {file_symbol}.")
        raise_for_status(answer.status, SERVICE)
        return history_bars(answer.body, file_symbol, file_symbol, self._clock())


def _is_recent(file: _File, now: float) -> bool:
    """Whether no request is due; a clock set back makes one due."""
    since, wait = (file.read_at, EVERY_S) if file.failed_at is None else (file.failed_at, RETRY_S)
    return 0.0 <= now - since < wait
