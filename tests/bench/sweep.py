"""What the engine computes of two thousand members: from nine hundred days of closes, and after each sweep."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from tests.bench.readings import fastest
from tests.bench.row import Row, row
from tests.bench.scripted_engine import members

_MEMBERS, _DAYS = 2000, 900
LIST_DAY, EPOCH = date(2031, 5, 13), date(1970, 1, 1)
# Far enough apart that no price of a sweep looks like a spike.
_SPREAD = 0.01


def run(_quick: bool) -> list[Row]:
    """Breadth of every session and what today's prices are held against, from cold; then one sweep."""
    roll, chance = Constituents(members(_MEMBERS)), np.random.default_rng(1)
    closes = 100 * np.exp(np.cumsum(0.02 * chance.standard_normal((_DAYS, _MEMBERS)), axis=0))
    last = (LIST_DAY - EPOCH).days
    table = CloseTable(np.arange(last - _DAYS + 1, last + 1, dtype=np.int64), closes)
    frame = pd.DataFrame(closes)

    def cold() -> CloseHistory:
        past = CloseHistory.of(roll, table, "px", "invented")
        past.before(last + 1)
        return past

    state = UniverseState()
    state.set_list(members(_MEMBERS))
    assert state.roll is not None
    state.set_past(state.roll, cold())
    state.take((), sweep_of(closes[-1], 0))
    assert state.summary is not None and state.summary.priced == _MEMBERS
    sweeps = iter([sweep_of(closes[-1], number) for number in range(1, 50)])

    def one_sweep() -> None:
        changed, _ = state.take((), next(sweeps))
        assert len(changed) == _MEMBERS and state.summary is not None
        state.changes_of(changed)

    ours, reference, sweep = fastest(cold, lambda: _by_pandas(frame), one_sweep)
    name = "pandas, its breadth by session"
    return [
        row("readings of 2,000 members x 900 days, cold", ours, "s", name, reference, 0.3),
        row("the same after a sweep of all of them", 1e3 * sweep, "ms", "", None, 20.0),
    ]


def sweep_of(closes: Floats, number: int) -> QuoteBatch:
    """The answers of one sweep: a price of every member, later than those of a lower number."""
    now = time.mktime((2031, 5, 14, 14, 0, 0, 0, 0, -1)) + number
    prices = closes * (1 + _SPREAD * np.sin(np.arange(len(closes)) + number))
    return QuoteBatch(
        tuple(
            Quote(f"M{place:04d}", price=float(price), previous_close=float(close), time=now, received_at=now)
            for place, (price, close) in enumerate(zip(prices, closes, strict=True))
        )
    )


def _by_pandas(closes: pd.DataFrame) -> None:
    """The shares above their averages, rises and falls, and new extremes of a year."""
    for window in (50, 200):
        (closes > closes.rolling(window).mean()).mean(axis=1)
    change = closes.diff()
    (change > 0).sum(axis=1), (change < 0).sum(axis=1)
    (closes >= closes.rolling(252).max()).sum(axis=1), (closes <= closes.rolling(252).min()).sum(axis=1)
