"""What a screen of two thousand members costs: parsed once, then evaluated after every sweep."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.screens.screen import screened
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.screens.parser import parse
from tests.bench.readings import fastest
from tests.bench.row import Row, row
from tests.bench.scripted_engine import members
from tests.bench.sweep import sweep_of

_MEMBERS, _DAYS = 2000, 300
_LIST_DAY = date(2031, 5, 13)
EXPRESSION = 'price < 110 and 0.2 < range_52w < 0.9 and ret_63d > 0 and sector in ("Sector 1", "Sector 4")'


def swept() -> tuple[UniverseState, Floats]:
    """Members with a year of closes and a price each."""
    closes = 100 * np.exp(np.cumsum(0.02 * np.random.default_rng(1).standard_normal((_DAYS, _MEMBERS)), axis=0))
    last = (_LIST_DAY - date(1970, 1, 1)).days
    table = CloseTable(np.arange(last - _DAYS + 1, last + 1, dtype=np.int64), closes)
    state = UniverseState()
    state.set_list(members(_MEMBERS))
    assert state.roll is not None
    state.set_past(state.roll, CloseHistory.of(state.roll, table, "px", "invented"))
    state.take((), sweep_of(closes[-1], 0))
    return state, closes


def run(_quick: bool) -> list[Row]:
    """Evaluate one expression as after a sweep, in turn with pandas, which is given its columns ready."""
    state, closes = swept()
    condition = parse(EXPRESSION)
    found = screened(EXPRESSION, condition, state)
    assert found is not None and 0 < len(found) < _MEMBERS
    frame = pd.DataFrame({"price": closes[-1], "ret_63d": closes[-1] / closes[-64] - 1, "range_52w": 0.5})
    frame["sector"] = [f"Sector {place % 11}" for place in range(_MEMBERS)]
    text = EXPRESSION.replace("(", "[").replace(")", "]")
    ours, parsing, reference = fastest(
        lambda: screened(EXPRESSION, condition, state), partial(parse, EXPRESSION), lambda: frame.query(text)
    )
    name = "pandas, query() of the same text on ready columns"
    return [
        row("a screen of four columns over 2,000 members", 1e3 * ours, "ms", name, 1e3 * reference, 5.0, never=20.0),
        row("the same, its text parsed", 1e3 * parsing, "ms", name, 1e3 * reference, 5.0, never=20.0),
    ]
