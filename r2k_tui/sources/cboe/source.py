"""Cboe's delayed quotes as a Source: indices, 15 minutes late, each requested at most once a minute."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch
from r2k_tui.sources.cboe.bars import daily_bars, minute_bars
from r2k_tui.sources.cboe.info import INFO
from r2k_tui.sources.cboe.quotes import CADENCE_S, to_quote, to_quotes
from r2k_tui.sources.cboe.symbols import cboe_symbol
from r2k_tui.sources.http.client import HttpAccess, HttpClient, raise_for_status
from r2k_tui.sources.http.json_body import json_object
from r2k_tui.sources.quote_polls import PollSpec, QuotePolls, quotes_of_covered

SERVICE = "Cboe"
# The first redirects to the second since about August 2026.
HOSTS = frozenset({"cdn.cboe.com", "cdn-api.cboe.com"})
BASE = "https://cdn.cboe.com/api/global/delayed_quotes"
HEADERS = {"Accept": "application/json"}
_QUOTES = "quotes/"
_MOST_BYTES = 8_000_000
_UNKNOWN = frozenset({403, 404})
_CHARTS = {Interval.M1: ("intraday", minute_bars), Interval.D1: ("historical", daily_bars)}
_CAPABILITIES = Capabilities(INFO, intervals=tuple(_CHARTS), redistributable=False, quote_cadence_s=CADENCE_S)


class CboeSource:
    """Source of quotes and bars of the indices in `symbols`. `clock` gives seconds since the epoch.

    Three indices or more that are due at a time come in one request, with the list of all US indices.
    """

    name = INFO.name
    identity = INFO.name
    capabilities = _CAPABILITIES

    def __init__(self, settings: CboeSettings, clock: Callable[[], float] = time.time) -> None:
        access = HttpAccess(SERVICE, HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, headers=HEADERS)
        self._client, self._clock = HttpClient(access, clock), clock
        spec = PollSpec(SERVICE, CADENCE_S, settings.deadline_s)
        self._served: dict[str, float] = {}
        self._polls = QuotePolls(spec, clock, self._quote, self._quotes_of_list)

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.sent

    def covers(self, symbol: str) -> bool:
        """See PartialSource."""
        return cboe_symbol(symbol) is not None

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. Raises SourceError."""
        batch = await quotes_of_covered(SERVICE, symbols, self.covers, self._polls.quotes)
        return msgspec.structs.replace(batch, served=self._served)

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source: minutes of the newest session, or days, which may lag one or two sessions. Raises SourceError."""
        if interval not in _CHARTS or not self.covers(symbol):
            raise NotFound(f"Cboe has no bars of {interval} of {clean(symbol, 32) or 'an empty symbol'}.")
        folder, parse = _CHARTS[interval]
        data = await self._document(f"charts/{folder}/_{cboe_symbol(symbol)}.json", symbol)
        batch = parse(data, symbol, self._clock())
        return batch if since is None else BarBatch(batch.bars.since(since), batch.problems)

    async def close(self) -> None:
        """See Source."""
        await self._client.close()

    async def _quote(self, symbol: str) -> Quote | Problem:
        data = await self._document(f"{_QUOTES}_{cboe_symbol(symbol)}.json", symbol)
        return to_quote(data, symbol, self._clock())

    async def _quotes_of_list(self, symbols: Sequence[str]) -> Iterable[Quote]:
        data = await self._document(f"{_QUOTES}all_us_indices.json", "the list of indices")
        return to_quotes(data, symbols, self._clock())

    async def _document(self, path: str, what: str) -> dict[str, Any]:
        """Document at a path. Raises NotFound for the refusal that Cboe gives for an unknown symbol."""
        answer = await self._client.get(f"{BASE}/{path}", max_bytes=_MOST_BYTES, statuses=_UNKNOWN)
        if answer.status == 404 or (answer.status == 403 and b"AccessDenied" in answer.body[:4096]):
            raise NotFound(f"Cboe does not know {what}.")
        raise_for_status(answer.status, SERVICE)
        if path.startswith(_QUOTES):
            self._served = {} if answer.served_at is None else {self.name: answer.served_at}
        return json_object(answer.body, SERVICE)
