"""Where filings come from: the SEC, a simulated source, or only what earlier runs kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.insiders.calendar import index_days
from r2k_tui.engine.insiders.round import FilingRound
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.engine.state.archive import Archive
from r2k_tui.sources.base import Source, SourceError
from r2k_tui.sources.member_data import InsiderSource
from r2k_tui.sources.sec.companies import CompanyDirectory
from r2k_tui.sources.sec.insiders import ORIGIN, InsiderClient, why_no_insiders
from r2k_tui.store.insiders import IndexDay, InsiderStore

KEPT_DAYS = 400
_COMPANIES_S = 7 * 86400.0
_SIMULATED_DAYS = 120
# More days than a round fetches: the numbers of older filings are not needed.
_SEEN_DAYS = 120
MemberSymbols = Callable[[], Awaitable[tuple[str, ...]]]


class KeptFilings(NamedTuple):
    """The state, and the store that it is restored from."""

    store: InsiderStore
    archive: Archive
    state: InsiderState
    clock: Clock


class FilingProvider(Protocol):
    """Provider of filings. `why_off`: why it fetches none, "" if it does; `sent` counts its requests."""

    origin: str
    why_off: str
    simulated: bool

    @property
    def sent(self) -> int:
        """Number of requests sent."""

    async def restore(self, until: date) -> None:
        """Take what is kept."""

    async def match(self) -> None:
        """Find the companies of the members, as far as known without a request."""

    def is_due(self, until: date) -> bool:
        """Whether a round would fetch anything."""

    async def fetch(self, until: date, report: Callable[[str], None]) -> str:
        """Fetch what is due; a status text. Raises SourceError."""

    def unmatched(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Members without a company at the SEC, as far as its list is known."""

    async def close(self) -> None:
        """Release the connections."""


def provider_of(context: EngineContext, source: Source, kept: KeptFilings, members: MemberSymbols) -> FilingProvider:
    """The simulated source for a simulated market; else the SEC, which only a remote source of the present asks."""
    if source.capabilities.simulated and isinstance(source, InsiderSource):
        return SimulatedFilings(source, kept, members)
    why = why_no_insiders(context.config.sec)
    if context.as_of is not None:
        why = f"as of {context.as_of} no filings are fetched; those kept by earlier runs are shown"
    elif not source.capabilities.remote or source.capabilities.recorded:
        why = f"{source.name} asks no network; only filings kept by earlier runs are shown"
    return SecFilings(context, kept, members, why)


class SecFilings:
    """Filings by the SEC, kept for KEPT_DAYS; those of earlier runs are restored even where none are fetched."""

    origin, simulated = ORIGIN, False

    def __init__(self, context: EngineContext, kept: KeptFilings, members: MemberSymbols, why_off: str) -> None:
        settings = context.config.sec
        self.why_off, self._kept, self._members = why_off, kept, members
        self._symbols = context.config.universe.symbols
        self._client = InsiderClient(settings, kept.clock)
        self._round = FilingRound(self._client, kept.state, kept.store, kept.archive, kept.clock, settings.insider_days)
        self._companies: CompanyDirectory | None = None

    @property
    def sent(self) -> int:
        """See FilingProvider."""
        return self._client.sent

    async def restore(self, until: date) -> None:
        """See FilingProvider."""
        kept, first = self._kept, (until - timedelta(days=KEPT_DAYS)).isoformat()
        kept.state.put(await kept.archive.run(partial(kept.store.filings, first)) or [])
        lately = (until - timedelta(days=_SEEN_DAYS)).isoformat()
        kept.state.seen |= set(await kept.archive.run(partial(kept.store.accessions, lately)) or [])
        for day in await kept.archive.run(kept.store.days) or []:
            kept.state.put_day(day)
        self._companies = await kept.archive.run(partial(kept.store.companies, CompanyDirectory))

    async def match(self) -> None:
        """See FilingProvider."""
        if self._companies is None:
            return
        try:
            issuers = self._companies.issuers(await self._members())
        except SourceError:
            return
        if issuers != self._kept.state.issuers:
            self._kept.state.match(issuers)

    def is_due(self, until: date) -> bool:
        """See FilingProvider."""
        issuers = self._kept.state.issuers
        return bool(issuers) and bool(self._round.due(issuers or {}))

    async def fetch(self, until: date, report: Callable[[str], None]) -> str:
        """See FilingProvider."""
        members = await self._members()
        companies, note = await self._current_companies()
        kept, issuers = self._kept, companies.issuers(members)
        if issuers != kept.state.issuers:
            kept.state.match(issuers)
        await self._round.run(issuers, report)
        first = (until - timedelta(days=KEPT_DAYS)).isoformat()
        kept.state.forget(first)
        kept.archive.write(partial(kept.store.forget, first))
        return "; ".join(filter(None, (self._round.outcome(), note)))

    async def _current_companies(self) -> tuple[CompanyDirectory, str]:
        """Companies, at most a week old where the SEC delivers them, and a note on an older list."""
        known, now = self._companies, self._kept.clock()
        if known is not None and 0 <= now - known.retrieved_at < _COMPANIES_S:
            return known, ""
        try:
            found = await self._client.companies(self._symbols)
        except SourceError as error:
            if known is None:
                raise
            return known, f"the list of companies is {(now - known.retrieved_at) / 86400:.0f} days old: {error}"
        self._companies = found
        self._kept.archive.write(partial(self._kept.store.save_companies, found, found.retrieved_at))
        return found, ""

    def unmatched(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """See FilingProvider."""
        issuers = self._kept.state.issuers
        if issuers is None:
            return ()
        matched = {symbol for names in issuers.values() for symbol in names}
        return tuple(symbol for symbol in members if symbol not in matched)

    async def close(self) -> None:
        """See FilingProvider."""
        await self._client.close()


class SimulatedFilings:
    """Invented filings of a simulated market, made in this process."""

    origin, why_off, simulated, sent = "demo Form 4, SIMULATED", "", True, 0

    def __init__(self, source: InsiderSource, kept: KeptFilings, members: MemberSymbols) -> None:
        self._source, self._kept, self._members = source, kept, members
        self._made_for: date | None = None

    async def restore(self, until: date) -> None:
        """See FilingProvider. Nothing is kept."""

    async def match(self) -> None:
        """See FilingProvider. Every member has a company."""

    def is_due(self, until: date) -> bool:
        """See FilingProvider."""
        return self._made_for != until

    async def fetch(self, until: date, report: Callable[[str], None]) -> str:
        """See FilingProvider."""
        members, state = await self._members(), self._kept.state
        first = until - timedelta(days=_SIMULATED_DAYS)
        filings = await self._source.insider_filings(first.isoformat(), until.isoformat())
        state.match({str(number): (symbol,) for number, symbol in enumerate(members, 1)})
        now = self._kept.clock()
        for day in index_days(first, until):
            state.put_day(IndexDay(day.isoformat(), now, whole=True))
        state.put(filings)
        self._made_for = until
        return ""

    def unmatched(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """See FilingProvider."""
        return ()

    async def close(self) -> None:
        """See FilingProvider."""
