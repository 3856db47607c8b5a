"""Lists of fund holdings at iShares: the newest, and that of a past day."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.holdings.errors import AddressMoved, NotAList, OtherDay
from r2k_tui.sources.holdings.funds import FUNDS, check_size
from r2k_tui.sources.holdings.parse import parse_holdings
from r2k_tui.sources.http.client import HttpAccess, HttpClient

ORIGIN = "iShares"
_ISHARES, _ARCHIVE = "www.ishares.com", "www.blackrock.com"
_PAST = f"https://{_ARCHIVE}/varnish-api/blk-one01-product-data/product-data/api/v1/get-fund-document"
_PAST_QUERY: Mapping[str, str] = {
    "appType": "PRODUCT_PAGE",
    "appSubType": "ISHARES",
    "targetSite": "us-ishares",
    "locale": "en_US",
    "userType": "individual",
    "component": "holdings",
}
# End of the addresses that have answered with a page since May 2026.
_OLD_END = ".ajax"
# The archive answers with a stub of about three bytes for a day that it does not have.
_STUB_BYTES = 64


class FundLists:
    """Client of the lists; `close` ends its thread."""

    def __init__(self, settings: UniverseSettings) -> None:
        self._settings = settings
        own = {urlsplit(url).hostname or "" for url in settings.holdings.values()} - {""}
        hosts = frozenset({_ISHARES, _ARCHIVE, *own})
        headers = {"Accept": "text/csv,*/*;q=0.5"}
        self._http = HttpClient(
            HttpAccess(ORIGIN, hosts, settings.endpoint, settings.proxy, settings.deadline_s, headers=headers)
        )

    def has(self, fund: str) -> bool:
        """Whether the settings name an address for the list of a fund."""
        return bool(self._settings.holdings.get(fund))

    async def latest(self, fund: str, now: float) -> FundHoldings:
        """Newest list of a fund, retrieved `now` (seconds since the epoch). Raises SourceError.

        A list of another fund is rejected: its address is a mistake in the settings.
        """
        url = self._settings.holdings.get(fund, "")
        if not url:
            raise NotFound(f"[universe.holdings] has no address for {fund}")
        found = await asyncio.to_thread(self._parsed, await self._download(url, {}, fund), fund, now)
        if found.as_of > new_york_day(now).isoformat():
            raise OtherDay(f"the list of {fund} is of {found.as_of}, which is still to come")
        return found

    async def on(self, fund: str, day: date, now: float) -> FundHoldings:
        """List of a fund as of a past day, and of no other. Raises SourceError; NotFound if none is available."""
        known = FUNDS.get(fund)
        if known is None or urlsplit(self._settings.holdings.get(fund, "")).hostname != _ISHARES:
            raise NotFound(f"past lists of {fund} are not requested: [universe.holdings] has no address for it")
        query = {**_PAST_QUERY, "portfolioId": str(known.product), "asOfDate": f"{day:%Y%m%d}"}
        data = await self._download(_PAST, query, fund)
        if len(data.strip()) <= _STUB_BYTES:
            raise OtherDay(f"requested the list of {fund} of {day.isoformat()}, got none ({len(data)} bytes)")
        found = await asyncio.to_thread(self._parsed, data, fund, now)
        if found.as_of != day.isoformat():
            raise OtherDay(f"requested the list of {fund} of {day.isoformat()}, got {found.as_of}")
        return found

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()

    async def _download(self, url: str, query: Mapping[str, str], fund: str) -> bytes:
        try:
            answer = await self._http.get(url, query, max_bytes=int(self._settings.max_mb * 1e6))
        except (BadData, NotFound) as error:
            if urlsplit(url).path.endswith(_OLD_END) and (known := FUNDS.get(fund)) is not None:
                raise AddressMoved(
                    f"the address of {fund} in [universe.holdings] is out of use and gives no list any more: delete the"
                    f' line, or write {fund} = "{known.latest}"'
                ) from None
            if isinstance(error, NotFound):
                raise
            raise NotAList(f"no list of {fund}: {error}") from None
        return answer.body

    def _parsed(self, data: bytes, fund: str, now: float) -> FundHoldings:
        found = parse_holdings(
            data, "", fund="", symbols=self._settings.symbols, most_bytes=len(data), origin=ORIGIN, retrieved_at=now
        )
        if found.fund != fund:
            raise BadData(f"the address for {fund} gives the list of {found.fund or 'another fund'}")
        check_size(found)
        return found
