"""What the stored closes say: the table, what today's prices are held against, and breadth by session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from r2k_tui.analytics.cross_section.breadth import Tail, breadth_path, tail
from r2k_tui.analytics.cross_section.closes import CloseTable, align, anchored, chosen, empty
from r2k_tui.analytics.cross_section.returns import drifted, session_returns
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.model.market.bars import Closes
from r2k_tui.model.market.universe import BreadthHistory
from r2k_tui.store.universe import MemberCloses

# Closes that end longer before today's price say nothing of its averages.
_OLDEST_DAYS = 7


@dataclass(frozen=True, eq=False)
class CloseHistory:
    """Closes of the members of one list; built in a thread, for the breadth of every session takes a while.

    `basis` is that of the closes, `px` or `tr`; `source` says who gave them.
    """

    table: CloseTable
    basis: str
    source: str
    history: BreadthHistory
    anchor: Floats

    @classmethod
    def of(
        cls, roll: Constituents, table: CloseTable, basis: str, source: str, until: int | None = None
    ) -> CloseHistory:
        """The past of a list's members from a table of their closes, those up to the day `until` where there is one.

        The closes of the day of the list, which may be later, say how many shares the weights stand for.
        """
        anchor = anchored(table, roll.day)
        known = table if until is None else table.until(until)
        return cls(known, basis, source, _history(known, roll.weights, anchor), anchor)

    @classmethod
    def unknown(cls, members: int) -> CloseHistory:
        """No closes at all."""
        return cls(empty(members), "", "", BreadthHistory(), np.full(members, np.nan))

    @cached_property
    def _tails(self) -> dict[int, Tail]:
        return {}

    @cached_property
    def absent(self) -> Flags:
        """Which members have no close at all."""
        absent: Flags = np.logical_not(np.isfinite(self.table.closes).any(axis=0))
        return absent

    def before(self, day: int) -> Tail:
        """What the price of a day is held against: the closes of the sessions before it."""
        stop = self.table.row_at(day - 1) + 1
        if stop and self.table.days[stop - 1] < day - _OLDEST_DAYS:
            stop = 0
        if stop not in self._tails:
            self._tails.clear()
            self._tails[stop] = tail(self.table.closes[:stop])
        return self._tails[stop]

    def weights(self, roll: Constituents, day: int) -> Floats:
        """The weights at the close before a day: those of the list carried there, forward or back, by fixed shares."""
        row = self.table.row_at(day - 1)
        if row < 0 or self.table.days[row] == roll.day:
            return roll.weights
        return drifted(roll.weights, self.anchor, self.table.closes[row])

    def close_of(self, row: int) -> Floats:
        """The closes of one session; NaN where there is no such row."""
        closes = self.table.closes
        return closes[row] if -len(closes) <= row < len(closes) else np.full(closes.shape[1], np.nan)


def _history(table: CloseTable, weights: Floats, anchor: Floats) -> BreadthHistory:
    if len(table.days) < 2:
        return BreadthHistory()
    path = breadth_path(table.closes)
    cap, equal = session_returns(table.closes, weights, anchor)
    return BreadthHistory(
        day=table.days.astype(np.int64).tobytes(),
        above_50d=path.above_50d.tobytes(),
        above_200d=path.above_200d.tobytes(),
        advancers=path.advancers.tobytes(),
        decliners=path.decliners.tobytes(),
        new_highs=path.new_highs.tobytes(),
        new_lows=path.new_lows.tobytes(),
        members=path.members.tobytes(),
        cap_weighted=np.concatenate([[np.nan], cap]).tobytes(),
        equal_weighted=np.concatenate([[np.nan], equal]).tobytes(),
    )


def past_of_closes(roll: Constituents, closes: Closes, until: int | None) -> CloseHistory:
    """The close history from a table of many symbols; `until`: the last day that counts, since 1970-01-01."""
    days = np.frombuffer(closes.days, dtype=np.int64)
    values = np.frombuffer(closes.values).reshape(len(days), len(closes.symbols))
    column = {symbol: place for place, symbol in enumerate(closes.symbols)}
    table = chosen(days, values, [column.get(symbol) if symbol in roll.places else None for symbol in roll.symbols])
    return CloseHistory.of(roll, table, closes.basis, closes.source, until)


def past_of_kept(roll: Constituents, kept: Sequence[MemberCloses], source: str, until: int | None) -> CloseHistory:
    """The close history from the stored closes of each constituent, on the basis that most of them have."""
    found = {item.symbol: item for item in kept if item.symbol in roll.places and item.days}
    if not found:
        return CloseHistory.unknown(len(roll))
    adjusted = sum(item.basis == "tr" for item in found.values())
    basis = "tr" if adjusted * 2 > len(found) else "px"
    series: list[tuple[Counts, Floats] | None] = []
    for symbol in roll.symbols:
        item = found.get(symbol)
        if item is None or item.basis != basis:
            series.append(None)
        else:
            series.append((np.frombuffer(item.days, dtype=np.int64), np.frombuffer(item.closes)))
    table = align(series)
    return CloseHistory.of(roll, table, basis, source, until)
