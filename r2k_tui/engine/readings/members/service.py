"""Readings of the index, for everyone who asks for readings; and the daily values of those that are kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

import msgspec
import numpy as np

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.members.gather import MemberGatherer
from r2k_tui.engine.readings.members.group import MemberGroup
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.past import PastValues
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS, MEMBER_READINGS, MEMBER_ROW_OF
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.readings.reading import DayValue, Reading, ReadingDays
from r2k_tui.store.index_days import IndexDays

log = logging.getLogger(__name__)
KEPT_DAYS = "one value a day since R2K first ran"
# The value of a day is stored again while the day goes on, so that the last one of the day remains.
_KEEP_S = 600.0


class MemberReadings:
    """Computes the readings of the index. Owner of the stored values of the source."""

    def __init__(
        self,
        context: EngineContext,
        universe: UniverseService,
        gatherer: MemberGatherer,
        days: IndexDays,
        *,
        keeps: bool,
    ) -> None:
        self._context, self._universe, self._gatherer, self._days = context, universe, gatherer, days
        self._keeps = keeps
        self._past = PastValues()

    async def prepare(self, keys: Sequence[str] = MEMBER_KEYS, *, settled: bool) -> None:
        """Have the members polled where a key needs them; with `settled`, wait until each was polled once."""
        if not _need_members(_rows(keys)):
            return
        await self._universe.ready(settled=settled)

    async def readings(self, keys: Sequence[str] = MEMBER_KEYS) -> dict[str, Reading]:
        """Named readings as of now, by key. Raises KeyError for an unknown key, and nothing that a source raises."""
        rows = _rows(keys)
        if _need_members(rows):
            await self._universe.estimate()
        inputs = await self._gatherer.gather(part for row in rows for part in row.needs)
        found = await asyncio.to_thread(_computed, rows, inputs)
        if self._context.as_of is not None:
            found |= {key: await self._of_that_day(reading) for key, reading in found.items() if key in keys}
        return {key: found[key] for key in keys}

    async def histories(self, keys: Sequence[str] = MEMBER_KEYS) -> dict[str, ReadingDays]:
        """Values by day, none later than the day of the analysis, by key. Raises KeyError for an unknown key."""
        rows = _rows(keys)
        past = [row for row in rows if row.past is not None]
        inputs = await self._gatherer.gather(part for row in past for part in row.needs)
        found = await asyncio.to_thread(self._past.of, past, inputs)
        for key in (field.key for row in rows if row.past is None for field in row.fields):
            found[key] = await self._kept(key) if MEMBER_ROW_OF[key].kept else ReadingDays(key, "")
        return {key: found[key] for key in keys}

    async def _kept(self, key: str) -> ReadingDays:
        if days := await self._stored(key):
            return ReadingDays(key, KEPT_DAYS, tuple(days))
        return ReadingDays(key, f"{KEPT_DAYS}: {'none yet' if self._keeps else 'this source keeps none'}")

    async def run(self) -> None:
        """Store the values of each day until cancelled; only those of a live source that keeps its data."""
        if not self._keeps:
            return
        await self._universe.ready(settled=True)
        while True:
            try:
                await self.keep()
            except Exception:
                log.exception("values of the day of the readings of the index")
            await asyncio.sleep(_KEEP_S)

    async def keep(self) -> None:
        """Store the present values under the day of their newest observation."""
        keys = [field.key for row in MEMBER_READINGS if row.kept for field in row.fields]
        by_day: dict[str, list[tuple[str, float, int]]] = {}
        for key, reading in (await self.readings(keys)).items():
            if (value := reading.number) is not None and reading.as_of:
                by_day.setdefault(reading.as_of[:10], []).append((key, value, reading.n))
        for day, values in by_day.items():
            self._context.archive.write(partial(self._days.save, day, values))

    async def _of_that_day(self, reading: Reading) -> Reading:
        """A kept value of the day of the analysis, for a reading that the inputs of that day do not give."""
        row, as_of = MEMBER_ROW_OF[reading.key], self._context.as_of
        if reading.value is not None or not row.kept:
            return reading
        stored = await self._stored(reading.key)
        if not stored or as_of is None or not _is_last_weekday(stored[-1].day, as_of):
            since = f"; values are kept since {stored[0].day}" if stored else ""
            return msgspec.structs.replace(reading, reason=f"not known for {as_of}{since}: {reading.reason}")
        last = stored[-1]
        source = f"kept by R2K on {last.day}, {self._context.market.facts.name}"
        return msgspec.structs.replace(reading, value=last.value, n=last.n, as_of=last.day, source=source, reason="")

    async def _stored(self, key: str) -> list[DayValue]:
        until = self._context.as_of or new_york_day(self._context.clock()).isoformat()
        return await self._context.archive.run(partial(self._days.values, key, until)) or []


def _is_last_weekday(day: str, as_of: str) -> bool:
    """Whether no weekday follows `day` up to `as_of`: on a Sunday, Friday's value is the last."""
    return int(np.busday_count(np.datetime64(day) + 1, np.datetime64(as_of) + 1)) == 0


def _rows(keys: Sequence[str]) -> list[MemberGroup]:
    rows = {id(MEMBER_ROW_OF[key]): MEMBER_ROW_OF[key] for key in keys}
    return list(rows.values())


def _need_members(rows: Sequence[MemberGroup]) -> bool:
    return any(InputPart.MEMBERS in row.needs for row in rows)


def _computed(rows: Sequence[MemberGroup], inputs: MemberInputs) -> dict[str, Reading]:
    return {reading.key: reading for row in rows for reading in row.readings(inputs)}
