"""Rows: the last session's move, and how unusual it is by the symbol's own history."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.moves import last_as_large
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.windows import rolling_share
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

_GAP = "a gap before the last bar, or a price that is not above zero"
_MINIMUM = 22


def _moves(facts: DerivedSeries) -> Floats:
    """Simple price returns, one shorter than the days; NaN across a gap."""
    moves, gaps = simple_returns(facts.closes), facts.index.gaps
    return np.where(gaps, np.nan, moves) if gaps.any() else moves


def _change(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    if facts.count < 2:
        return (ReadingResult(None, facts.count, short(facts.count, 2, "closes")),)
    value = math.nan if facts.index.gaps[-1] else float(facts.closes[-1] - facts.closes[-2])
    return (number(value, 2, _GAP),)


def _rank(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    sizes = np.abs(_moves(facts))
    known = int(np.isfinite(sizes[-PERCENTILE_SESSIONS:]).sum())
    if known < PERCENTILE_SESSIONS:
        return (ReadingResult(None, known, short(known, PERCENTILE_SESSIONS, "returns")),)
    share = rolling_share(sizes, PERCENTILE_SESSIONS, 1, PERCENTILE_SESSIONS)
    return (number(float(share[0]), known, _GAP),)


def _standardized(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    known = len(facts.ordered_returns)
    if known < _MINIMUM:
        return (ReadingResult(None, known, short(known, _MINIMUM, "returns")),)
    return (number(float(facts.standardised[-1]), known, _GAP),)


def _date(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    moves = _moves(facts)
    known = int(np.isfinite(moves).sum())
    if not known or not math.isfinite(moves[-1]):
        return (ReadingResult(None, known, _GAP),)
    found = last_as_large(moves)
    if found is None:
        why = "no move" if moves[-1] == 0.0 else f"none of the {known - 1:,} moves before it was as large"
        return (ReadingResult(None, known, why),)
    return (ReadingResult(str(facts.days[found + 1]), known),)


ROWS: tuple[ReadingGroup, ...] = (
    ReadingGroup(
        (
            ReadingSpec(
                "change_1d",
                "price",
                "close - close 1 session earlier, px; of a yield, percentage points",
                Methodology("C_t - C_{t-1}", "In the unit of the price: compare it with the level."),
            ),
        ),
        "1 session",
        _change,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "ret_1d_size_pctile_2520",
                "fraction",
                "share of the last 2520 absolute returns of one session that are at most the last one, px",
                Methodology(
                    "#(|r_s| of the last 2520 <= |r_t|) / 2520",
                    "Ten years of moves of either sign: large ones come in clusters, so that a high share says less "
                    "in a volatile year.",
                ),
            ),
        ),
        "2520 returns",
        _rank,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "standardized_ret_1d",
                "ratio",
                "last total return / the daily ewma_vol94 of the session before, tr",
                Methodology(
                    "r_t / sqrt(v_{t-1}), v_t = 0.94 v_{t-1} + 0.06 r_t^2",
                    "Tails are fatter than normal: 3 is no event of one day in 370.",
                ),
            ),
        ),
        "all returns",
        _standardized,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "ret_1d_last_as_large",
                "date",
                "day of the last earlier return of one session of the same sign and at least the same size, px",
                Methodology("max s < t: sign(r_s) = sign(r_t), |r_s| >= |r_t|", "Of the history at hand."),
            ),
        ),
        "full history",
        _date,
    ),
)
