"""Client for the purchases of insiders: the SEC's list of companies, its daily indexes, and the filings in them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Container, Mapping
from datetime import date

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.access import CONTACT_LINE, SecAccess
from r2k_tui.sources.sec.companies import CompanyDirectory, parse_companies
from r2k_tui.sources.sec.daily_index import IndexEntry, address_of, parse_daily_index
from r2k_tui.sources.sec.ownership import parse_ownership
from r2k_tui.sources.sec.pace import SHARED, RequestPace

ORIGIN = "SEC Form 4"
_COMPANIES = "https://www.sec.gov/files/company_tickers.json"
_MAX_COMPANIES, _MAX_INDEX, _MAX_FILING = 8_000_000, 16_000_000, 4_000_000
# First bytes of a whole submission, which may hold documents of any kind.
_SUBMISSION = b"<SEC-DOCUMENT>"


class UnreadableFiling(BadData):
    """Filing that arrived but is not as the form prescribes; another request brings the same."""


def why_no_insiders(settings: SecSettings) -> str:
    """Reason why no purchases are requested, with the line to write; "" if they are."""
    if not settings.insiders:
        return "insider purchases are off: write [sec] insiders = true in the settings"
    if not settings.contact:
        return (
            f"insider purchases are off: write {CONTACT_LINE} with your e-mail address in the settings; the SEC "
            "requires one in every request"
        )
    return ""


class InsiderClient:
    """Client of EDGAR for Form 4. Methods raise SourceError; NotFound for what the SEC does not have."""

    def __init__(
        self, settings: SecSettings, clock: Callable[[], float] = time.time, pace: RequestPace = SHARED
    ) -> None:
        self._access, self._clock = SecAccess(settings, clock, pace), clock
        self.why_off = why_no_insiders(settings)

    @property
    def sent(self) -> int:
        """Number of requests sent."""
        return self._access.sent

    async def companies(self, symbols: Mapping[str, str]) -> CompanyDirectory:
        """Companies by their CIK; `symbols`: spelling of tickers that a provider spells differently."""
        answer = await self._access.get(_COMPANIES, max_bytes=_MAX_COMPANIES)
        return await asyncio.to_thread(parse_companies, answer.body, symbols, self._clock())

    async def index(self, day: date, issuers: Container[str]) -> tuple[IndexEntry, ...]:
        """Statements about these companies in the index of a day. Raises NotFound where the day has no index."""
        answer = await self._access.get(address_of(day), max_bytes=_MAX_INDEX)
        return await asyncio.to_thread(parse_daily_index, answer.body, day, issuers)

    async def filing(self, entry: IndexEntry, symbols: tuple[str, ...]) -> InsiderFiling:
        """One filing, in one request; see parse_ownership. Raises UnreadableFiling where it is malformed."""
        answer = await self._access.get(entry.address, max_bytes=_MAX_FILING, opening=_SUBMISSION)
        try:
            return await asyncio.to_thread(parse_ownership, answer.body, entry, symbols)
        except BadData as error:
            raise UnreadableFiling(str(error)) from None

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._access.close()
