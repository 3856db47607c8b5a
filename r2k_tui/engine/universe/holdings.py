"""Holdings list of a fund: from the data source, the store, the fund's website once it is 20 hours old, or the SEC."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.engine.clock import Clock
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.text import plural
from r2k_tui.sources.base import HoldingsSource, NotFound, Source, SourceError, Unavailable
from r2k_tui.sources.holdings.fetch import FundLists
from r2k_tui.sources.sec.client import SecClient
from r2k_tui.sources.sec.nport import ORIGIN as SEC
from r2k_tui.sources.sec.tickers import without_ticker
from r2k_tui.store.universe import UniverseStore

_DAY_S = 20 * 3600.0
# The topic's backoff handles an unreachable service. After a response that is not a holdings list (an HTML page, a
# moved address), the retry interval starts at one minute and doubles up to one hour.
_FIRST_AGAIN_S, _LONGEST_AGAIN_S = 60.0, 3600.0
# A filing is at least this old when it becomes public, so that a younger list is better.
_FILING_DAYS = 45


class Refusal(NamedTuple):
    """Response that was not a holdings list: time received (seconds since the epoch), and seconds until a retry."""

    at: float
    wait_s: float
    error: SourceError


class Listing:
    """Holdings lists of the funds. An unusable response never replaces a usable list.

    `day` is that of the analysis, None for the present: lists of that day are asked for, and stored ones are limited to
    it; if all are later, the earliest one applies. `fetches` enables downloads.
    """

    def __init__(
        self,
        source: Source,
        config: Config,
        store: UniverseStore,
        clock: Clock,
        day: Callable[[], date] | None,
        fetches: bool,
    ) -> None:
        self._source, self._settings, self._store = source, config.universe, store
        self._clock, self._day, self._fetches = clock, day, fetches
        self._lists, self._filings = FundLists(config.universe), SecClient(config.sec)
        self._refused: dict[str, Refusal] = {}
        self._asked_sec: dict[str, float] = {}
        self._older: dict[str, str] = {}

    def can_fetch(self, fund: str) -> bool:
        """Whether the list of a fund is downloaded from anywhere."""
        return self._fetches and self._lists.has(fund)

    async def newest(self, fund: str, put: Callable[[FundHoldings], None]) -> None:
        """Pass the current list to `put`, then the downloaded one if it is at least as recent.

        Raises SourceError if the download from the fund's website fails, even after a `put`, and says which list is in
        use; NotFound if there is no list.
        """
        known = await self._known(fund)
        if known is not None:
            put(known)
        try:
            fetched = await self._fetched(fund, known)
        except SourceError as error:
            filed, words = await self._filed(fund, known)
            if filed is not None:
                put(filed)
            raise _extended(error, words or self._kept_words(known)) from None
        if fetched is not None:
            put(fetched)
        elif known is None:
            raise NotFound(f"no list of what {fund} holds; `r2k universe import FILE` takes an export of iShares")

    def notice(self, fund: str) -> str:
        """What is odd about the last download though it worked: a list older than the one in use; "" for nothing."""
        return self._older.get(fund, "")

    async def close(self) -> None:
        """Release the connections."""
        await self._lists.close()
        await self._filings.close()

    async def _known(self, fund: str) -> FundHoldings | None:
        until = self._day().isoformat() if self._day is not None else None
        stored = await asyncio.to_thread(self._store.holdings, fund, until)
        if isinstance(self._source, HoldingsSource):
            try:
                return await self._source.holdings(fund)
            except NotFound:
                pass
        return stored

    async def _fetched(self, fund: str, known: FundHoldings | None) -> FundHoldings | None:
        now = self._clock()
        if not self.can_fetch(fund) or (known is not None and self._is_recent(known, now)):
            return None
        before = self._refused.get(fund)
        if before is not None and 0 <= now - before.at < before.wait_s:
            raise before.error
        try:
            if self._day is None:
                found = await self._lists.latest(fund, now)
            else:
                found = await self._lists.on(fund, self._day(), now)
        except Unavailable:
            raise
        except SourceError as error:
            wait = _FIRST_AGAIN_S if before is None else min(2.0 * before.wait_s, _LONGEST_AGAIN_S)
            self._refused[fund] = Refusal(now, wait, error)
            raise
        self._refused.pop(fund, None)
        await self._keep(found)
        better = self._is_better(found, known)
        self._older[fund] = "" if better or known is None else _older_words(found, known)
        return found if better else None

    def _is_recent(self, known: FundHoldings, now: float) -> bool:
        """Whether a list needs no download: it is of the day of the analysis, or was retrieved within 20 hours."""
        if self._day is not None:
            return known.as_of == self._day().isoformat()
        return known.origin != SEC and now - known.retrieved_at < _DAY_S

    def _is_better(self, found: FundHoldings, known: FundHoldings | None) -> bool:
        if known is None or found.as_of >= known.as_of:
            return True
        return self._day is not None and known.as_of > self._day().isoformat()

    async def _filed(self, fund: str, known: FundHoldings | None) -> tuple[FundHoldings | None, str]:
        """List by the newest filing, where it may be younger than the known one, and words about the outcome."""
        now = self._clock()
        today = self._day() if self._day is not None else new_york_day(now)
        if known is not None and 0 <= (today - date.fromisoformat(known.as_of)).days <= _FILING_DAYS:
            return None, ""
        if why := self._filings.why_off(fund):
            return None, "; ".join(filter(None, (why, self._kept_words(known))))
        if now - self._asked_sec.get(fund, float("-inf")) < _DAY_S:
            return None, ""
        self._asked_sec[fund] = now
        until = today if self._day is not None else None
        try:
            found = await self._filings.holdings(fund, now, until=until, like=known, symbols=self._settings.symbols)
        except SourceError as error:
            return None, "; ".join(filter(None, (f"SEC N-PORT: {error}", self._kept_words(known))))
        await self._keep(found)
        return (found, self._kept_words(found)) if self._is_better(found, known) else (None, self._kept_words(known))

    def _kept_words(self, known: FundHoldings | None) -> str:
        """Which list is in use meanwhile: its origin, its day, its age, and the stocks of it without a ticker."""
        if known is None:
            return ""
        today = self._day() if self._day is not None else new_york_day(self._clock())
        age = (today - date.fromisoformat(known.as_of)).days
        words = f"in use: the list of {known.as_of} by {known.origin or 'an import'}, {plural(age, 'day')} old"
        nameless = without_ticker(known.rows) if known.origin == SEC else ()
        if not nameless:
            return words
        shown = ", ".join(nameless[:3]) + (f" and {len(nameless) - 3:,} more" if len(nameless) > 3 else "")
        return f"{words}, {plural(len(nameless), 'member')} without a ticker: {shown}"

    async def _keep(self, found: FundHoldings) -> None:
        try:
            await asyncio.to_thread(self._store.save_holdings, found)
        except sqlite3.Error as error:
            raise SourceError(f"the list of {found.fund} cannot be kept: {error}") from error


def _older_words(found: FundHoldings, known: FundHoldings) -> str:
    return (
        f"the list of {found.fund} that {found.origin} gives is of {found.as_of}, older than that of {known.as_of}, "
        "which stays in use"
    )


def _extended(error: SourceError, words: str) -> SourceError:
    """The same error with further words; one that was raised before stays as it was."""
    if not words:
        return error
    told = error.__class__.__new__(error.__class__)
    told.__dict__.update(error.__dict__)
    told.args = (f"{str(error).removesuffix('.')}; {words}",)
    return told
