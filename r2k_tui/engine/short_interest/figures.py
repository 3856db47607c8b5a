"""Figures of short interest, one value per member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from r2k_tui.analytics.cross_section.screen import NO, UNKNOWN, YES, FlagValues
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.index.short_interest import REVISED, SPLIT, Settlement, SqueezeRule
from r2k_tui.model.threshold import at_least

# More of a company than three times all its shares is sold short nowhere: the two figures do not belong together.
_MOST_FRACTION = 3.0


@dataclass(frozen=True)
class SettledColumns:
    """Columns of two settlements for some members; NaN and False where the files have none.

    `previous`: shares short at the settlement before, by the newest file, else by its own. `restated`: both are known
    and differ, without a split.
    """

    shares: Floats
    previous: Floats
    cover: Floats
    split: Flags
    revised: Flags
    restated: Flags


@dataclass(frozen=True)
class MemberFigures:
    """Short interest by member; `above_50d` and `squeeze` are -1 where unknown. See ShortMember."""

    settled: SettledColumns
    fraction: Floats
    of_float: Floats
    change: Floats
    above_50d: FlagValues
    squeeze: FlagValues


def settled_columns(settlements: Sequence[Settlement], symbols: Sequence[str]) -> SettledColumns:
    """Columns of the newest settlement, and of the one before where its own file is known."""
    if not settlements:
        unknown, no = np.full(len(symbols), np.nan), np.zeros(len(symbols), dtype=np.bool_)
        return SettledColumns(unknown, unknown, unknown, no, no, no)
    newest = settlements[0]
    rows = _rows(newest, symbols)
    flags = _taken(np.frombuffer(newest.flags, dtype=np.uint8).astype(np.float64), rows, 0.0).astype(np.int64)
    split, revised = (flags & SPLIT) > 0, (flags & REVISED) > 0
    stated = _taken(np.frombuffer(newest.previous), rows, np.nan)
    own = np.full(len(symbols), np.nan)
    if len(settlements) > 1:
        own = _taken(np.frombuffer(settlements[1].shares), _rows(settlements[1], symbols), np.nan)
    return SettledColumns(
        shares=_taken(np.frombuffer(newest.shares), rows, np.nan),
        previous=np.where(np.isfinite(stated), stated, own),
        cover=_taken(np.frombuffer(newest.cover), rows, np.nan),
        split=split,
        revised=revised,
        restated=np.isfinite(stated) & np.isfinite(own) & (stated != own) & ~split,
    )


def _rows(settlement: Settlement, symbols: Sequence[str]) -> Counts:
    names = settlement.names()
    places = dict(zip(names, range(len(names)), strict=True))
    return np.array([places.get(symbol, -1) for symbol in symbols], dtype=np.int64)


def _taken(column: Floats, rows: Counts, missing: float) -> Floats:
    if not len(column):
        return np.full(len(rows), missing)
    return np.where(rows >= 0, column[np.maximum(rows, 0)], missing)


def member_figures(
    settled: SettledColumns, floats: Floats, outstanding: Floats, above_50d: FlagValues, rule: SqueezeRule
) -> MemberFigures:
    """Figures of each member; `floats` and `outstanding` are shares, NaN where unknown."""
    of_float, of_all = _ratio(settled.shares, floats), _ratio(settled.shares, outstanding)
    fraction = np.where(np.isfinite(of_float), of_float, of_all)
    change = np.where(settled.split, np.nan, _growth(settled.shares, settled.previous))
    squeeze = _all_of(
        _at_least(fraction, rule.fraction), _at_least(settled.cover, rule.days_to_cover), above_50d.astype(np.int8)
    )
    return MemberFigures(settled, fraction, of_float, change, above_50d, squeeze)


def _ratio(part: Floats, whole: Floats) -> Floats:
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return np.where(found <= _MOST_FRACTION, found, np.nan)


def _growth(now: Floats, then: Floats) -> Floats:
    found = np.full(len(now), np.nan)
    np.divide(now, then, out=found, where=then > 0)
    return found - 1.0


def _at_least(values: Floats, least: float) -> FlagValues:
    held = np.where(at_least(values, least), YES, NO)
    return np.where(np.isfinite(values), held, UNKNOWN).astype(np.int8)


def _all_of(*parts: FlagValues) -> FlagValues:
    """Yes where every part holds, no where one does not, else unknown."""
    stacked = np.stack(parts)
    every, some = np.all(stacked == YES, axis=0), np.any(stacked == NO, axis=0)
    return np.where(every, YES, np.where(some, NO, UNKNOWN)).astype(np.int8)
