"""Client of Nasdaq Trader's feed of trading halts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.sources.http.client import HttpAccess, HttpClient
from r2k_tui.sources.member_data import HaltReading
from r2k_tui.sources.nasdaq_trader.feed import parse_feed

SERVICE = "Nasdaq Trader"
ADDRESS = "https://www.nasdaqtrader.com/rss.aspx"
_HOSTS = frozenset({"www.nasdaqtrader.com", "nasdaqtrader.com"})
# A day on which every stock is listed has some ten thousand rows.
_MOST_BYTES = 10_000_000


class NasdaqTraderClient:
    """Client of the feed, which covers all US markets; `close` ends its thread.

    `clock` gives seconds since the epoch.
    """

    name = "nasdaq_trader"

    def __init__(self, settings: NasdaqTraderSettings, clock: Callable[[], float] = time.time) -> None:
        headers = {"Accept": "application/rss+xml,text/xml,*/*"}
        access = HttpAccess(SERVICE, _HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, headers=headers)
        self._http, self._clock = HttpClient(access, clock), clock

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._http.sent

    async def halts(self) -> HaltReading:
        """See HaltsSource."""
        answer = await self._http.get(ADDRESS, {"feed": "tradehalts"}, max_bytes=_MOST_BYTES)
        return await asyncio.to_thread(parse_feed, answer.body, self._clock())

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()
