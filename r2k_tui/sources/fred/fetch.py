"""Fetch of one series: one request with a deadline and a size limit."""

from __future__ import annotations

import asyncio
import http.client
import time
import urllib.error
import urllib.request
from datetime import date, timedelta
from urllib.parse import urlencode

from r2k_tui.config.sections.thesis import Fred
from r2k_tui.model.macro.series import MacroSeries, SeriesFacts, joined, pack_series
from r2k_tui.model.text import clean
from r2k_tui.sources.base import AuthFailed, BadData, RateLimited, SourceError, Unavailable
from r2k_tui.sources.fred.errors import NothingInIt, SeriesTooLarge, SeriesTruncated, Withdrawn
from r2k_tui.sources.fred.parse import parse_series

ORIGIN = "FRED"
_PIECE = 64 * 1024
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; r2k)", "Accept": "text/csv,*/*;q=0.5"}
# Stored observations this recent are requested again: figures are revised, quarterly ones for years.
_OVERLAP_DAYS = {0: 30, 1: 120, 3: 1200}
_EPOCH = date(1970, 1, 1)
_SHORT_DAYS = 800


async def fetch_series(facts: SeriesFacts, known: MacroSeries | None, settings: Fred, now: float) -> MacroSeries:
    """Series as of `now` (seconds since the epoch): stored observations joined with new ones. Raises SourceError.

    A response that starts later than before loses no stored observation; `note` then says so.
    """
    since = known.dates()[-1] - _OVERLAP_DAYS[facts.months] if known is not None and len(known) else None
    try:
        async with asyncio.timeout(settings.deadline_s):
            fresh = await asyncio.to_thread(_fetch, facts, since, settings, now)
    except TimeoutError:
        raise Unavailable(f"{facts.id} did not come within {settings.deadline_s:g} s") from None
    if known is None or not len(known):
        return _noted(fresh, facts)
    whole = joined(known, fresh)
    gap = fresh.dates()[0] - known.dates()[-1] if len(fresh) else 0
    note = f"{gap} days are missing before {_day(fresh.dates()[0])}" if gap > 100 else known.note
    return pack_series(facts.id, list(whole.dates()), list(whole.numbers()), ORIGIN, now, note)


def _noted(series: MacroSeries, facts: SeriesFacts) -> MacroSeries:
    """Series with a note where the service cut off its early decades."""
    first, due = series.dates()[0], (date(facts.since, 12, 31) - _EPOCH).days
    if first - due < _SHORT_DAYS:
        return series
    note = f"cut short by the service: begins {_day(first)}, not {facts.since}"
    return pack_series(facts.id, list(series.dates()), list(series.numbers()), ORIGIN, series.retrieved_at, note)


def _day(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _fetch(facts: SeriesFacts, since: int | None, settings: Fred, now: float) -> MacroSeries:
    query = {"id": facts.id} | ({"cosd": _day(since)} if since is not None else {})
    url = f"{settings.endpoint}{'&' if '?' in settings.endpoint else '?'}{urlencode(query)}"
    data = _download(url, facts.id, settings)
    try:
        column = parse_series(data, facts.id)
    except NothingInIt:
        if since is None:
            raise
        return MacroSeries(facts.id, origin=ORIGIN, retrieved_at=now)
    if column.days[-1] * 86400 > now + 370 * 86400:
        raise BadData(f"{facts.id} ends on {_day(column.days[-1])}, which is still far off")
    return pack_series(facts.id, column.days, column.values, ORIGIN, now)


def _download(url: str, id: str, settings: Fred) -> bytes:
    """Body of the response; the download ends itself at the deadline, so that no thread stays behind."""
    ends = time.monotonic() + settings.deadline_s
    request = urllib.request.Request(url, headers=_HEADERS)  # noqa: S310  (the settings allow http and https alone)
    try:
        with urllib.request.urlopen(request, timeout=settings.deadline_s) as response:  # noqa: S310
            return _read(response, id, ends, int(settings.max_mb * 1e6))
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(error, id) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unavailable(f"{id} cannot be fetched: {clean(str(reason), 120)}") from None


def _read(response: http.client.HTTPResponse, id: str, ends: float, most: int) -> bytes:
    promised = response.headers.get("Content-Length", "")
    parts, size = [], 0
    while part := response.read1(_PIECE):
        parts.append(part)
        size += len(part)
        if size > most:
            raise SeriesTooLarge(f"{id} is longer than {most / 1e6:g} MB")
        if time.monotonic() > ends:
            raise Unavailable(f"{id} comes too slowly")
    if promised.isdigit() and size < int(promised):
        raise SeriesTruncated(f"{id}: {size} bytes of {promised} came")
    return b"".join(parts)


def _refused(error: urllib.error.HTTPError, id: str) -> SourceError:
    if error.code == 429:
        after = error.headers.get("Retry-After", "")
        return RateLimited("FRED asks for a pause", time.time() + int(after) if after.isdigit() else None)
    if error.code in (401, 403):
        return AuthFailed(f"FRED refuses {id} ({error.code})")
    if error.code in (400, 404, 410):
        return Withdrawn(f"FRED has no series {id} ({error.code})")
    return Unavailable(f"FRED does not give {id} ({error.code})")
