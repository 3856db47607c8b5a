"""Small against large caps: differences after chosen days and in chosen states, compared with all days and months."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Flags, Floats
from r2k_tui.analytics.stats.bootstrap import mean_where
from r2k_tui.analytics.stats.differences import BLOCK, BLOCK_MONTHS, Less, less_all, t_interval
from r2k_tui.analytics.stats.proportion import circular_shift_p, wilson
from r2k_tui.model.readings.study import ConfidenceInterval


class Pair(NamedTuple):
    """Prices of two symbols on common days."""

    days: Days
    small: Floats
    large: Floats


class Followed(NamedTuple):
    """Forward differences after chosen days and after all days; `at` holds the chosen days; NaN while pending."""

    at: Days
    ahead: Floats
    n: int
    hits: int
    wilson95: ConfidenceInterval | None
    mean: float | None
    mean95: ConfidenceInterval | None
    base_n: int
    base_rate: float | None
    base_mean: float | None
    shift_p: float | None
    less: Less


class InState(NamedTuple):
    """Monthly differences in one state; `mean95` by moving blocks."""

    n: int
    hits: int
    wilson95: ConfidenceInterval | None
    mean: float | None
    mean95: ConfidenceInterval | None
    less: Less


def pair_of(days: Days, small: Floats, other_days: Days, large: Floats) -> Pair:
    """Common days on which both have a price above zero."""
    both, mine, theirs = np.intersect1d(days, other_days, assume_unique=True, return_indices=True)
    fine = (small[mine] > 0) & (large[theirs] > 0)
    return Pair(both[fine], small[mine][fine], large[theirs][fine])


def forward_difference(pair: Pair, sessions: int) -> Floats:
    """Return of the small over the next `sessions` minus that of the large; NaN while pending."""
    out = np.full(len(pair.days), np.nan)
    if sessions < len(out):
        small = pair.small[sessions:] / pair.small[:-sessions]
        out[:-sessions] = small - pair.large[sessions:] / pair.large[:-sessions]
    return out


def followed(pair: Pair, events: Days, since: np.datetime64, sessions: int) -> Followed:
    """Differences after the first session on or after each event; the base is every session from `since` on."""
    ahead = forward_difference(pair, sessions)
    inside = (events >= pair.days[0]) & (events <= pair.days[-1]) if len(pair.days) else np.zeros(len(events), bool)
    places = np.searchsorted(pair.days, events[inside])
    base = (pair.days >= since) & np.isfinite(ahead)
    marks = np.zeros(len(pair.days), dtype=bool)
    marks[places] = True
    picked, known = ahead[marks & base], ahead[base]
    hits = int((picked > 0).sum())
    return Followed(
        at=pair.days[places],
        ahead=ahead[places],
        n=len(picked),
        hits=hits,
        wilson95=wilson(hits, len(picked)),
        mean=_mean(picked),
        mean95=t_interval(picked) or mean_where(picked, np.ones(len(picked), dtype=bool), 1),
        base_n=len(known),
        base_rate=_mean((known > 0).astype(np.float64)),
        base_mean=_mean(known),
        shift_p=circular_shift_p(marks[base], known > 0),
        less=less_all(np.where(base, ahead, np.nan), marks, max(BLOCK, sessions)),
    )


class Monthly(NamedTuple):
    """Months without gaps: `difference` of the month's returns, and the last day before the month."""

    month: Days
    difference: Floats
    known_on: Days


def monthly(pair: Pair, finished: np.datetime64) -> Monthly:
    """Differences of the months finished by `finished` (the first day of the first unfinished month)."""
    names = pair.days.astype("datetime64[M]")
    lasts = np.flatnonzero(np.append(names[1:] != names[:-1], True)) if len(names) else np.zeros(0, dtype=np.int64)
    lasts = lasts[names[lasts] < finished.astype("datetime64[M]")]
    small, large = pair.small[lasts], pair.large[lasts]
    difference = small[1:] / small[:-1] - large[1:] / large[:-1]
    return Monthly(names[lasts][1:], difference, pair.days[lasts][:-1])


def in_states(differences: Floats, states: Counts, names: tuple[int, ...]) -> dict[int, InState]:
    """Months of each state, and their means."""
    return {name: _in_state(differences, states == name) for name in names}


def _in_state(differences: Floats, chosen: Flags) -> InState:
    picked = differences[chosen]
    hits = int((picked > 0).sum())
    interval = t_interval(picked) or mean_where(differences, chosen, BLOCK_MONTHS)
    less = less_all(differences, chosen, BLOCK_MONTHS)
    return InState(len(picked), hits, wilson(hits, len(picked)), _mean(picked), interval, less)


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None
