"""Follow-through study: returns after calendar months of a large gain, compared with returns after any month."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.analytics.series.months import Months
from r2k_tui.analytics.stats.differences import BLOCK_MONTHS, less_all
from r2k_tui.analytics.stats.proportion import circular_shift_p, holm, wilson
from r2k_tui.model.readings.study import FollowThrough, Outcome, ThresholdEvent
from r2k_tui.model.threshold import at_least

HORIZONS = (1, 3, 6, 12)


def forward_months(months: Months, ahead: int) -> Floats:
    """close_{m+ahead} / close_m - 1; NaN while month m + ahead is not finished."""
    out = np.full(len(months.close), np.nan)
    if ahead < len(out):
        out[:-ahead] = months.close[ahead:] / months.close[:-ahead] - 1
    return out


def follow_through(
    symbol: str, months: Months, threshold: float, first_month: str | None = None, last_month: str | None = None
) -> FollowThrough:
    """Study of the finished months from `first_month` to `last_month` (`YYYY-MM`, both included) that have a return.

    Forward returns may end after `last_month`, which limits the event months only.
    """
    chosen = np.isfinite(months.ret)
    if first_month is not None:
        chosen &= months.month >= np.datetime64(first_month, "M")
    if last_month is not None:
        chosen &= months.month <= np.datetime64(last_month, "M")
    rets, names = months.ret[chosen], months.month[chosen]
    events = at_least(rets, threshold)
    forward = {ahead: forward_months(months, ahead)[chosen] for ahead in HORIZONS}
    return FollowThrough(
        symbol=symbol,
        threshold=threshold,
        first_month=str(names[0]) if len(names) else None,
        last_month=str(names[-1]) if len(names) else None,
        months=len(names),
        n_events=int(events.sum()),
        events=tuple(_event(index, str(names[index]), rets, forward) for index in np.flatnonzero(events).tolist()),
        horizons=_adjusted({f"{ahead}m": outcome(events, forward[ahead], ahead) for ahead in HORIZONS}),
    )


def _adjusted(found: dict[str, Outcome]) -> dict[str, Outcome]:
    adjusted = holm([one.shift_p for one in found.values()])
    pairs = zip(found.items(), adjusted, strict=True)
    return {name: msgspec.structs.replace(one, p_holm=p) for (name, one), p in pairs}


def _event(index: int, name: str, rets: Floats, forward: dict[int, Floats]) -> ThresholdEvent:
    after = [float(forward[ahead][index]) for ahead in HORIZONS]
    return ThresholdEvent(name, float(rets[index]), *(value if np.isfinite(value) else None for value in after))


def outcome(events: Flags, forward: Floats, ahead: int = BLOCK_MONTHS) -> Outcome:
    """Comparison of events with all rows whose forward return over `ahead` months is known."""
    known = np.isfinite(forward)
    base, event = forward[known], events[known]
    picked, rising = base[event], base > 0
    hits = int(rising[event].sum())
    less = less_all(forward, events, max(BLOCK_MONTHS, ahead))
    return Outcome(
        n=len(picked),
        hits=hits,
        hit_rate=hits / len(picked) if len(picked) else None,
        wilson95=wilson(hits, len(picked)),
        mean=_mean(picked),
        median=_median(picked),
        base_n=len(base),
        base_hits=int(rising.sum()),
        base_rate=_mean(rising.astype(np.float64)),
        base_mean=_mean(base),
        base_median=_median(base),
        shift_p=circular_shift_p(event, rising),
        spells=less.spells,
        diff95=less.mean,
        hit_diff95=less.hit,
        few=less.few,
    )


def _median(values: Floats) -> float | None:
    """Median; np.median would load all of numpy.ma."""
    if not len(values):
        return None
    ordered, middle = np.sort(values), len(values) // 2
    return float(ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _mean(values: Floats) -> float | None:
    return float(values.mean()) if len(values) else None
