"""The column of a screen that halts supply."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.model.market.universe import NO, UNKNOWN, YES


def halt_columns(symbols: tuple[str, ...], halted: Collection[str], *, known: bool) -> MemberColumns:
    """Flag of each member: halted or not; where the feed is not `known`, only what was halted is."""
    other = NO if known else UNKNOWN
    flags = np.full(len(symbols), other, dtype=np.int8)
    for place, symbol in enumerate(symbols):
        if symbol in halted:
            flags[place] = YES
    return MemberColumns(flags={"halted": flags})
