"""Course of the policy rate: its moves by decision date, and the period for which the record is complete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.studies.policy_rate import (
    TARGET_STEP,
    Moves,
    RateLevel,
    before,
    effective_level,
    followed_by,
    moves_of,
    target_level,
)
from r2k_tui.engine.macro.fed_target import (
    COMPLETE_TO,
    RANGE,
    RANGE_SINCE,
    SOURCE,
    TARGET,
    Step,
    decided_on,
    range_on,
)
from r2k_tui.model.macro.series import MacroSeries

# Days past the end of the record after which the policy regime is unknown.
FRESH_DAYS = 10


class Course(NamedTuple):
    """Moves of the policy rate, complete from `since` to `until`, and the name of the rate.

    `source`: origin of the decision dates. `problem`: gap in the record, in words; "" if none.
    """

    moves: Moves
    since: np.datetime64
    until: np.datetime64
    rate: str
    source: str
    problem: str = ""


def columns(series: MacroSeries) -> tuple[Days, Floats]:
    """Days (datetime64[D]) and values (float64) of a series, as arrays of equal length."""
    days = np.frombuffer(series.days, dtype=np.int64).astype("datetime64[D]")
    return days, np.frombuffer(series.values, dtype=np.float64)


def course_of(series: Mapping[str, MacroSeries], day: date | None = None) -> Course | None:
    """Course of the target with the moves decided by `day`; None without a policy rate.

    The effective rate is used only before the target begins: it drifts ahead of decisions and reflects them late.
    """
    effective, target = series.get("DFF"), series.get("DFEDTARU")
    if effective is None and target is None:
        return None
    if any(one is not None and one.simulated for one in (effective, target)):
        return _as_given(effective, target)
    steps, until, problem = _steps(target, day)
    moves, since = moves_of(_level(steps)), _numpy(TARGET[0].decided)
    rate = f"DFEDTAR, then {'FOMC decisions' if target is None else 'DFEDTARU'}"
    early = _early(effective, since)
    if early is not None:
        moves, since, rate = followed_by(early[0], moves), early[1], f"DFF, from 1982-09-27 {rate}"
    return Course(moves, since, _numpy(until), rate, SOURCE, problem)


def _early(effective: MacroSeries | None, since: np.datetime64) -> tuple[Moves, np.datetime64] | None:
    """Moves of the effective rate before `since`, and the first day of their record; None without earlier data."""
    if effective is None:
        return None
    level = effective_level(*columns(effective))
    if not len(level.days) or level.known[0] >= since:
        return None
    return before(moves_of(level), since), level.known[0]


def _steps(target: MacroSeries | None, day: date | None) -> tuple[tuple[Step, ...], date, str]:
    """Target levels decided by `day`, the last day of the record, and its gap in words ("" if none).

    DFEDTARU determines the level where available; the packaged decisions fill the days that it does not cover.
    """
    if target is None or not len(target) or columns(target)[0][-1] < _numpy(RANGE_SINCE):
        missing = f"no DFEDTARU: moves of the target are known to {COMPLETE_TO} (packaged), none later is dated"
        late = day is None or day > COMPLETE_TO
        return _decided((*TARGET, *RANGE), day), COMPLETE_TO, missing if late else ""
    days, rates = columns(target)
    first, last = days[0].item(), days[-1].item()
    given = _changes(days, rates)
    earlier = (step for step in (*TARGET, *RANGE) if step.effective < max(first, RANGE_SINCE))
    agrees = range_on(last) == given[-1].rate
    later = [step for step in RANGE if agrees and step.effective > last]
    until = max(last, COMPLETE_TO) if agrees else last
    stale = day is not None and (day - until).days > FRESH_DAYS
    problem = f"DFEDTARU ends on {last}: no later move of the target is dated" if stale else ""
    return _decided((*earlier, *given, *later), day), until, problem


def _changes(days: Days, rates: Floats) -> list[Step]:
    """Steps of the range by day: its first level, then each day on which it is another one."""
    start = int(np.searchsorted(days, _numpy(RANGE_SINCE)))
    days, rates = days[start:], rates[start:]
    changed = np.flatnonzero(np.diff(rates, prepend=np.nan) != 0)
    rows = zip(days[changed].tolist(), rates[changed].tolist(), strict=True)
    return [Step(decided_on(on), on, rate) for on, rate in rows]


def _decided(steps: tuple[Step, ...], day: date | None) -> tuple[Step, ...]:
    return steps if day is None else tuple(step for step in steps if step.decided <= day)


def _level(steps: tuple[Step, ...]) -> RateLevel:
    days = np.array([step.decided for step in steps], dtype="datetime64[D]")
    return RateLevel(days, np.array([step.rate for step in steps]), TARGET_STEP, days)


def _as_given(effective: MacroSeries | None, target: MacroSeries | None) -> Course | None:
    """Course of a simulated rate, without the packaged decisions, which do not apply to it; None without a level."""
    exact = target_level(*columns(target)) if target is not None else None
    level = effective_level(*columns(effective)) if effective is not None else None
    if exact is None:
        if level is None or not len(level.days):
            return None
        return Course(moves_of(level), level.known[0], level.known[-1], "DFF", "simulated")
    moves, until = moves_of(exact), exact.days[-1]
    if level is None or not len(level.days):
        return Course(moves, exact.days[0], until, "DFEDTARU", "simulated")
    moves = followed_by(before(moves_of(level), exact.days[0]), moves)
    return Course(moves, level.known[0], until, "DFF, then DFEDTARU", "simulated")


def _numpy(day: date) -> np.datetime64:
    return np.datetime64(day, "D")
