"""Closes of the members as one table: from a source that has them at hand, else from what was kept. For threads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from r2k_tui.analytics.cross_section.closes import align, chosen
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.model.market.bars import Closes
from r2k_tui.store.universe import MemberCloses


def past_of_closes(roll: Constituents, closes: Closes, until: int | None) -> CloseHistory:
    """The past from a table of many symbols; `until`: the last day that counts, since 1970-01-01."""
    days = np.frombuffer(closes.days, dtype=np.int64)
    values = np.frombuffer(closes.values).reshape(len(days), len(closes.symbols))
    column = {symbol: place for place, symbol in enumerate(closes.symbols)}
    table = chosen(days, values, [column.get(symbol) if symbol in roll.places else None for symbol in roll.symbols])
    return CloseHistory.of(roll, table, closes.basis, closes.source, until)


def past_of_kept(roll: Constituents, kept: Sequence[MemberCloses], source: str, until: int | None) -> CloseHistory:
    """The past from the kept closes of each member; those on the basis that most of them have."""
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
