"""Fetch of fund holdings: one request with a deadline and a size limit."""

from __future__ import annotations

import asyncio
import http.client
import time
import urllib.error
import urllib.request

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, SourceError, Unavailable
from r2k_tui.sources.holdings.errors import ListTooLarge
from r2k_tui.sources.holdings.parse import parse_holdings

_PIECE = 64 * 1024
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; r2k)", "Accept": "text/csv,*/*;q=0.5"}


async def fetch_holdings(url: str, fund: str, settings: UniverseSettings, now: float) -> FundHoldings:
    """Holdings of `fund` at `url`, retrieved `now` (seconds since the epoch). Raises SourceError.

    A list of another fund is rejected: its address is a mistake in the settings.
    """
    try:
        async with asyncio.timeout(settings.deadline_s):
            return await asyncio.to_thread(_fetch, url, fund, settings, now)
    except TimeoutError:
        raise Unavailable(f"the list of {fund} did not come within {settings.deadline_s:g} s") from None


def _fetch(url: str, fund: str, settings: UniverseSettings, now: float) -> FundHoldings:
    data = _download(url, fund, settings.deadline_s, int(settings.max_mb * 1e6))
    found = parse_holdings(
        data, "", fund="", symbols=settings.symbols, most_bytes=len(data), origin="iShares", retrieved_at=now
    )
    if found.fund != fund:
        raise BadData(f"the address for {fund} gives the list of {found.fund or 'another fund'}")
    return found


def _download(url: str, fund: str, deadline_s: float, most: int) -> bytes:
    """Body of the response; the download ends itself at the deadline, so that no thread stays behind."""
    ends = time.monotonic() + deadline_s
    request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310  (the settings allow http and https alone)
    try:
        with urllib.request.urlopen(request, timeout=deadline_s) as response:  # noqa: S310
            return _read(response, fund, ends, most)
    except urllib.error.HTTPError as error:
        error.close()
        raise _refused(error.code, fund) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unavailable(f"the list of {fund} cannot be fetched: {clean(str(reason), 120)}") from None


def _read(response: http.client.HTTPResponse, fund: str, ends: float, most: int) -> bytes:
    parts, size = [], 0
    while part := response.read1(_PIECE):
        parts.append(part)
        size += len(part)
        if size > most:
            raise ListTooLarge(f"the list of {fund} is longer than {most / 1e6:g} MB")
        if time.monotonic() > ends:
            raise Unavailable(f"the list of {fund} comes too slowly")
    return b"".join(parts)


def _refused(status: int, fund: str) -> SourceError:
    if status in (401, 403):
        return AuthFailed(f"iShares refuses the list of {fund} ({status})")
    if status == 404:
        return NotFound(f"iShares has no list of {fund} at this address")
    return Unavailable(f"iShares does not give the list of {fund} ({status})")
