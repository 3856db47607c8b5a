"""Fetcher of macro series: from the market source where it provides them, else from FRED, or ALFRED for a past day."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.macro.state import MacroState
from r2k_tui.engine.polling.series_round import SeriesRound
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.macro.series import SERIES, MacroSeries, SeriesFacts
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import AuthFailed, MacroSource, NotFound, RateLimited, Source, SourceError, Unavailable
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.fetch import fetch_series, fetch_vintage
from r2k_tui.store.macro import MacroStore

# Each series twice: its vintage, and the present values where there is none.
_BURST = 2 * len(SERIES)
# Consecutive failures of the service that end a round: further requests would fail the same way.
_ENOUGH_FAILURES = 2
# Seconds for which the series of a partial round stay fresh while later rounds fetch the rest.
_ROUND_S = 3600.0


class SeriesFetcher:
    """Fetcher and owner of the macro state. `poll` runs one round; a failed fetch leaves the last good series."""

    def __init__(self, context: EngineContext, source: Source, store: MacroStore) -> None:
        self._settings, self._clock = context.config.fred, context.clock
        self._source, self._store, self._archive = source, store, context.archive
        self._asks_fred = source.capabilities.remote and bool(self._settings.endpoint)
        self._client = FredClient(self._settings)
        self._day = date.fromisoformat(context.as_of) if context.as_of is not None and self._asks_fred else None
        self._vintages_fail = False
        self._pace = TokenBucket(self._settings.requests_per_minute, _BURST, context.clock)
        self.state, self.requests = MacroState(), 0
        self._restored = False
        self._unfinished: SeriesRound[SeriesFacts] = SeriesRound()
        # Set once a series is available or the first round has ended.
        self.known = asyncio.Event()

    async def poll(self) -> str:
        """Poll all series and return a status message, "" when there is nothing to report.

        Raises SourceError when the round fails, Incomplete when it leaves series for a later one.
        """
        self._vintages_fail = False
        await self._restore()
        try:
            return self._outcome(await self._round())
        finally:
            self.known.set()

    async def close(self) -> None:
        """Release the connections."""
        await self._client.close()

    async def _round(self) -> dict[str, SourceError]:
        """Failures by series id, after requesting all series or those that the last round left out.

        Raises SourceError when the service fails, so that further requests would fail the same way.
        """
        this = self._unfinished
        trial, failed, in_a_row, brought = this.is_trial, dict[str, SourceError](), 0, 0
        due = this.order(SERIES, self._clock(), _ROUND_S)
        for at, facts in enumerate(due):
            try:
                await self._bring(facts)
                in_a_row, brought = 0, brought + 1
            except RateLimited:
                this.ended([*self._due_again(failed), *due[at:]], healthy=False)
                raise
            except SourceError as error:
                self.state.failed(facts.id, error)
                failed[facts.id] = error
                in_a_row = in_a_row + 1 if isinstance(error, Unavailable | AuthFailed) else 0
                if in_a_row == _ENOUGH_FAILURES or (trial and not brought and not isinstance(error, NotFound)):
                    partly = trial and this.is_healthy
                    this.ended([*self._due_again(failed), *due[at + 1 :]], healthy=partly)
                    if partly:
                        return failed
                    raise
        again = self._due_again(failed)
        this.ended(again, healthy=len(again) < len(SERIES))
        return failed

    def _due_again(self, failed: dict[str, SourceError]) -> list[SeriesFacts]:
        """Failed series that a later poll may still deliver: all except those not found."""
        return [facts for facts in SERIES if not isinstance(failed.get(facts.id, NotFound()), NotFound)]

    def _outcome(self, failed: dict[str, SourceError]) -> str:
        if len(failed) == len(SERIES):
            first = next(iter(failed.values()))
            if self._asks_fred or not all(isinstance(error, NotFound) for error in failed.values()):
                raise first
            # A folder without macro series will not gain any, so this is no failure and triggers no early retry.
            return str(first)
        noted = [f"{series.id} {series.note}" for series in self.state.series.values() if series.note]
        missing = [f"{len(failed)} of {len(SERIES)} series missing: {' '.join(failed)}"] if failed else []
        outcome = "; ".join((*missing, *noted))
        if self._unfinished.is_trial:
            raise Incomplete(outcome)
        return outcome

    async def _restore(self) -> None:
        if not self._restored:
            self._restored = True
            self.state.restore(await self._archive.run(self._store.series) or [])
            # For a past day, the present values of the store are only the second choice.
            if self.state.series and self._day is None:
                self.known.set()

    async def _bring(self, facts: SeriesFacts) -> None:
        if isinstance(self._source, MacroSource):
            try:
                self.state.put(await self._source.economy(facts.id))
                return
            except NotFound:
                if not self._asks_fred:
                    raise
        if not self._asks_fred:
            raise NotFound(f"no {facts.id}: [fred] endpoint is empty in the settings")
        if await self._bring_vintage(facts):
            return
        series = await self._fetched(facts, self.state.series.get(facts.id))
        self.state.put(series)
        self._keep(self._archive, series)

    async def _bring_vintage(self, facts: SeriesFacts) -> bool:
        """Whether the series as it stood on the past day is there; a failure of the service ends the trials of a round.

        False for the present.
        """
        if facts.id in self.state.vintages:
            return True
        if self._day is None or self._vintages_fail or self._day >= new_york_day(self._clock()):
            return False
        await self._pace.take()
        self.requests += 1
        try:
            self.state.put_vintage(await fetch_vintage(self._client, facts, self._day, self._clock()))
        except SourceError as error:
            self._vintages_fail = isinstance(error, Unavailable | AuthFailed | RateLimited)
            for one in SERIES if self._vintages_fail else (facts,):
                if one.id not in self.state.vintages:
                    self.state.no_vintage[one.id] = str(error)
            return False
        return True

    async def _fetched(self, facts: SeriesFacts, known: MacroSeries | None) -> MacroSeries:
        await self._pace.take()
        self.requests += 1
        return await fetch_series(self._client, facts, known, self._clock())

    def _keep(self, archive: Archive, series: MacroSeries) -> None:
        archive.write(partial(self._store.save_series, series))
