"""Fetch of one series: as it stands now, or as it stood on a day of the past."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import msgspec

from r2k_tui.model.macro.series import MacroSeries, SeriesFacts, joined, pack_series
from r2k_tui.sources.base import BadData
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.errors import NothingInIt
from r2k_tui.sources.fred.parse import parse_series, parse_vintage

ORIGIN = "FRED"
# Stored observations this recent are requested again: figures are revised, quarterly ones for years.
_OVERLAP_DAYS = {0: 30, 1: 120, 3: 1200}
_EPOCH = date(1970, 1, 1)
_SHORT_DAYS = 800


async def fetch_series(client: FredClient, facts: SeriesFacts, known: MacroSeries | None, now: float) -> MacroSeries:
    """Series as of `now` (seconds since the epoch): stored observations joined with new ones. Raises SourceError.

    A response that starts later than before loses no stored observation; `note` then says so.
    """
    since = known.dates()[-1] - _OVERLAP_DAYS[facts.months] if known is not None and len(known) else None
    fresh = await _fetch(client, facts, since, now)
    if known is None or not len(known):
        return _noted(fresh, facts)
    whole = joined(known, fresh)
    gap = fresh.dates()[0] - known.dates()[-1] if len(fresh) else 0
    note = f"{gap} days are missing before {_day(fresh.dates()[0])}" if gap > 100 else known.note
    return pack_series(facts.id, list(whole.dates()), list(whole.numbers()), ORIGIN, now, note)


async def fetch_vintage(client: FredClient, facts: SeriesFacts, day: date, now: float) -> MacroSeries:
    """Series as it stood at the end of a past day, which ALFRED's column must name. Raises SourceError."""
    query = {"cosd": _first(facts), "coed": day.isoformat(), "vintage_date": day.isoformat()}
    column = await asyncio.to_thread(parse_vintage, await client.vintage(facts.id, query), facts.id, day)
    if column.days[-1] > (day - _EPOCH).days:
        raise BadData(f"{facts.id} as of {day.isoformat()} ends on {_day(column.days[-1])}, which was still to come")
    series = pack_series(facts.id, column.days, column.values, f"ALFRED as of {day.isoformat()}", now)
    return msgspec.structs.replace(series, vintage=day.isoformat())


def _noted(series: MacroSeries, facts: SeriesFacts) -> MacroSeries:
    """Series with a note where the service cut off its early decades."""
    first, due = series.dates()[0], (date(facts.since, 12, 31) - _EPOCH).days
    if first - due < _SHORT_DAYS:
        return series
    note = f"cut short by the service: begins {_day(first)}, not {facts.since}"
    return pack_series(facts.id, list(series.dates()), list(series.numbers()), ORIGIN, series.retrieved_at, note)


def _day(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()


def _first(facts: SeriesFacts) -> str:
    """First day to ask for: without one, the service sends a short window of some series."""
    return f"{facts.since}-01-01"


async def _fetch(client: FredClient, facts: SeriesFacts, since: int | None, now: float) -> MacroSeries:
    data = await client.series(facts.id, {"cosd": _first(facts) if since is None else _day(since)})
    try:
        column = await asyncio.to_thread(parse_series, data, facts.id)
    except NothingInIt:
        if since is None:
            raise
        return MacroSeries(facts.id, origin=ORIGIN, retrieved_at=now)
    if column.days[-1] * 86400 > now + 370 * 86400:
        raise BadData(f"{facts.id} ends on {_day(column.days[-1])}, which is still far off")
    return pack_series(facts.id, column.days, column.values, ORIGIN, now)
