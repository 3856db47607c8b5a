"""One round of requests for filings: the days that are due, newest first, resumed where the last round ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.insiders.calendar import index_days, is_given_up, last_index
from r2k_tui.engine.insiders.state import InsiderState, packed
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.sec.daily_index import IndexEntry
from r2k_tui.sources.sec.insiders import InsiderClient, UnreadableFiling
from r2k_tui.store.insiders import IndexDay, InsiderStore

# Seconds until an absent index, or a filing that could not be read, is requested again.
_AGAIN_S = 4 * 3600.0
# Responses in a row that are no filing: the service answers with something else, and it is not the filings' fault.
_ENOUGH_BAD = 3
_TOLD_EVERY = 20


class FilingRound:
    """Fetches what is due into the state and the store. `report` receives the progress in words."""

    def __init__(
        self, client: InsiderClient, state: InsiderState, store: InsiderStore, archive: Archive, clock: Clock, days: int
    ) -> None:
        self._client, self._state, self._store, self._archive = client, state, store, archive
        self._clock, self._days = clock, days
        self._asked: dict[date, float] = {}

    def due(self, issuers: Mapping[str, tuple[str, ...]]) -> tuple[date, ...]:
        """Days whose index or filings are missing for these companies and may be there now, newest first."""
        now = self._clock()
        newest = last_index(now)
        days = index_days(newest - timedelta(days=self._days - 1), newest)
        pending = {filing.filed for filing in self._state.filings.values() if filing.pending}
        return tuple(
            day
            for day in days
            if (day.isoformat() in pending or not self._state.read_for(day.isoformat(), issuers))
            and not 0 <= now - self._asked.get(day, float("-inf")) < _AGAIN_S
        )

    async def run(self, issuers: Mapping[str, tuple[str, ...]], report: Callable[[str], None]) -> None:
        """Fetch every day that is due. Raises SourceError; what came before it is kept."""
        due = self.due(issuers)
        for number, day in enumerate(due, 1):
            await self._day(day, issuers, partial(_report_at, report, f"day {number} of {len(due)}"))

    async def _day(self, day: date, issuers: Mapping[str, tuple[str, ...]], report: Callable[[str], None]) -> None:
        report(day.isoformat())
        now = self._clock()
        try:
            entries = await self._client.index(day, issuers)
        except NotFound:
            self._asked[day] = now
            if is_given_up(day, new_york_day(now)):
                self._keep_day(IndexDay(day.isoformat(), now, absent=True))
            return
        wanted = [entry for entry in entries if self._is_wanted(entry)]
        await self._filings(wanted, issuers, lambda at: report(f"{day}, filing {at:,} of {len(wanted):,}"))
        if any(self._is_wanted(entry) for entry in wanted):
            self._asked[day] = now
        self._keep_day(IndexDay(day.isoformat(), now, whole=True, issuers=packed(issuers)))

    def _is_wanted(self, entry: IndexEntry) -> bool:
        known = self._state.filings.get(entry.accession)
        return entry.accession not in self._state.seen or (known is not None and known.pending)

    async def _filings(
        self, entries: list[IndexEntry], issuers: Mapping[str, tuple[str, ...]], report: Callable[[int], None]
    ) -> None:
        """Fetch filings one by one. Raises BadData where the service answers each with something else.

        Filings that cannot be read are kept as such, and leave the rest of the day alone.
        """
        bad: list[InsiderFiling] = []
        for number, entry in enumerate(entries, 1):
            if number % _TOLD_EVERY == 1:
                report(number)
            try:
                filing = await self._client.filing(entry, issuers[entry.issuer])
            except (BadData, NotFound) as error:
                bad.append(self._faulty(entry, issuers[entry.issuer][0], str(error)))
                elsewhere = not isinstance(error, UnreadableFiling | NotFound)
                if elsewhere and len(bad) == number == _ENOUGH_BAD:
                    raise
                continue
            self._keep([filing])
        self._keep(bad)

    def _faulty(self, entry: IndexEntry, symbol: str, why: str) -> InsiderFiling:
        known = self._state.filings.get(entry.accession)
        tries = 1 + (known.tries if known is not None else 0)
        return InsiderFiling(
            entry.accession, entry.form, symbol, entry.issuer, entry.filed, fault=why.rstrip("."), tries=tries
        )

    def _keep(self, filings: list[InsiderFiling]) -> None:
        if filings:
            self._state.put(filings)
            self._archive.write(partial(self._store.save_filings, tuple(filings)))

    def _keep_day(self, day: IndexDay) -> None:
        self._state.put_day(day)
        self._archive.write(partial(self._store.save_day, day))

    def outcome(self) -> str:
        """What is odd about the rounds so far, in words; "" for nothing."""
        pending = sum(filing.pending for filing in self._state.filings.values())
        return f"{plural(pending, 'filing')} could not be read and will be tried again" if pending else ""


def _report_at(report: Callable[[str], None], place: str, words: str) -> None:
    report(f"{place}: {words}")
