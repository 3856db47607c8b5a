"""Tables of factor returns: from the market source where it has them, else from Kenneth French's files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.factors.notes import TableFacts, month_words, notes_of
from r2k_tui.engine.polling.provider_topic import TopicNeeds, provider_topic
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.polling.topic_task import TopicTask
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.published import factors_known_on
from r2k_tui.model.factors.table import NAMES, TITLES, FactorTable
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.sources.base import AuthFailed, BadData, FactorSource, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.french.client import FrenchClient
from r2k_tui.sources.french.published_files import SERVICE
from r2k_tui.store.factors import FactorStore

FACTORS = "factors"
# The files change once a month. A table younger than the second number is not requested again, whoever insists.
_EVERY_S, FRESH_S = 24 * 3600.0, 20 * 3600.0
_CADENCE = Cadence(pre=_EVERY_S, open=_EVERY_S, post=_EVERY_S, closed=_EVERY_S)
# Waits after failures: nothing is urgent about a file of last month.
_FIRST_WAIT_S, _LONGEST_WAIT_S = 900.0, 6 * 3600.0
# An older table is handed out if the server has not answered by then.
_PATIENCE_S = 5.0
# A file that is wrong or absent is not requested again within this time, whoever insists.
WRONG_AGAIN_S = 300.0


class _MissingFile(NamedTuple):
    """Why a file is missing, and since when."""

    error: SourceError
    at: float

    def is_wrong(self, now: float) -> bool:
        """Whether the server has just sent a wrong file or none, so that another request would find the same."""
        return isinstance(self.error, BadData | NotFound) and 0 <= now - self.at < WRONG_AGAIN_S


class FactorFiles:
    """Owner of the tables by name (`model.factors.table.NAMES`), and of the topic `factors`, which requests them.

    The topic starts with the first table that is wanted and not fresh; it requests each file once a day. A failure
    leaves the last good table, which the store keeps.
    """

    def __init__(self, context: EngineContext, needs: TopicNeeds) -> None:
        self._context, self._needs = context, needs
        kept, limits = needs.source.capabilities, context.config.limits
        self._store, self._client = FactorStore(needs.store), FrenchClient(context.config.french, context.clock)
        remote = kept.remote and not kept.simulated and not needs.replayed
        self._why_off = self._client.why_off if remote else f"the {needs.source.name} source has no factor returns"
        self._topic = provider_topic(
            FACTORS,
            _CADENCE,
            self._poll,
            context,
            needs,
            publish=self._publish,
            backoff_s=(max(_FIRST_WAIT_S, limits.backoff_s), max(_LONGEST_WAIT_S, limits.backoff_max_s)),
        )
        self._task = TopicTask(None if self._why_off else self._topic)
        self._tables: dict[str, FactorTable] = {}
        self._faults: dict[str, _MissingFile] = {}
        self._restoring = asyncio.Lock()
        # An invented market uses no table of the real one.
        self._restored = kept.simulated

    async def table(self, name: str) -> FactorTable:
        """Newest table of a name, or the last one that was good; see `notes`. Raises SourceError without any.

        As of a past day, and in a replay, it ends with the last month that was public by then.
        """
        if name not in NAMES:
            raise NotFound(f"no factors are called {name!r}; there are {', '.join(NAMES)}")
        await self._restore()
        if not await self._read_from_source(name):
            if self._why_off:
                self._failed({name: NotFound(self._why_off)})
            elif not self._is_fresh(name):
                self._task.begin()
                await self._attempted(name)
        return self._known(name)

    def notes(self, name: str) -> tuple[str, ...]:
        """Caveats about the last table of a name, as sentences without a full stop; none where nothing is wrong."""
        table, fault = self._tables.get(name), self._faults.get(name)
        if table is None:
            return ()
        today = new_york_day(self._context.clock())
        return notes_of(TableFacts(table, "" if fault is None else str(fault.error), self._past(), today))

    def insist(self) -> None:
        """Request now, for a user, what is missing or a day old, if the topic runs."""
        self._task.insist()

    async def close(self) -> None:
        """Stop the topic, and release the connections."""
        await self._task.stop()
        await self._client.close()

    def _publish(self, status: FeedStatus) -> None:
        newest = max((table.month_numbers()[-1] for table in self._tables.values() if len(table)), default=0)
        progress = f"returns to {month_words(newest)}" if newest else ""
        self._needs.health(msgspec.structs.replace(status, progress=progress))

    def _past(self) -> date | None:
        """Day after which nothing is known; None for the present."""
        if self._context.as_of is not None:
            return date.fromisoformat(self._context.as_of)
        return new_york_day(self._context.clock()) if self._needs.replayed else None

    def _known(self, name: str) -> FactorTable:
        """Table as far as it is known. Raises the error that explains its absence."""
        table, past, fault = self._tables.get(name), self._past(), self._faults.get(name)
        if table is None:
            raise Unavailable(self._topic.status.message) if fault is None else fault.error.with_traceback(None)
        found = table if past is None else factors_known_on(table, past)
        if not len(found):
            raise NotFound(f"no returns of the {TITLES[name]} were public by {past}")
        return found

    async def _restore(self) -> None:
        """Take over the tables of earlier runs, once."""
        async with self._restoring:
            if not self._restored:
                self._restored = True
                self._tables = await self._context.archive.run(self._store.tables) or {}

    async def _attempted(self, name: str) -> None:
        """Wait for the first requests to end, for a short while only where an older table can stand in."""
        try:
            async with asyncio.timeout(_PATIENCE_S if name in self._tables else None):
                await self._task.attempted()
        except TimeoutError:
            self._failed({name: Unavailable(f"{SERVICE} has not answered yet")})

    async def _read_from_source(self, name: str) -> bool:
        """Whether the market source is where tables come from; a failure of it leaves the one that is kept."""
        source = self._needs.source
        if not isinstance(source, FactorSource):
            return False
        try:
            self._put(await source.factor_table(name))
        except NotFound as error:
            if not self._why_off:
                return False
            self._failed({name: error})
        except SourceError as error:
            self._failed({name: error})
        return True

    def _failed(self, errors: Mapping[str, SourceError]) -> None:
        now = self._context.clock()
        self._faults |= {name: _MissingFile(error, now) for name, error in errors.items()}

    def _error_of(self, name: str) -> SourceError | None:
        fault = self._faults.get(name)
        return fault.error if fault is not None else None

    def _put(self, table: FactorTable) -> None:
        self._tables[table.name] = table
        self._faults.pop(table.name, None)

    def _is_fresh(self, name: str) -> bool:
        table = self._tables.get(name)
        at = table.fetched_at if table is not None else None
        return at is not None and 0 <= self._context.clock() - at < FRESH_S

    async def _poll(self) -> str:
        """Request every file that is not fresh. Raises SourceError if no file is fresh then, Incomplete if some are."""
        due = [name for name in NAMES if not self._is_fresh(name)]
        try:
            failed = await self._request(due)
        finally:
            self._topic.count_requests(self._client.requests)
        if failed and not any(self._is_fresh(name) for name in NAMES):
            raise failed[due[0]]
        if failed:
            raise Incomplete("; ".join(f"{TITLES[name]}: {error}" for name, error in failed.items()))
        return ""

    async def _request(self, due: list[str]) -> dict[str, SourceError]:
        """Failures by name. A server that does not answer, or refuses, is not asked for the other files.

        Raises RateLimited.
        """
        failed: dict[str, SourceError] = {}
        for at, name in enumerate(due):
            fault = self._faults.get(name)
            if fault is not None and fault.is_wrong(self._context.clock()):
                failed[name] = fault.error
                continue
            try:
                self._keep(await self._client.factor_table(name))
            except SourceError as error:
                if isinstance(error, Unavailable | AuthFailed | RateLimited):
                    failed |= dict.fromkeys(due[at:], error)
                    break
                failed[name] = error
        self._failed({name: error for name, error in failed.items() if error is not self._error_of(name)})
        refusal = next((one for one in failed.values() if isinstance(one, RateLimited)), None)
        if refusal is not None:
            raise refusal
        return failed

    def _keep(self, table: FactorTable) -> None:
        """Take over a table. Raises BadData for one that lacks months of the one that is kept."""
        kept = self._tables.get(table.name)
        if kept is not None and len(kept):
            before, now = _span(kept), _span(table)
            if now[0] > before[0] or now[1] < before[1]:
                raise BadData(
                    f"the file of the {TITLES[table.name]} is cut off: it has {_words(now)}, the one before it had "
                    f"{_words(before)}"
                )
        self._put(table)
        self._context.archive.write(lambda: self._store.save(table))


def _span(table: FactorTable) -> tuple[int, int]:
    months = table.month_numbers()
    return months[0], months[-1]


def _words(span: tuple[int, int]) -> str:
    return f"{month_words(span[0])} to {month_words(span[1])}"
