"""Holdings of funds from their newest public filing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import date

import msgspec

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.model.market.holdings import FundHolding, FundHoldings
from r2k_tui.sources.base import NotFound, SourceError
from r2k_tui.sources.holdings.funds import FUNDS, check_size
from r2k_tui.sources.sec.access import SecAccess
from r2k_tui.sources.sec.filings import FORM, parse_index
from r2k_tui.sources.sec.nport import parse_nport
from r2k_tui.sources.sec.tickers import by_name, parse_directory, with_tickers, without_ticker

log = logging.getLogger(__name__)
# iShares Trust, which files for each of its funds.
_TRUST = 1100663
_INDEX = "https://www.sec.gov/cgi-bin/browse-edgar"
_TICKERS = "https://www.sec.gov/files/company_tickers.json"
_MAX_INDEX, _MAX_REPORT, _MAX_TICKERS = 2_000_000, 16_000_000, 8_000_000
_NO_SYMBOLS: Mapping[str, str] = {}


class SecClient:
    """Client of EDGAR, which identifies the user by the e-mail address of the settings; `close` ends its thread."""

    def __init__(self, settings: SecSettings) -> None:
        self._settings = settings
        self._http = SecAccess(settings)

    def why_off(self, fund: str) -> str:
        """Reason why no filing of a fund is requested; "" if one is."""
        if not self._settings.contact:
            return "SEC N-PORT is off: [sec] contact is empty, and the SEC requires an e-mail address"
        return "" if fund in FUNDS and FUNDS[fund].series else f"no series of {fund} at the SEC is known"

    async def holdings(
        self,
        fund: str,
        now: float,
        *,
        until: date | None = None,
        like: FundHoldings | None = None,
        symbols: Mapping[str, str] = _NO_SYMBOLS,
    ) -> FundHoldings:
        """Holdings by the newest filing, or by the newest that was public on the day `until`. Raises SourceError.

        Stocks without a ticker take that of the stock of their name in the list `like`, then in the SEC's list of
        companies; the others keep none.
        """
        if why := self.why_off(fund):
            raise NotFound(why)
        series = FUNDS[fund].series
        query = {"action": "getcompany", "CIK": series, "type": FORM, "dateb": f"{until:%Y%m%d}" if until else ""}
        query |= {"owner": "include", "count": "40", "output": "atom"}
        index = parse_index((await self._http.get(_INDEX, query, max_bytes=_MAX_INDEX)).body)
        public = [filing for filing in index if until is None or filing.filed <= until]
        if not public:
            raise NotFound(f"the SEC has no public {FORM} of {fund}" + (f" by {until.isoformat()}" if until else ""))
        report = await self._http.get(public[0].document(_TRUST), max_bytes=_MAX_REPORT)
        found = await asyncio.to_thread(parse_nport, report.body, fund, series, symbols, now)
        check_size(found)
        rows = with_tickers(found.rows, by_name(like.rows)) if like is not None else found.rows
        if without_ticker(rows):
            rows = with_tickers(rows, await self._directory(symbols))
        return msgspec.structs.replace(found, rows=rows)

    async def _directory(self, symbols: Mapping[str, str]) -> Mapping[str, FundHolding]:
        """Companies of the SEC's list; none if it is unavailable, so members without a ticker stay without one."""
        try:
            answer = await self._http.get(_TICKERS, max_bytes=_MAX_TICKERS)
            return await asyncio.to_thread(parse_directory, answer.body, symbols)
        except SourceError as error:
            log.info("tickers by the SEC: %s", error)
            return {}

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()
