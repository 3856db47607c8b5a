"""Forward risk and return by zone of a score and after daily events. All px."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.risk.volatility import realized_history
from r2k_tui.analytics.scores.composite import zone_index
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.analytics.series.returns import log_returns
from r2k_tui.analytics.series.windows import rolling_max, rolling_min
from r2k_tui.analytics.stats.differences import less_all, spells
from r2k_tui.analytics.trend.channel import INTACT_R2, RAILS, channel_history
from r2k_tui.analytics.trend.momentum import record_flags
from r2k_tui.model.readings.study import EventOutcome, ZoneOutcome
from r2k_tui.model.threshold import at_least, at_most

RISK_SESSIONS = 21
RETURN_SESSIONS = 126


class Forward(msgspec.Struct, frozen=True, eq=False):
    """Forward measures of each day, from its close; NaN while the horizon is not over.

    `vol`: realized volatility of the next 21 log returns; `low`: lowest close of the next 21 over today's - 1;
    `ret`: close 126 sessions later over today's - 1.
    """

    vol: Floats
    low: Floats
    ret: Floats


def forward(closes: Floats) -> Forward:
    """Forward volatility, depth and return of every day of `closes`."""
    price = np.where(closes > 0, closes, np.nan)
    count = len(price)
    changes = np.concatenate([[np.nan], log_returns(price)])
    vol = realized_history(changes, RISK_SESSIONS, count)
    low = rolling_min(price, RISK_SESSIONS, count)
    return Forward(_ahead(vol, RISK_SESSIONS), _ahead(low, RISK_SESSIONS) / price - 1, _ahead_return(price))


def _ahead(values: Floats, sessions: int) -> Floats:
    out = np.full(len(values), np.nan)
    if sessions < len(values):
        out[:-sessions] = values[sessions:]
    return out


def _ahead_return(price: Floats) -> Floats:
    result: Floats = _ahead(price, RETURN_SESSIONS) / price - 1
    return result


def zone_table(scores: Floats, after: Forward, names: tuple[str, ...]) -> tuple[ZoneOutcome, ...]:
    """One row per zone, from the lowest score up; days overlap, so n overstates the evidence."""
    index = zone_index(scores)
    return tuple(_zone(name, index == place, index >= 0, after) for place, name in enumerate(names))


def _zone(name: str, days: Flags, scored: Flags, after: Forward) -> ZoneOutcome:
    total = int(scored.sum())
    low, ret = _known(after.low, days), _known(after.ret, days)
    less = less_all(np.where(scored, after.ret, np.nan), days, RETURN_SESSIONS)
    base = _known(after.ret, scored)
    return ZoneOutcome(
        zone=name,
        n=int(days.sum()),
        share=float(days.sum() / total) if total else 0.0,
        fwd21_vol=_mean(_known(after.vol, days)),
        p_min_5=_mean(at_most(low, -0.05)),
        p_min_10=_mean(at_most(low, -0.10)),
        fwd126_mean=_mean(ret),
        fwd126_hit=_mean(ret > 0),
        spells=spells(days),
        diff95=less.mean,
        hit_diff95=less.hit,
        few=less.few,
        base_n=len(base),
        base_hit=_mean(base > 0),
        base_mean=_mean(base),
    )


def _known(values: Floats, days: Flags) -> Floats:
    picked = values[days]
    return picked[np.isfinite(picked)]


def _mean(values: Floats | Flags) -> float | None:
    return float(values.mean()) if len(values) else None


def event_outcome(name: str, marks: Floats, ret: Floats) -> EventOutcome:
    """Outcome of an event; `marks`: 1 where it occurred, 0 where not, NaN where undefined; n counts known returns."""
    known = np.isfinite(marks) & np.isfinite(ret)
    base, picked = ret[known], ret[known & (marks == 1)]
    less = less_all(np.where(np.isfinite(marks), ret, np.nan), marks == 1, RETURN_SESSIONS)
    figures = (len(picked), _mean(picked > 0), _mean(picked), len(base), _mean(base > 0), _mean(base))
    return EventOutcome(name, *figures, less.spells, less.mean, less.hit, less.few)


def marks(condition: Flags, *inputs: Floats) -> Floats:
    """1 and 0 for a condition, NaN where one of its inputs is NaN."""
    known = np.logical_and.reduce([np.isfinite(values) for values in inputs])
    return np.where(known, condition.astype(float), np.nan)


def record_marks(closes: Floats) -> Floats:
    """Strict new all-time closing highs."""
    return record_flags(closes).astype(float)


def breakout_marks(high: Floats, closes: Floats, size: int) -> Floats:
    """Close above the highest high of the `size` bars before."""
    before = np.concatenate([[np.nan], rolling_max(high, size, len(high))[:-1]])
    return marks(closes > before, before)


def channel_marks(closes: Floats, size: int) -> tuple[Floats, Floats]:
    """Channel intact up (slope > 0, R2 >= 0.25, z >= -2), and its mirror, intact down (slope < 0, z <= 2)."""
    fitted = channel_history(closes, size, len(closes))
    on_line = np.isnan(fitted.z)
    strong = at_least(fitted.r2, INTACT_R2)
    up = strong & (fitted.slope > 0) & (on_line | at_least(fitted.z, -RAILS))
    down = strong & (fitted.slope < 0) & (on_line | at_most(fitted.z, RAILS))
    return marks(up, fitted.slope, fitted.r2), marks(down, fitted.slope, fitted.r2)
