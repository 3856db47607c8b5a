"""Columns of the members for a screen, from the state of the universe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from r2k_tui.analytics.cross_section.screen import ScreenTable, Texts
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.screens.columns import ColumnSource
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.universe import NO_SECTOR, Members
from r2k_tui.model.screens.columns import RETURN_SESSIONS

_DAY_S, _OLDEST_DAYS = 86400, 7
# Column of a screen -> column of the members.
_NUMBERS = {
    "price": "price",
    "prev_close": "previous_close",
    "ret_1d": "ret_1d",
    "cap": "market_cap",
    "weight": "weight",
    "contribution": "contribution",
    "fwd_pe": "forward_pe",
    "eps": "trailing_eps",
    "avg_50d": "average_50d",
    "avg_200d": "average_200d",
    "high_52w": "high_52w",
    "low_52w": "low_52w",
    "range_52w": "range_52w",
}
_FLAGS = ("above_50d", "above_200d", "new_high", "new_low")


def table_of(state: UniverseState, sources: Sequence[ColumnSource] = ()) -> ScreenTable | None:
    """Columns as of now, those of `sources` included; None without a list of members."""
    universe = state.universe()
    if universe is None:
        return None
    members, as_of = universe.members, universe.summary.as_of
    numbers = {name: np.frombuffer(getattr(members, column)) for name, column in _NUMBERS.items()}
    numbers |= _returns(numbers["price"], state.past, as_of)
    flags = {name: np.frombuffer(getattr(members, name), dtype=np.int8) for name in _FLAGS}
    days: dict[str, Floats] = {}
    for source in sources:
        found = source.columns(members.symbols)
        numbers, flags, days = numbers | found.numbers, flags | found.flags, days | found.days
    return ScreenTable(numbers, _texts(members), flags, days)


def _returns(price: Floats, past: CloseHistory, as_of: str | None) -> dict[str, Floats]:
    """Returns over sessions, from the stored closes before the day of the prices; NaN where they are too old."""
    unknown = np.full(len(price), np.nan)
    if as_of is None:
        return {f"ret_{count}d": unknown for count in RETURN_SESSIONS}
    day = bar_of_day(date.fromisoformat(as_of)) // _DAY_S
    last = past.table.row_at(day - 1)
    stale = last < 0 or past.table.days[last] < day - _OLDEST_DAYS
    found: dict[str, Floats] = {}
    for count in RETURN_SESSIONS:
        row = last - (count - 1)
        before = unknown if stale or row < 0 else past.close_of(row)
        ratio = unknown.copy()
        np.divide(price, before, out=ratio, where=before > 0)
        found[f"ret_{count}d"] = ratio - 1.0
    return found


def _texts(members: Members) -> dict[str, Texts]:
    sectors = _folded((*members.sectors, ""))
    places = np.frombuffer(members.sector_of, dtype=np.uint8).astype(np.int64)
    places[places == NO_SECTOR] = len(members.sectors)
    return {"symbol": _folded(members.symbols), "name": _folded(members.names), "sector": sectors[places]}


@lru_cache(maxsize=8)
def _folded(texts: tuple[str, ...]) -> Texts:
    """Texts without their case, computed once for a list of members."""
    return np.array([text.casefold() for text in texts], dtype=np.str_)
