"""Client of Yahoo's chart services: addresses, queries, and fallbacks for an address that is gone."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote as escaped

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, SourceError, Unavailable
from r2k_tui.sources.http.client import HttpAccess, HttpAnswer, HttpClient
from r2k_tui.sources.yahoo.http.responses import CHART_PATH, HttpResponse, longest_answer, parse_response
from r2k_tui.sources.yahoo_chart.answers import ChartAnswer, from_chart, from_spark

HOSTS = frozenset({"query1.finance.yahoo.com", "query2.finance.yahoo.com"})
_SERVER = "https://query1.finance.yahoo.com"
# Maximum number of symbols in a spark request; an error names the new limit when Yahoo changes it.
_MOST_SYMBOLS = 20
_LIMIT = re.compile(r"Number of symbols needs to be less than or equal to (\d{1,3})\b")
# Error statuses whose bodies state the reason.
_SPOKEN = frozenset({400, 401, 404, 410, 422})
# Pause before an address that is gone is tried again.
_GONE_S = 3600.0
# One request per second, after a burst for a long list.
_PER_MINUTE, _BURST = 60.0, 20


class _Question(NamedTuple):
    """Address of spark, and the query that gets the most of it."""

    path: str
    query: dict[str, str]


# The first returns a complete `meta` of each symbol, with prices of extended trading. The second returns only closes,
# among which those of extended trading would be mistaken for the last price.
_QUESTIONS = (
    _Question("/v7/finance/spark", {"range": "1d", "interval": "5m", "includePrePost": "true"}),
    _Question("/v8/finance/spark", {"range": "1d", "interval": "1m", "includePrePost": "false"}),
)


class ChartClient:
    """Client of Yahoo's spark and chart. `clock` gives seconds since the epoch."""

    def __init__(self, settings: YahooSettings, clock: Callable[[], float], bucket: TokenBucket | None = None) -> None:
        access = HttpAccess("Yahoo", HOSTS, settings.endpoint, settings.proxy, settings.deadline_s)
        self.http = HttpClient(access, clock)
        self._limit = int(settings.max_body_mb * 1e6)
        self._clock = clock
        self._bucket = bucket or TokenBucket(_PER_MINUTE, _BURST, time.monotonic)
        self._most = _MOST_SYMBOLS
        self._gone: dict[str, float] = {}
        # Date header of the newest answer that holds quotes, seconds since the epoch.
        self.served_at: float | None = None

    async def spark(self, symbols: Sequence[str]) -> dict[str, ChartAnswer]:
        """Answers by symbol, in as few requests as Yahoo allows; unknown symbols are left out. Raises SourceError."""
        found: dict[str, ChartAnswer] = {}
        left = list(symbols)
        while left:
            some = left[: self._most]
            try:
                found |= await self._spark(some)
            except BadData as error:
                if not self._learns_limit(str(error), len(some)):
                    raise
                continue
            left = left[len(some) :]
        return {symbol: answer for symbol, answer in found.items() if symbol in set(symbols)}

    async def chart(self, symbol: str, query: dict[str, str]) -> Any:
        """Parsed chart response of one symbol. Raises SourceError, or NoBars."""
        path = f"{CHART_PATH}{escaped(symbol, safe='')}"
        return await self._parsed(path, await self._get(path, query, 1))

    async def last_session(self, symbol: str) -> ChartAnswer:
        """Answer of one symbol over its last session. Raises SourceError, or NoBars."""
        path = f"{CHART_PATH}{escaped(symbol, safe='')}"
        answer = await self._get(path, {"range": "1d", "interval": "1m", "includePrePost": "true"}, 1)
        found = from_chart(await self._parsed(path, answer))
        self.served_at = answer.served_at
        return found

    async def _spark(self, symbols: list[str]) -> dict[str, ChartAnswer]:
        """Answers to one question, by the first address that serves it; none where no address does."""
        refusal: SourceError | None = None
        skipped: list[str] = []
        for question in _QUESTIONS:
            if self._clock() - self._gone.get(question.path, float("-inf")) < _GONE_S:
                continue
            try:
                found, flat = await self._asked(question, symbols)
            except (AuthFailed, _AddressGone) as error:
                skipped.append(question.path)
                refusal = error
                continue
            if not (flat and found and question.query["includePrePost"] == "true"):
                # An address is skipped for a while only if another one replaces it.
                self._gone |= dict.fromkeys(skipped, self._clock())
                return found
            # Closes that may be of extended trading, unmarked: the next query excludes them.
            skipped.append(question.path)
        self._gone.clear()
        if isinstance(refusal, AuthFailed):
            raise refusal
        return {}

    async def _asked(self, question: _Question, symbols: list[str]) -> tuple[dict[str, ChartAnswer], bool]:
        answer = await self._get(question.path, {"symbols": ",".join(symbols), **question.query}, len(symbols))
        try:
            data = await self._parsed(question.path, answer)
        except NotFound:
            return {}, False
        except (BadData, Unavailable):
            # Yahoo reports unknown symbols in JSON; a page says that the address is gone.
            if answer.status in (404, 410):
                raise _AddressGone("Yahoo's service of prices is not found.") from None
            raise
        found = from_spark(data)
        self.served_at = answer.served_at
        return found

    async def _get(self, path: str, query: dict[str, str], symbols: int) -> HttpAnswer:
        # Prices do not wait for the bars of many symbols.
        await self._bucket.take(first=not path.startswith(CHART_PATH))
        most = min(self._limit, longest_answer(path, symbols))
        return await self.http.get(f"{_SERVER}{path}", query, max_bytes=most, statuses=_SPOKEN)

    async def _parsed(self, path: str, answer: HttpAnswer) -> Any:
        response = HttpResponse(path, answer.status, answer.headers, answer.body)
        # A century of bars takes a moment to parse.
        return await asyncio.to_thread(parse_response, response, self._clock())

    def _learns_limit(self, words: str, asked: int) -> bool:
        """Whether a refusal names a limit below the requested number; it then applies from now on."""
        named = _LIMIT.search(words)
        if named is None or not 1 <= int(named[1]) < asked:
            return False
        self._most = int(named[1])
        return True


class _AddressGone(Unavailable):
    """Address that Yahoo no longer serves."""
