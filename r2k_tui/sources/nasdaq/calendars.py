"""Nasdaq's calendars: what the listed companies do on a day, one request per second with everything else of Nasdaq."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.http.client import HttpAccess, HttpClient
from r2k_tui.sources.http.json_body import json_object
from r2k_tui.sources.nasdaq.calendar_rows import CalendarRows, dividends, earnings, offerings, splits
from r2k_tui.sources.nasdaq.envelope import payload
from r2k_tui.sources.nasdaq.info import SERVICE
from r2k_tui.sources.nasdaq.pace import HOST_PACE, Pace
from r2k_tui.sources.nasdaq.source import HEADERS, HOSTS

_BASE = "https://api.nasdaq.com/api"
_MOST_BYTES = 3_000_000
_NOTHING = CalendarRows(())


class NasdaqCalendars:
    """Client of the calendars. Methods raise SourceError; a day without events is no error."""

    def __init__(
        self, settings: NasdaqSettings, clock: Callable[[], float] = time.time, pace: Pace = HOST_PACE
    ) -> None:
        access = HttpAccess(SERVICE, HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, headers=HEADERS)
        self._client, self._clock, self._pace = HttpClient(access, clock), clock, pace

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.sent

    async def earnings(self, day: date) -> CalendarRows:
        """Reports of earnings of a day."""
        data = await self._data("calendar/earnings", day.isoformat(), f"the earnings of {day}")
        return _NOTHING if data is None else earnings(data, day, self._clock())

    async def dividends(self, day: date) -> CalendarRows:
        """Ex-dividend days of a day."""
        data = await self._data("calendar/dividends", day.isoformat(), f"the dividends of {day}")
        return _NOTHING if data is None else dividends(data, day, self._clock())

    async def splits(self, day: date) -> CalendarRows:
        """Splits around a day: Nasdaq hardly filters by it."""
        data = await self._data("calendar/splits", day.isoformat(), "the splits")
        return _NOTHING if data is None else splits(data, self._clock())

    async def offerings(self, month: date) -> CalendarRows:
        """IPOs of a month."""
        data = await self._data("ipo/calendar", f"{month:%Y-%m}", f"the IPOs of {month:%Y-%m}")
        return _NOTHING if data is None else offerings(data, self._clock())

    async def close(self) -> None:
        """Release the connection."""
        await self._client.close()

    async def _data(self, path: str, day: str, what: str) -> dict[str, Any] | None:
        """Data of an answer; None where Nasdaq says that it has no record."""
        await self._pace.take()
        answer = await self._client.get(f"{_BASE}/{path}", {"date": day}, max_bytes=_MOST_BYTES)
        try:
            return payload(json_object(answer.body, SERVICE), what)
        except NotFound:
            return None
