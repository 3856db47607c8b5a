"""Requests for newer bars of a known series: a continuation of the same provider, or a whole history."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import isfinite
from typing import NamedTuple, Protocol

import msgspec

from r2k_tui.engine.state.archive import SeriesKey
from r2k_tui.engine.validation.bar_checks import readjusted_since
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import BarBatch, NotFound

# Overlap: bars before the last one that are requested again; a difference means a readjusted history.
_OVERLAP = 3
# A history that begins this much later than the known one is shorter and must not replace it.
_LATER_S = 7 * 86400


class BarSource(Protocol):
    """Source of bars; see Source.bars."""

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source.bars."""


class NewerBars(NamedTuple):
    """Newer bars; with `replaces` they are the whole history and replace the known bars."""

    batch: BarBatch
    replaces: bool = False


class BarRequests:
    """Requests for series. Daily bars of two providers are never joined, because they may be adjusted differently.

    `name` is that of the source in messages. `take_turn` waits until one more request is allowed, and counts it under
    a topic.
    """

    def __init__(self, source: BarSource, name: str, take_turn: Callable[[str], Awaitable[None]]) -> None:
        self._source, self._name, self._take_turn = source, name, take_turn
        # Providers whose history is less complete than the known one.
        self._poorer: dict[SeriesKey, str] = {}

    async def newer(self, known: Bars | None, symbol: str, interval: Interval, topic: str) -> NewerBars:
        """Bars from shortly before the end of `known`, or the whole history if that was readjusted or another provider
        responds. If the other history is less complete, no bars and a problem. Raises SourceError."""
        key = (symbol, interval)
        since = known.times()[-min(_OVERLAP, len(known))] if known is not None and len(known) else None
        batch = await self._ask(key, since, topic)
        if known is None or since is None:
            return self._whole(batch, key) if known is None else NewerBars(batch)
        moved = _from_another(known, batch.bars)
        if moved and self._poorer.get(key) == batch.bars.source:
            return _nothing(known, batch.bars)
        if not moved and not readjusted_since(known, batch.bars, _OVERLAP):
            self._poorer.pop(key, None)
            return NewerBars(batch)
        whole = await self._ask(key, None, topic)
        if _from_another(known, whole.bars) and interval is Interval.D1 and _is_poorer(known, whole.bars):
            self._poorer[key] = whole.bars.source
            return _nothing(known, whole.bars)
        self._poorer.pop(key, None)
        return self._whole(whole, key, replaces=True)

    async def _ask(self, key: SeriesKey, since: float | None, topic: str) -> BarBatch:
        await self._take_turn(topic)
        return await self._source.bars(*key, since)

    def _whole(self, batch: BarBatch, key: SeriesKey, *, replaces: bool = False) -> NewerBars:
        if not len(batch.bars):
            raise NotFound(f"{self._name} has no {key[1]} bars of {key[0]}")
        return NewerBars(batch, replaces)


def _from_another(known: Bars, new: Bars) -> bool:
    """Whether bars come from another provider and must not extend the known ones.

    Overlapping intraday bars of two providers may be joined, because a difference in the overlap is detected.
    """
    if not len(new) or not known.source or not new.source or known.source == new.source:
        return False
    return new.interval is Interval.D1 or not set(known.times()[-_OVERLAP:]) & set(new.times())


def _is_poorer(known: Bars, whole: Bars) -> bool:
    """Whether a history is less complete: it begins later than the known one, or lacks its adjusted closes."""
    if not len(whole) or whole.times()[0] > known.times()[0] + _LATER_S:
        return True
    return any(map(isfinite, known.column("adj_close"))) and not any(map(isfinite, whole.column("adj_close")))


def _nothing(known: Bars, other: Bars) -> NewerBars:
    last = day_of_bar(known.times()[-1]).isoformat()
    words = (
        f"daily bars of {known.symbol} remain those of {known.source} up to {last}: the history of {other.source} is"
        " shorter or adjusted differently"
    )
    empty = msgspec.structs.replace(other.slice(0, 0), source=known.source, note=known.note)
    return NewerBars(BarBatch(empty, (Problem(known.symbol, "bad_data", words),)))
