"""Dated stress episodes, and the outcome of a series in each. All px."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk.drawdown import drawdown
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.model.readings.risk import StressOutcome

# Name, and first and last day of the search window for the high and the subsequent low.
EPISODES = (
    ("1987 crash", "1987-08-01", "1987-12-31"),
    ("1998 Russia, LTCM", "1998-04-01", "1998-10-31"),
    ("2000-02 dot-com", "2000-03-01", "2002-10-31"),
    ("2007-09 banks", "2007-06-01", "2009-03-31"),
    ("2011 euro", "2011-04-15", "2011-10-31"),
    ("2018 Q4 rates", "2018-08-15", "2018-12-31"),
    ("2020 pandemic", "2020-01-15", "2020-03-31"),
    ("2022 inflation", "2021-11-01", "2022-10-31"),
    ("2025 tariffs", "2024-11-15", "2025-04-30"),
)


def begun(last_day: np.datetime64) -> tuple[tuple[str, str, str], ...]:
    """Episodes that had begun by a day."""
    return tuple(episode for episode in EPISODES if np.datetime64(episode[1], "D") <= last_day)


def outcome(symbol: str, days: Days, closes: Floats, first: str, last: str) -> StressOutcome:
    """Maximum drawdown of the closes between two days, both included, and the worst session return among them.

    A session return is against the previous close, even if that is before `first`.
    """
    if not len(days):
        return StressOutcome(symbol, reason="no bars")
    start = int(np.searchsorted(days, np.datetime64(first, "D")))
    stop = int(np.searchsorted(days, np.datetime64(last, "D"), side="right"))
    if stop - start < 2:
        begins = bool(days[0] > np.datetime64(first, "D"))
        return StressOutcome(symbol, reason=f"data begin {days[0]}" if begins else f"data end {days[-1]}")
    found = drawdown(closes[start:stop])
    if found is None:
        return StressOutcome(symbol, reason="a price is not above zero")
    if found.peak is None or found.trough is None:
        return StressOutcome(symbol, reason="no fall")
    changes = simple_returns(closes[max(start - 1, 0) : stop])
    worst = int(np.nanargmin(changes))
    return StressOutcome(
        symbol,
        peak=str(days[start + found.peak]),
        trough=str(days[start + found.trough]),
        ret=found.deepest,
        worst_day=str(days[stop - len(changes) + worst]),
        worst_ret=float(changes[worst]),
        note=_unknown(days, first, last),
    )


def _unknown(days: Days, first: str, last: str) -> str:
    """Part of the episode without data; weekends and holidays at its edges are not a gap."""
    reach = np.timedelta64(5, "D")
    if days[0] > np.datetime64(first, "D") + reach:
        return f"data begin {days[0]}"
    return f"data end {days[-1]}" if days[-1] + reach < np.datetime64(last, "D") else ""
