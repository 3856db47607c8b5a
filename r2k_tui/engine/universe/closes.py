"""Close history of the constituents: table of closes, reference values for today's prices, and breadth by session."""

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

# Maximum age, in days, of the last close that averages and 52-week ranges may rest on.
_OLDEST_DAYS = 7


@dataclass(frozen=True, eq=False)
class CloseHistory:
    """Closes of the constituents of one holdings list, one column per constituent, and the breadth of every session.

    `basis` is `px` (price) or `tr` (total return), `source` is the name of the data source, and `anchor` holds the
    closes of the list date. Computing the breadth is slow: build in a thread.
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
        """Close history from a table of closes, truncated after day `until` (days since 1970-01-01) if given.

        Share counts follow from the weights and the closes of the list date, which may lie after `until`.
        """
        anchor = anchored(table, roll.day)
        known = table if until is None else table.until(until)
        return cls(known, basis, source, _history(known, roll.weights, anchor), anchor)

    @classmethod
    def unknown(cls, members: int) -> CloseHistory:
        """Empty history of `members` constituents."""
        return cls(empty(members), "", "", BreadthHistory(), np.full(members, np.nan))

    @cached_property
    def _tails(self) -> dict[int, Tail]:
        return {}

    @cached_property
    def absent(self) -> Flags:
        """Constituents without a single close, one flag per constituent."""
        absent: Flags = np.logical_not(np.isfinite(self.table.closes).any(axis=0))
        return absent

    def before(self, day: int) -> Tail:
        """Reference values for prices of `day`, from earlier sessions; empty if the last is over 7 days older."""
        stop = self.table.row_at(day - 1) + 1
        if stop and self.table.days[stop - 1] < day - _OLDEST_DAYS:
            stop = 0
        if stop not in self._tails:
            self._tails.clear()
            self._tails[stop] = tail(self.table.closes[:stop])
        return self._tails[stop]

    def weights(self, roll: Constituents, day: int) -> Floats:
        """Weights at the last close before `day`: list weights drifted forward or backward at fixed share counts."""
        row = self.table.row_at(day - 1)
        if row < 0 or self.table.days[row] == roll.day:
            return roll.weights
        return drifted(roll.weights, self.anchor, self.table.closes[row])

    def close_of(self, row: int) -> Floats:
        """Closes of one session, one per constituent; all NaN if the row does not exist."""
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
    """Close history from a table of many symbols, truncated after day `until` (days since 1970-01-01) if given."""
    days = np.frombuffer(closes.days, dtype=np.int64)
    values = np.frombuffer(closes.values).reshape(len(days), len(closes.symbols))
    column = {symbol: place for place, symbol in enumerate(closes.symbols)}
    table = chosen(days, values, [column.get(symbol) if symbol in roll.places else None for symbol in roll.symbols])
    return CloseHistory.of(roll, table, closes.basis, closes.source, until)


def past_of_kept(roll: Constituents, kept: Sequence[MemberCloses], source: str, until: int | None) -> CloseHistory:
    """Close history from stored closes on the majority basis; closes on the other basis are dropped."""
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
