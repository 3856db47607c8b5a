"""Nasdaq's quotes as a Source: US stocks and ETFs, one request per second, each symbol at most once a minute."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote as escaped

import msgspec

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, BarBatch, Capabilities, NotFound, QuoteBatch, Unavailable
from r2k_tui.sources.http.client import HttpAccess, HttpClient
from r2k_tui.sources.http.json_body import json_object
from r2k_tui.sources.nasdaq.envelope import payload
from r2k_tui.sources.nasdaq.history import daily_bars
from r2k_tui.sources.nasdaq.info import INFO, SERVICE
from r2k_tui.sources.nasdaq.pace import HOST_PACE, Pace
from r2k_tui.sources.nasdaq.quotes import CADENCE_S, to_quote
from r2k_tui.sources.nasdaq.symbols import AssetClass, classes_to_try, nasdaq_symbol
from r2k_tui.sources.quote_polls import PollSpec, QuotePolls, quotes_of_covered

HOSTS = frozenset({"api.nasdaq.com"})
BASE = "https://api.nasdaq.com/api/quote"
# Nasdaq does not respond to an honest User-Agent, and may return a web page without the other headers.
HEADERS = {
    "Accept": "application/json, text/plain, */*",
    "Accept-Language": "en-US,en;q=0.9",
    "Origin": "https://www.nasdaq.com",
    "Referer": "https://www.nasdaq.com/",
}
_PAGE_OF_QUOTES = "info"
_MOST_BYTES = 3_000_000
_HISTORY_DAYS = 3653
# A request for one day may come back empty, so that shorter spans begin earlier.
_WIDER_DAYS = 7
_CAPABILITIES = Capabilities(
    INFO, intervals=(Interval.D1,), extended_hours=True, redistributable=False, quote_cadence_s=CADENCE_S
)


class NasdaqSource:
    """Source of quotes and daily bars of US stocks and ETFs. `clock` gives seconds since the epoch.

    A call never takes longer than the deadline of the settings: symbols that it does not reach keep their last quote
    and come first in the next call. A list longer than `longest_list` causes no request.
    """

    name = INFO.name
    identity = INFO.name
    capabilities = _CAPABILITIES

    def __init__(
        self, settings: NasdaqSettings, clock: Callable[[], float] = time.time, bucket: Pace = HOST_PACE
    ) -> None:
        access = HttpAccess(SERVICE, HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, headers=HEADERS)
        self._client, self._clock = HttpClient(access, clock), clock
        self._bucket = bucket
        self._classes: dict[str, AssetClass] = {}
        self._served: dict[str, float] = {}
        self._most = settings.longest_list
        self._polls = QuotePolls(PollSpec(SERVICE, CADENCE_S, settings.deadline_s), clock, self._quote)

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.sent

    def covers(self, symbol: str) -> bool:
        """See PartialSource."""
        return nasdaq_symbol(symbol) is not None

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. Raises SourceError."""
        batch = await quotes_of_covered(SERVICE, symbols, self.covers, self._polled)
        return msgspec.structs.replace(batch, served=self._served)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source: days, of ten years at most, without dividends. Raises SourceError."""
        if interval is not Interval.D1 or not self.covers(symbol):
            raise NotFound(f"{SERVICE} has no bars of {interval} of {clean(symbol, 32) or 'an empty symbol'}.")
        if since is not None and math.isnan(since):
            raise BadData("The requested start is not a number.")
        first, today = _first_day(since, self._clock()), new_york_day(self._clock())
        if first > today:
            return BarBatch(Bars(symbol, interval, source=self.name))
        span = {"fromdate": first.isoformat(), "todate": today.isoformat(), "limit": "9999"}
        batch = daily_bars(await self._data(symbol, "historical", span), symbol, self._clock())
        return batch if since is None else BarBatch(batch.bars.since(since), batch.problems)

    async def close(self) -> None:
        """See Source."""
        await self._client.close()

    async def _polled(self, symbols: list[str]) -> QuoteBatch:
        return await self._polls.quotes(symbols) if len(symbols) <= self._most else self._long_list(symbols)

    def _long_list(self, symbols: Sequence[str]) -> QuoteBatch:
        """Cached quotes of a list that would take minutes to request; sends no request."""
        quotes = self._polls.recent(symbols)
        found = {quote.symbol for quote in quotes}
        words = f"{SERVICE} takes one symbol a second: a list of {len(symbols)} is not requested."
        missing = (symbol for symbol in symbols if symbol not in found)
        return QuoteBatch(quotes, tuple(Problem(symbol, Unavailable.kind, words) for symbol in missing))

    async def _quote(self, symbol: str) -> Quote | Problem:
        return to_quote(await self._data(symbol, _PAGE_OF_QUOTES, {}), symbol, self._clock())

    async def _data(self, symbol: str, page: str, query: dict[str, str]) -> dict[str, Any]:
        """Data of a page of a symbol, by the asset class that has it. Raises NotFound where neither has."""
        first, second = classes_to_try(symbol, self._classes.get(symbol))
        try:
            return await self._data_as(first, symbol, page, query)
        except NotFound:
            return await self._data_as(second, symbol, page, query)

    async def _data_as(self, kind: AssetClass, symbol: str, page: str, query: dict[str, str]) -> dict[str, Any]:
        # Prices do not wait for the history of many symbols.
        await self._bucket.take(first=page == _PAGE_OF_QUOTES)
        url = f"{BASE}/{escaped(nasdaq_symbol(symbol) or '', safe='')}/{page}"
        answer = await self._client.get(
            url, {"assetclass": kind, **query}, max_bytes=_MOST_BYTES, statuses=frozenset({400, 404})
        )
        try:
            envelope = json_object(answer.body, SERVICE)
        except BadData:
            if answer.status != 404:
                raise
            raise Unavailable(f"{SERVICE}'s service is not found (404); the symbols are not at fault.") from None
        data = payload(envelope, symbol)
        self._classes[symbol] = kind
        if page == _PAGE_OF_QUOTES:
            self._served = {} if answer.served_at is None else {self.name: answer.served_at}
        return data


def _first_day(since: float | None, now: float) -> date:
    """First day to request: that of `since` and a few before it, ten years back at most."""
    today = new_york_day(now)
    oldest = today - timedelta(days=_HISTORY_DAYS)
    if since is None or since <= 0:
        return oldest
    if since > now + 86400:
        return today + timedelta(days=1)
    return max(oldest, new_york_day(since) - timedelta(days=_WIDER_DAYS))
