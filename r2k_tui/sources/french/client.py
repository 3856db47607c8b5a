"""Client of Kenneth French's data library."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.sources.french.archive import unpacked
from r2k_tui.sources.french.parse import parse_table
from r2k_tui.sources.french.published_files import BASE, FILES, HOST, ORIGIN, SERVICE
from r2k_tui.sources.http.client import HttpAccess, HttpClient

# The archives have 10 to 30 kB; the daily ones a third of a megabyte.
_MOST_BYTES = 2_000_000
_ARCHIVE = b"PK"
_HEADERS = {"User-Agent": "R2K/1 (personal use)", "Accept": "application/zip,*/*;q=0.5"}


class FrenchClient:
    """Client of the monthly files; `close` ends its thread. `clock` gives seconds since the epoch."""

    def __init__(self, settings: FrenchSettings, clock: Callable[[], float] = time.time) -> None:
        access = HttpAccess(
            SERVICE,
            frozenset({HOST}),
            settings.endpoint,
            settings.proxy,
            settings.deadline_s,
            browser=False,
            headers=_HEADERS,
        )
        self._http, self._clock, self._enabled = HttpClient(access, clock), clock, settings.enabled

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._http.sent

    @property
    def why_off(self) -> str:
        """Reason why nothing may be requested; "" for none."""
        return "" if self._enabled else "factor files are off: enabled is false under [french]"

    async def factor_table(self, name: str) -> FactorTable:
        """Table of a name of FILES as the server has it now. Raises SourceError."""
        file = FILES[name]
        answer = await self._http.get(f"{BASE}/{file.archive}", max_bytes=_MOST_BYTES, opening=_ARCHIVE)
        return await asyncio.to_thread(self._read, answer.body, name)

    def _read(self, body: bytes, name: str) -> FactorTable:
        now = self._clock()
        return parse_table(unpacked(body, FILES[name].stem), name, new_york_day(now), ORIGIN, now)

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        await self._http.close()
