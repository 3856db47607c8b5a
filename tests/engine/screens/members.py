"""Three members with a year of closes: two that rise by a percent a day, one without a close."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch

LIST_DAY = date(2025, 9, 17)
_LAST = (LIST_DAY - date(1970, 1, 1)).days
_AT = time.mktime((2025, 9, 18, 14, 0, 0, 0, 0, -1))
GROWTH = 1.01


def closes(days: int = 300) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    path = GROWTH ** np.arange(days, dtype=np.float64)
    return np.stack([path, 2 * path, np.full(days, np.nan)], axis=1)


def state(last: int = _LAST, **fundamentals: float) -> UniverseState:
    """The members after one sweep of the day after their last close."""
    rows = (
        FundHolding("AAA", "AAA", "First Bank", "Financials", EQUITY, 0.5),
        FundHolding("BBB", "BBB", "Big Oil", "Energy", EQUITY, 0.3),
        FundHolding("CCC", "CCC", "Nobody", "Energy", EQUITY, 0.2),
    )
    found = UniverseState()
    found.set_list(FundHoldings("IWM", LIST_DAY.isoformat(), rows, 1.0, "invented"))
    assert found.roll is not None
    history = closes()
    table = CloseTable(np.arange(last - len(history) + 1, last + 1, dtype=np.int64), history)
    found.set_past(found.roll, CloseHistory.of(found.roll, table, "px", "invented"))
    quotes = tuple(
        Quote(symbol, price=float(history[-1, place]) * GROWTH, previous_close=float(history[-1, place]), time=_AT)
        for place, symbol in enumerate(("AAA", "BBB"))
    )
    facts = (Fundamentals("AAA", **fundamentals),) if fundamentals else ()
    found.take(("AAA", "BBB", "CCC"), QuoteBatch(quotes, fundamentals=facts))
    return found
