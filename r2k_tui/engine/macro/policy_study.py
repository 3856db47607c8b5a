"""Policy-rate study: small against large caps after first moves, by policy regime and by shape of the curve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.analytics.stats.proportion import holm
from r2k_tui.analytics.studies.policy_rate import UNKNOWN, Moves, Regime, regimes
from r2k_tui.analytics.studies.rate_beta import WINDOW, RateBeta, rolling_beta
from r2k_tui.analytics.studies.relative import Followed, InState, Monthly, Pair, followed, in_states, monthly, pair_of
from r2k_tui.engine.macro.policy_course import FRESH_DAYS, Course, columns, course_of
from r2k_tui.model.macro.figures import (
    PolicyEvent,
    PolicyMove,
    PolicyOutcome,
    PolicyStudy,
    RateSensitivity,
    StateOutcome,
)
from r2k_tui.model.macro.series import REVISED, MacroSeries, retrieved_by
from r2k_tui.model.threshold import at_least, below

HORIZONS = {"6m": 126, "12m": 252}
CUT, RISE = "first cut", "first rise"
REGIME_NAMES = {int(Regime.CUTTING): "cutting", int(Regime.HOLDING): "holding", int(Regime.RISING): "rising"}
# Thresholds of the slope, 10 years less 3 months, in percentage points.
INVERTED, STEEP = 0.0, 1.0
CURVE_NAMES = {-1: "inverted", 0: "flat", 1: "steep"}
_PLOTTED = 260


class Inputs(NamedTuple):
    """Inputs of the study: daily bars of both indices and of the funds, and series by id.

    `unfinished`: first day of the month still in progress. `day`: day of the report; defaults to the last common day
    of both indices.
    """

    small: DailySeries
    large: DailySeries
    funds: tuple[DailySeries, ...]
    series: Mapping[str, MacroSeries]
    unfinished: np.datetime64
    day: date | None = None


def study_policy(inputs: Inputs) -> PolicyStudy | str:
    """Complete policy study; a sentence with the reason where an input is missing."""
    pair = pair_of(inputs.small.days, inputs.small.close, inputs.large.days, inputs.large.close)
    if not len(pair.days):
        return f"{inputs.small.symbol} and {inputs.large.symbol} have no day in common"
    day: date = inputs.day or pair.days[-1].item()
    course = course_of(inputs.series, day)
    if course is None:
        return "no policy rate: neither DFF nor DFEDTARU"
    moves = course.moves
    cuts, rises = (moves.known[moves.turns & (np.sign(moves.change) == way)] for way in (-1, 1))
    months = monthly(pair, inputs.unfinished)
    states = regimes_on(course, months.known_on)
    after = {
        (name, horizon): followed(pair, events, course.since, sessions)
        for name, events in ((CUT, cuts), (RISE, rises))
        for horizon, sessions in HORIZONS.items()
    }
    now = int(regimes_on(course, np.array([max(day, pair.days[-1].item())], "datetime64[D]"))[0])
    sensitivity, problems = _sensitivities(inputs)
    return PolicyStudy(
        small=inputs.small.symbol,
        large=inputs.large.symbol,
        rate=course.rate,
        first_day=str(max(pair.days[0], course.since)),
        last_day=str(pair.days[-1]),
        regime=REGIME_NAMES.get(now),
        moves=_moves(moves),
        first_cuts=_events(after[CUT, "6m"], after[CUT, "12m"]),
        first_rises=_events(after[RISE, "6m"], after[RISE, "12m"]),
        outcomes=_outcomes(after),
        regimes=_states(months.difference, states, REGIME_NAMES, now),
        curve=_curve(inputs.series, months, pair),
        all_months=_state("all months", in_states(months.difference, np.zeros(len(states), dtype=np.int64), (0,))[0]),
        sensitivity=sensitivity,
        problems=tuple(filter(None, (course.problem, *problems))),
        known_to=str(min(course.until, np.datetime64(day, "D"))),
        dated_by=course.source,
        vintage=_vintage(inputs.series, day),
        revision=_revision(inputs.series, day),
    )


def regimes_on(course: Course, days: Days) -> Counts:
    """Point-in-time policy regime on each day; UNKNOWN before the record or more than FRESH_DAYS after it."""
    found = regimes(course.moves, days, course.since)
    return np.where(days > course.until + np.timedelta64(FRESH_DAYS, "D"), UNKNOWN, found)


def _moves(moves: Moves) -> tuple[PolicyMove, ...]:
    rows = zip(moves.known, moves.change.tolist(), moves.rate.tolist(), moves.turns.tolist(), strict=True)
    return tuple(PolicyMove(str(day), round(change, 4), round(rate, 4), first) for day, change, rate, first in rows)


def _events(half: Followed, whole: Followed) -> tuple[PolicyEvent, ...]:
    rows = zip(half.at, half.ahead.tolist(), whole.ahead.tolist(), strict=True)
    return tuple(PolicyEvent(str(day), _known(six), _known(twelve)) for day, six, twelve in rows)


def _outcomes(after: Mapping[tuple[str, str], Followed]) -> tuple[PolicyOutcome, ...]:
    """Outcomes of all moves and horizons, with p-values adjusted by Holm's method."""
    adjusted = holm([found.shift_p for found in after.values()])
    rows = (_outcome(name, horizon, found) for (name, horizon), found in after.items())
    return tuple(msgspec.structs.replace(row, p_holm=p) for row, p in zip(rows, adjusted, strict=True))


