"""Market breadth: participation of the members. Tables are (days, members), NaN where a close is missing.

A window with a missing close gives no value for that member; shares are of the members with a value.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.readings import simple_averages
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.threshold import above

YEAR = 252
SHORT, LONG = 50, 200


class BreadthPath(NamedTuple):
    """Daily breadth: shares above the averages (NaN where none is known), counts of the rest, members with a close."""

    above_50d: Floats
    above_200d: Floats
    advancers: Floats
    decliners: Floats
    new_highs: Floats
    new_lows: Floats
    members: Floats


class Tail(NamedTuple):
    """History for comparison with today's price: one value per member, NaN where a window is not full.

    `sum_49`, `sum_199`: sums of the last 49 and 199 closes; `high_252`, `low_252`: extremes of the last 252.
    """

    sum_49: Floats
    sum_199: Floats
    high_252: Floats
    low_252: Floats
    last: Floats


class Today(NamedTuple):
    """Flags of today's price; `known_…` marks the members for which they are defined."""

    above_50d: Flags
    known_50d: Flags
    above_200d: Flags
    known_200d: Flags
    new_high: Flags
    new_low: Flags
    known_52w: Flags


def breadth_path(closes: Floats) -> BreadthPath:
    """Breadth of every day. A new high is a close above all 252 previous closes, a new low is a close below all."""
    count = len(closes)
    advancers, decliners, highs, lows = (np.full(count, np.nan) for _ in range(4))
    if count > 1:
        known = np.isfinite(closes[1:]) & np.isfinite(closes[:-1])
        some = known.any(axis=1)
        advancers[1:][some] = ((closes[1:] > closes[:-1]) & known).sum(axis=1)[some]
        decliners[1:][some] = ((closes[1:] < closes[:-1]) & known).sum(axis=1)[some]
    if count > YEAR:
        before, today = closes[:-1], closes[YEAR:]
        high, low = rolling(np.maximum, before, YEAR), rolling(np.minimum, before, YEAR)
        some = (np.isfinite(high) & np.isfinite(today)).any(axis=1)
        highs[YEAR:][some] = (today > high).sum(axis=1)[some]
        lows[YEAR:][some] = (today < low).sum(axis=1)[some]
    above_50d, above_200d = _share_above(closes, SHORT), _share_above(closes, LONG)
    members = np.isfinite(closes).sum(axis=1).astype(float)
    return BreadthPath(above_50d, above_200d, advancers, decliners, highs, lows, members)


def _share_above(closes: Floats, size: int) -> Floats:
    out = np.full(len(closes), np.nan)
    if len(closes) < size:
        return out
    average = simple_averages(closes, size)
    known = np.isfinite(average).sum(axis=1)
    np.divide(above(closes, average).sum(axis=1), known, out=out, where=known > 0)
    return out


def rolling(extreme: np.ufunc, values: Floats, size: int) -> Floats:
    """Maximum or minimum of each `size` consecutive rows, NaN with any missing: (days - size + 1, members).

    Two sweeps of running extremes over blocks of `size` rows, one each way (van Herk 1992, Gil and Werman 1993).
    """
    count = len(values)
    ahead, back = values.copy(), values.copy()
    # Row by row: a row of thousands of members stays in cache, a running extreme down the columns would not.
    for row in range(1, count):
        if row % size:
            extreme(ahead[row - 1], ahead[row], out=ahead[row])
    for row in range(count - 2, -1, -1):
        if (row + 1) % size:
            extreme(back[row + 1], back[row], out=back[row])
    out: Floats = extreme(back[: count - size + 1], ahead[size - 1 :])
    return out


def tail(closes: Floats) -> Tail:
    """Tail of `closes`, which end with the previous session."""
    count, members = closes.shape

    def window(size: int) -> Floats:
        return closes[-size:] if count >= size else np.full((1, members), np.nan)

    year = window(YEAR)
    return Tail(
        window(SHORT - 1).sum(axis=0),
        window(LONG - 1).sum(axis=0),
        year.max(axis=0),
        year.min(axis=0),
        closes[-1] if count else np.full(members, np.nan),
    )


def today(price: Floats, before: Tail) -> Today:
    """Today's flags from the previous closes and one price per member."""
    known_50d, known_200d = np.isfinite(price + before.sum_49), np.isfinite(price + before.sum_199)
    known_52w = np.isfinite(price + before.high_252)
    return Today(
        above(price, (before.sum_49 + price) / SHORT),
        known_50d,
        above(price, (before.sum_199 + price) / LONG),
        known_200d,
        price > before.high_252,
        price < before.low_252,
        known_52w,
    )
