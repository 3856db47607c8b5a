"""Current holdings list of a fund: from the data source, the store, or the fund's website once it is 20 hours old."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.engine.clock import Clock
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import HoldingsSource, NotFound, Source, SourceError, Unavailable
from r2k_tui.sources.holdings.fetch import fetch_holdings
from r2k_tui.store.universe import UniverseStore

_DAY_S = 20 * 3600.0
# The topic's backoff handles an unreachable service. After a response that is not a holdings list (an HTML page, a
# moved address), the retry interval starts at one minute and doubles up to one hour.
_FIRST_AGAIN_S, _LONGEST_AGAIN_S = 60.0, 3600.0


class Refusal(NamedTuple):
    """Response that was not a holdings list: time received (seconds since the epoch), and seconds until a retry."""

    at: float
    wait_s: float
    error: SourceError


class Listing:
    """Holdings lists of the funds. An unusable response never replaces a usable list.

    `until` limits stored lists to those dated up to that day; if all are later, the earliest one applies. `fetches`
    enables downloads from the fund's website.
    """

    def __init__(
        self,
        source: Source,
        settings: UniverseSettings,
        store: UniverseStore,
        clock: Clock,
        until: str | None,
        fetches: bool,
    ) -> None:
        self._source, self._settings, self._store = source, settings, store
        self._clock, self._until, self._fetches = clock, until, fetches
        self._refused: dict[str, Refusal] = {}

    async def newest(self, fund: str, put: Callable[[FundHoldings], None]) -> None:
        """Pass the current list to `put`, then the downloaded one if it is at least as recent.

        Raises SourceError if the download fails, even after a first `put`, and NotFound if there is no list.
        """
        known = await self._known(fund)
        if known is not None:
            put(known)
        if (fetched := await self._fetched(fund, known)) is not None:
            put(fetched)
        elif known is None:
            raise NotFound(f"no list of what {fund} holds; `r2k universe import FILE` takes an export of iShares")

    async def _known(self, fund: str) -> FundHoldings | None:
        stored = await asyncio.to_thread(self._store.holdings, fund, self._until)
        if isinstance(self._source, HoldingsSource):
            try:
                return await self._source.holdings(fund)
            except NotFound:
                pass
        return stored

    async def _fetched(self, fund: str, known: FundHoldings | None) -> FundHoldings | None:
        url, now = self._settings.holdings.get(fund, ""), self._clock()
        if not (self._fetches and url) or (known is not None and now - known.retrieved_at < _DAY_S):
            return None
        before = self._refused.get(fund)
        if before is not None and 0 <= now - before.at < before.wait_s:
            raise before.error
        try:
            found = await fetch_holdings(url, fund, self._settings, now)
        except Unavailable:
            raise
        except SourceError as error:
            wait = _FIRST_AGAIN_S if before is None else min(2.0 * before.wait_s, _LONGEST_AGAIN_S)
            self._refused[fund] = Refusal(now, wait, error)
            raise
        self._refused.pop(fund, None)
        try:
            await asyncio.to_thread(self._store.save_holdings, found)
        except sqlite3.Error as error:
            raise SourceError(f"the list of {fund} cannot be kept: {error}") from error
        return found if known is None or found.as_of >= known.as_of else None
