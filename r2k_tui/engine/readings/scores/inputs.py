"""Inputs of the two composites on a symbol's own days, limited to what the last `rows` days of a score need."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.scores.gauge import CREDIT_SESSIONS, RiskInputs
from r2k_tui.analytics.scores.momentum_score import MomentumInputs
from r2k_tui.analytics.series import alignment
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.windows import lag
from r2k_tui.analytics.trend.volume import SLOPE_POINTS, slope_norm_history
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.series import DerivedSeries

STRENGTH_SESSIONS = 63
_SLOPE_BARS = SLOPE_POINTS + 2


def risk_inputs(facts: DerivedSeries, rows: int) -> RiskInputs:
    """Inputs of the risk gauge."""
    reach = min(rows + PERCENTILE_SESSIONS + CREDIT_SESSIONS, facts.count)
    tested = facts.marks[0]
    return RiskInputs(
        variance=_padded(facts.variance, reach),
        closes=facts.closes[-reach:],
        breaches=_padded(np.where(tested >= 0, tested, np.nan), reach),
        implied=facts.aligned(Role.IMPLIED, "close", reach),
        implied_fallback=facts.aligned(Role.IMPLIED_FALLBACK, "close", reach),
        credit=credit(facts, reach),
    )


def momentum_inputs(facts: DerivedSeries, rows: int) -> MomentumInputs:
    """Inputs of the momentum score."""
    reach = min(rows + PERCENTILE_SESSIONS + 252, facts.count)
    return MomentumInputs(
        closes=facts.closes[-reach:],
        high=facts.own.high[-reach:],
        low=facts.own.low[-reach:],
        relative=relative(facts, reach),
        volume_slope=volume_slopes(facts, reach),
        months=facts.months,
        finished=facts.index.months.at_bar[-reach:],
    )


def _padded(changes: Floats, rows: int) -> Floats:
    """Last `rows` of a series of changes, with one NaN before the first, so that it aligns with its days."""
    return changes[-rows:] if rows <= len(changes) else np.concatenate([[np.nan], changes])


def _logs(prices: Floats) -> Floats:
    result: Floats = np.log(np.where(prices > 0, prices, np.nan))
    return result


def relative(facts: DerivedSeries, rows: int) -> Floats:
    """63-session change of log(close / large caps) over common days, on the last own days."""
    shared = facts.common(facts.large_role)
    if shared is None:
        return np.full(min(rows, facts.count), np.nan)
    start = max(0, len(shared.own) - rows - STRENGTH_SESSIONS - 2 * alignment.MAX_AGE)
    ratio = _logs(facts.closes[shared.own[start:]]) - _logs(facts.large_closes[shared.other[start:]])
    return alignment.take(ratio - lag(ratio, STRENGTH_SESSIONS), np.maximum(shared.position[-rows:] - start, -1))


def volume_slopes(facts: DerivedSeries, rows: int) -> Floats:
    """Normalized OBV slope on the last own days: of the fund for the small-cap index, else of the symbol itself."""
    rows = min(rows, facts.count)
    if not facts.is_index:
        return _own_slopes(facts, rows)
    fund = facts.series(Role.SMALL_FUND)
    if fund is None or not rows:
        return np.full(rows, np.nan)
    return facts.others.volume_slopes(fund, rows)


def _own_slopes(facts: DerivedSeries, rows: int) -> Floats:
    if not rows:
        return np.zeros(0)
    # Two rows are added up in the order of many of them, one alone is not.
    last = slope_norm_history(facts.closes[-_SLOPE_BARS:], facts.own.volume[-_SLOPE_BARS:], 2)[1:]
    return np.concatenate([facts.settled.volume_slopes(rows - 1), last])


def credit(facts: DerivedSeries, rows: int) -> Floats:
    """log(high yield / treasury), total return, on the last own days."""
    high_yield, treasury = (_logs(facts.aligned(role, "adj_close", rows)) for role in (Role.HIGH_YIELD, Role.TREASURY))
    return high_yield - treasury
