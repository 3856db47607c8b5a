"""Mailbox of one reader: however many frames arrive, one conflated frame waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.alerts.alert import ALERTS_KEPT
from r2k_tui.model.log import LOG_KEPT
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.quote_changes import QuoteChanges
from r2k_tui.model.market.universe import MemberChanges
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.readings.reading import SymbolReadings

Item = TypeVar("Item")


class Mailbox:
    """Slot that conflates frames into one until its reader takes it."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._lost: LinkLost | None = None
        self._something = asyncio.Event()

    def put(self, frame: Frame) -> None:
        """Add a frame; a frame of another engine replaces what waits, and is never merged with it."""
        same = self._frame is not None and self._frame.epoch == frame.epoch
        self._frame = fold(self._frame, frame) if self._frame is not None and same else frame
        self._something.set()

    def end(self, lost: LinkLost) -> None:
        """End the stream: no more frames follow."""
        self._lost = self._lost or lost
        self._something.set()

    async def take(self) -> Frame:
        """Wait for a frame. Raises LinkLost once the stream has ended and its last frame was taken."""
        await self._something.wait()
        frame, self._frame = self._frame, None
        if frame is None:
            assert self._lost is not None
            raise self._lost
        if self._lost is None:
            self._something.clear()
        return frame


def fold(old: Frame, new: Frame) -> Frame:
    """Conflation of two frames of one engine: the newest value of everything that either holds."""
    quotes, quote_changes = _quotes(old, new)
    return msgspec.structs.replace(
        new,
        from_seq=min(old.from_seq, new.from_seq),
        quotes=quotes,
        quote_changes=quote_changes,
        sparks=_newest((*old.sparks, *new.sparks), lambda spark: spark.symbol),
        readings=_readings((*old.readings, *new.readings)),
        scores=_newest((*old.scores, *new.scores), lambda score: score.kind),
        feeds=_newest((*old.feeds, *new.feeds), lambda status: status.topic),
        bars_changed=tuple(dict.fromkeys((*old.bars_changed, *new.bars_changed))),
        session=old.session if new.session is None else new.session,
        sessions=old.sessions if new.sessions is None else new.sessions,
        facts=old.facts if new.facts is None else new.facts,
        problems=old.problems if new.problems is None else new.problems,
        news=_newest((*old.news, *new.news), lambda news: news.symbol),
        # Truncation is visible: the reader sees the gap in the entry numbers.
        log=(*old.log, *new.log)[-LOG_KEPT:],
        members=_members(old.members, new.members),
        universe=old.universe if new.universe is None else new.universe,
        alerts=(*old.alerts, *new.alerts)[-ALERTS_KEPT:],
        halts=old.halts if new.halts is None else new.halts,
    )


def _quotes(old: Frame, new: Frame) -> tuple[tuple[Quote, ...], QuoteChanges | None]:
    """Merge changes into whole quotes that wait; a newer whole quote replaces older changes."""
    whole = {quote.symbol: quote for quote in old.quotes}
    changes = old.quote_changes
    if new.quote_changes is not None:
        whole.update({quote.symbol: quote for quote in new.quote_changes.applied(whole)})
        changes = new.quote_changes if changes is None else new.quote_changes.over(changes)
    whole.update({quote.symbol: quote for quote in new.quotes})
    return tuple(whole.values()), changes.without(whole) if changes is not None else None


def _members(old: MemberChanges | None, new: MemberChanges | None) -> MemberChanges | None:
    if old is None or new is None:
        return new if old is None else old
    return new.over(old)


def _newest(items: Iterable[Item], key: Callable[[Item], str]) -> tuple[Item, ...]:
    return tuple({key(item): item for item in items}.values())


def _readings(items: Iterable[SymbolReadings]) -> tuple[SymbolReadings, ...]:
    joined: dict[str, SymbolReadings] = {}
    for item in items:
        known = joined[item.symbol].readings if item.symbol in joined else {}
        joined[item.symbol] = SymbolReadings(item.symbol, {**known, **item.readings})
    return tuple(joined.values())