def _outcome(name: str, horizon: str, found: Followed) -> PolicyOutcome:
    return PolicyOutcome(
        move=name,
        horizon=horizon,
        sessions=HORIZONS[horizon],
        n=found.n,
        hits=found.hits,
        hit_rate=found.hits / found.n if found.n else None,
        wilson95=found.wilson95,
        mean=found.mean,
        mean95=found.mean95,
        base_n=found.base_n,
        base_rate=found.base_rate,
        base_mean=found.base_mean,
        shift_p=found.shift_p,
        spells=found.less.spells,
        diff95=found.less.mean,
        hit_diff95=found.less.hit,
        few=found.less.few,
    )


def _states(differences: Floats, states: Counts, names: Mapping[int, str], now: int | None) -> tuple[StateOutcome, ...]:
    found = in_states(differences, states, tuple(names))
    return tuple(_state(names[state], outcome, now=state == now) for state, outcome in found.items())


def _state(name: str, found: InState, *, now: bool = False) -> StateOutcome:
    rate = found.hits / found.n if found.n else None
    less = (found.less.spells, found.less.mean, found.less.hit, found.less.few)
    return StateOutcome(name, found.n, found.hits, rate, found.wilson95, found.mean, found.mean95, now, *less)


def slope_of(series: Mapping[str, MacroSeries]) -> tuple[Days, Floats] | None:
    """Slope by day, 10 years less 3 months in percentage points; None without the yields.

    T10Y3M where available, else DGS10 less DGS3MO on their common days, which may be none.
    """
    if "T10Y3M" in series:
        return columns(series["T10Y3M"])
    if "DGS10" not in series or "DGS3MO" not in series:
        return None
    (long_days, long), (short_days, short) = columns(series["DGS10"]), columns(series["DGS3MO"])
    both, mine, theirs = np.intersect1d(long_days, short_days, assume_unique=True, return_indices=True)
    return both, long[mine] - short[theirs]


def curve_state(slope: Floats) -> Counts:
    """State of the curve for each slope: -1 inverted (below 0), 0 flat, 1 steep (1 point or more)."""
    found: Counts = np.where(below(slope, INVERTED), -1, np.where(at_least(slope, STEEP), 1, 0)).astype(np.int64)
    return found


def _curve(series: Mapping[str, MacroSeries], months: Monthly, pair: Pair) -> tuple[StateOutcome, ...]:
    found = slope_of(series)
    if found is None or not len(found[0]):
        return ()
    days, slope = found
    # Yields are published one day later.
    at = np.searchsorted(days, np.append(months.known_on, pair.days[-1]), side="left") - 1
    asked = np.append(months.known_on, pair.days[-1])
    fresh = (at >= 0) & ((asked - days[np.maximum(at, 0)]).astype(np.int64) <= FRESH_DAYS)
    states = np.where(fresh, curve_state(slope[np.maximum(at, 0)]), -9)
    return _states(months.difference, states[:-1], CURVE_NAMES, int(states[-1]))


def _sensitivities(inputs: Inputs) -> tuple[tuple[RateSensitivity, ...], tuple[str, ...]]:
    two = inputs.series.get("DGS2")
    if two is None:
        return (), ("no DGS2: the sensitivity to the 2-year yield is missing",)
    found = []
    for fund in inputs.funds:
        beta = rolling_beta(fund.days, fund.adj_close, *columns(two))
        found.append(_sensitivity(fund.symbol, beta))
    return tuple(found), ()


def _sensitivity(symbol: str, beta: RateBeta) -> RateSensitivity:
    if not len(beta.days):
        return RateSensitivity(symbol, None, None, None, 0, "", reason=f"fewer than {WINDOW} days in common with DGS2")
    # The plot needs only every fifth value, counted back from the newest.
    place = np.arange(len(beta.days))[::-1][::5][:_PLOTTED][::-1]
    place = place[np.isfinite(beta.beta[place])]
    return RateSensitivity(
        symbol,
        _known(float(beta.beta[-1])),
        _known(float(beta.error[-1])),
        _known(float(beta.r2[-1])),
        WINDOW,
        str(beta.days[-1]),
        beta.days[place].astype("datetime64[s]").astype(np.int64).tobytes(),
        beta.beta[place].tobytes(),
    )


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _vintage(series: Mapping[str, MacroSeries], day: date) -> str | None:
    """Vintage of the series as an ISO date; None if any of them was retrieved after `day`."""
    return str(day) if all(retrieved_by(one, day) for one in series.values()) else None


def _revision(series: Mapping[str, MacroSeries], day: date) -> str:
    """Note on revisions, "" if the vintage is exact: the target is never revised, but yields may be."""
    return "" if _vintage(series, day) else f"the target is not revised; yields {REVISED}"
