"""One sweep of a screen over the members."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from r2k_tui.analytics.cross_section.screen import columns_of, evaluate
from r2k_tui.engine.screens.columns import ColumnSource
from r2k_tui.engine.screens.table import table_of
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.screens.result import MissingColumn, ScreenResult
from r2k_tui.model.screens.syntax import Condition


def screened(
    expression: str, condition: Condition, state: UniverseState, sources: Sequence[ColumnSource] = ()
) -> ScreenResult | None:
    """Members that a condition holds for as of now; None without a list of members."""
    table, summary = table_of(state, sources), state.summary
    if table is None or summary is None:
        return None
    found = np.flatnonzero(evaluate(condition, table).yes)
    return ScreenResult(
        expression=expression,
        key=summary.key,
        index=found.astype(np.uint16).tobytes(),
        members=table.count,
        as_of=summary.as_of,
        missing=tuple(MissingColumn(name, table.missing(name)) for name in columns_of(condition)),
        basis=summary.basis,
    )
