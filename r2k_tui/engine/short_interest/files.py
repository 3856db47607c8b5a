"""Settlements that are known: from the store, from FINRA, or from a simulated source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, NotFound, SourceError
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.sources.finra.schedule import BACK_DAYS, SettlementDates, before
from r2k_tui.sources.member_data import ShortInterestSource
from r2k_tui.store.short_interest import ShortInterestStore

# Settlements in use, and those looked for: the newest may be late.
USED, _LOOKED_FOR = 2, 4
# A file that was absent is requested again after this time, whoever insists; a wrong one, such as a page of a server
# under maintenance, sooner.
AGAIN_S, WRONG_AGAIN_S = 4 * 3600.0, 300.0


class _Attempt(NamedTuple):
    """The last request for a settlement without result, and when."""

    error: SourceError
    at: float


class FinraFiles:
    """The newest two settlements that are public, each file requested once, a missing one a few times a day.

    `as_of`: day after which nothing is known, None for the present. `sessions`: the days of the exchange.
    """

    def __init__(
        self,
        client: FinraClient,
        store: ShortInterestStore,
        archive: Archive,
        clock: Clock,
        sessions: Callable[[], Days],
        as_of: date | None,
    ) -> None:
        self._client, self._store, self._archive = client, store, archive
        self._clock, self._sessions, self._as_of = clock, sessions, as_of
        self._known: dict[str, Settlement] = {}
        self._attempts: dict[date, _Attempt] = {}

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.requests

    async def restore(self) -> tuple[Settlement, ...]:
        """Settlements of earlier runs, see `settlements`."""
        kept = await self._archive.run(self._store.settlements) or []
        self._known |= {item.day: item for item in kept}
        self._forget_truncated()
        return self.settlements()

    def settlements(self) -> tuple[Settlement, ...]:
        """The newest two that are known by the day, the newest first."""
        until = self._as_of.isoformat() if self._as_of is not None else None
        found = [item for item in self._known.values() if until is None or item.known_on <= until]
        return tuple(sorted(found, key=lambda item: item.day, reverse=True)[:USED])

    async def fetch(self) -> tuple[Settlement, ...]:
        """Request the public settlements that are not known yet, the newest first.

        Raises the SourceError of a file that is wrong or late, once the others were tried; what is known stays.
        """
        late: SourceError | None = None
        for dates in self._wanted():
            if self._count_from(dates) >= USED:
                break
            if self._has(dates):
                continue
            try:
                await self._one(dates)
                late = late or self._forget_truncated()
            except NotFound as error:
                late = late or (error if dates.due < self._today() else None)
            except BadData as error:
                late = late or error
        if late is not None:
            raise late
        return self.settlements()

    def _today(self) -> date:
        return self._as_of or new_york_day(self._clock())

    def _wanted(self) -> tuple[SettlementDates, ...]:
        """Settlements that may be public, the newest first; as of a past day, those that were public for certain."""
        today = self._today()
        rows = before(today, self._sessions(), _LOOKED_FOR)
        return tuple(row for row in rows if (row.expected if self._as_of is None else row.due) <= today)

    def _count_from(self, dates: SettlementDates) -> int:
        """Known settlements after one."""
        return sum(item.day > dates.nominal.isoformat() for item in self.settlements())

    def _has(self, dates: SettlementDates) -> bool:
        """Whether a settlement is known; its file may be of a few days before its session."""
        first = date.fromordinal(dates.nominal.toordinal() - BACK_DAYS).isoformat()
        return any(first <= day <= dates.nominal.isoformat() for day in self._known)

    def _forget_truncated(self) -> BadData | None:
        """Forget files with less than half the stocks of another one; the error of the newest of them."""
        largest = max(self._known.values(), key=_count, default=None)
        if largest is None:
            return None
        found = sorted(day for day, item in self._known.items() if 2 * _count(item) < _count(largest))
        if not found:
            return None
        count = _count(self._known[found[-1]])
        self._known = {day: item for day, item in self._known.items() if day not in found}
        return BadData(
            f"FINRA's file of {found[-1]} is cut short: {plural(count, 'stock')}, and that of {largest.day} has "
            f"{_count(largest):,}."
        )

    async def _one(self, dates: SettlementDates) -> None:
        now, last = self._clock(), self._attempts.get(dates.nominal)
        if last is not None and 0 <= now - last.at < (WRONG_AGAIN_S if isinstance(last.error, BadData) else AGAIN_S):
            raise last.error.with_traceback(None)
        try:
            # Only a file that should be there is looked for on the days before, in case this calendar is wrong.
            only = dates.session if self._today() < dates.due else None
            found = await self._client.settlement(dates.nominal, dates.due, only)
        except (NotFound, BadData) as error:
            self._attempts[dates.nominal] = _Attempt(error, now)
            raise
        self._attempts.pop(dates.nominal, None)
        self._known[found.day] = found
        if self._as_of is None:
            self._archive.write(lambda: self._store.save(found))

    async def close(self) -> None:
        """Release the connections."""
        await self._client.close()


def _count(settlement: Settlement) -> int:
    return len(settlement.flags)


class SimulatedFiles:
    """The newest two settlements of a simulated source."""

    requests = 0

    def __init__(self, source: ShortInterestSource, clock: Clock, as_of: date | None) -> None:
        self._source, self._clock, self._as_of = source, clock, as_of
        self._found: tuple[Settlement, ...] = ()

    async def restore(self) -> tuple[Settlement, ...]:
        """Nothing: a simulated source is quick."""
        return ()

    def settlements(self) -> tuple[Settlement, ...]:
        """See FinraFiles."""
        return self._found

    async def fetch(self) -> tuple[Settlement, ...]:
        """See FinraFiles."""
        today = self._as_of or new_york_day(self._clock())
        found = await self._source.short_interest(today)
        self._found = tuple(item for item in found if item.known_on <= today.isoformat())[:USED]
        return self._found

    async def close(self) -> None:
        """Nothing to release."""
