"""HTTP client of the calendars of releases."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.model.macro.release_dates import CPI, FOMC, GDP, PAYROLLS
from r2k_tui.sources.http.client import HttpAccess, HttpClient
from r2k_tui.sources.releases import bea, bls, fed
from r2k_tui.sources.releases.found import FoundDays

# The largest of them, that of the BLS, has about 200 kB.
_MOST_BYTES = 3_000_000
# No disguise as a browser: an agency that refuses programs is not asked by another name.
_HEADERS = {"User-Agent": "r2k", "Accept": "application/json,text/calendar,*/*;q=0.5"}


class CalendarFeed(NamedTuple):
    """Calendar of an agency: its name in the settings and on the screen, its address, and the releases it has."""

    key: str
    service: str
    url: str
    parse: Callable[[bytes], FoundDays]
    names: tuple[str, ...]


FEEDS = (
    CalendarFeed("fed", fed.SERVICE, fed.URL, fed.fed_days, (FOMC,)),
    CalendarFeed("bls", bls.SERVICE, bls.URL, bls.bls_days, (CPI, PAYROLLS)),
    CalendarFeed("bea", bea.SERVICE, bea.URL, bea.bea_days, (GDP,)),
)


class ReleaseClient:
    """Client of the calendars; each agency has a thread of its own, so that one that hangs delays no other."""

    def __init__(self, settings: ReleaseSettings) -> None:
        self.feeds = tuple(feed for feed in FEEDS if feed.key in settings.feeds)
        self._clients = {feed.key: HttpClient(_access(feed, settings)) for feed in self.feeds}

    @property
    def sent(self) -> int:
        """Requests sent so far."""
        return sum(client.sent for client in self._clients.values())

    async def days(self, feed: CalendarFeed) -> FoundDays:
        """Days of one calendar. Raises SourceError."""
        answer = await self._clients[feed.key].get(feed.url, max_bytes=_MOST_BYTES)
        return feed.parse(answer.body)

    async def close(self) -> None:
        """Stop the threads without waiting for a request in flight."""
        for client in self._clients.values():
            await client.close()


def _access(feed: CalendarFeed, settings: ReleaseSettings) -> HttpAccess:
    hosts = frozenset({urlsplit(feed.url).hostname or ""})
    return HttpAccess(
        feed.service,
        hosts,
        gateway=settings.endpoint,
        proxy=settings.proxy,
        deadline_s=settings.deadline_s,
        browser=False,
        headers=_HEADERS,
    )
