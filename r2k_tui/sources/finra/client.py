"""Client of FINRA's files of short interest."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import date, timedelta

from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.finra.parse import SERVICE, parse_settlement
from r2k_tui.sources.finra.schedule import BACK_DAYS
from r2k_tui.sources.http.client import HttpAccess, HttpAnswer, HttpClient
from r2k_tui.sources.http.retry_after import http_date

ORIGIN = "FINRA"
BASE = "https://cdn.finra.org/equity/otcmarket/biweekly"
_HOSTS = frozenset({"cdn.finra.org"})
_MOST_BYTES = 16_000_000
# How FINRA says that a day has no file.
_ABSENT = frozenset({403, 404})
_HEADERS = {"User-Agent": "R2K/1 (personal use)", "Accept": "text/csv,text/plain,*/*"}


class FinraClient:
    """Client of the files by settlement day; `close` ends its thread. `clock` gives seconds since the epoch."""

    def __init__(self, settings: FinraSettings, clock: Callable[[], float] = time.time) -> None:
        access = HttpAccess(
            SERVICE, _HOSTS, settings.endpoint, settings.proxy, settings.deadline_s, browser=False, headers=_HEADERS
        )
        self._http, self._clock = HttpClient(access, clock), clock

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._http.sent

    async def settlement(self, nominal: date, due: date, only: date | None = None) -> Settlement:
        """Settlement of the 15th or the last day of a month, `nominal`, or of the last weekday with a file before it.

        `due`: day by which it is public by rule. `only`: the one day to look at, which saves the service requests.
        Raises SourceError; NotFound where none of these days has a file.
        """
        for day in weekdays_back(nominal) if only is None else (only,):
            answer = await self._http.get(f"{BASE}/shrt{day:%Y%m%d}.csv", max_bytes=_MOST_BYTES, statuses=_ABSENT)
            if answer.status not in _ABSENT:
                return await self._read(answer, day, due)
        if only is not None:
            raise NotFound(f"FINRA has no file of the settlement of {only} yet.")
        raise NotFound(f"FINRA has no file of the settlement of {nominal}, nor of the {BACK_DAYS} days before it.")

    async def _read(self, answer: HttpAnswer, day: date, due: date) -> Settlement:
        now, rows = self._clock(), await asyncio.to_thread(parse_settlement, answer.body, day)
        today = new_york_day(now)
        return Settlement(
            day=day.isoformat(),
            due=due.isoformat(),
            retrieved_at=now,
            source=ORIGIN,
            symbols="\n".join(rows.symbols),
            shares=rows.shares,
            previous=rows.previous,
            cover=rows.cover,
            flags=rows.flags,
            appeared=_appeared(answer, day, min(due + timedelta(days=BACK_DAYS), today)),
            retrieved=today.isoformat(),
            note=rows.note,
        )

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()


def weekdays_back(nominal: date) -> tuple[date, ...]:
    """Weekdays from a day back, at most four days."""
    days = (nominal - timedelta(days=back) for back in range(BACK_DAYS + 1))
    return tuple(day for day in days if day.isoweekday() <= 5)


def _appeared(answer: HttpAnswer, day: date, latest: date) -> str:
    """Day of the file by its header; "" for one that cannot be the day of publication, such as that of a new copy."""
    at = http_date(answer.headers.get("last-modified", ""))
    found = new_york_day(at) if at is not None else None
    return found.isoformat() if found is not None and day < found <= latest else ""
