"""Risk gauge: five components from 0 calm to 100 stress, for the last `rows` days."""

from __future__ import annotations

import math
from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics.risk.coverage import binomial_mid_p
from r2k_tui.analytics.scores.composite import PERCENTILE_MINIMUM, PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.analytics.series.windows import known_counts, lag, rolling_max, rolling_share, tail_rows, windows

WEIGHTS = {"volatility": 25.0, "drawdown": 20.0, "var_breaches": 10.0, "implied": 30.0, "credit": 15.0}
BREACH_WINDOW, BREACH_SESSIONS, BREACH_TAIL = 250, 63, 0.05
DRAWDOWN_SESSIONS, DRAWDOWN_STRESS = 252, -0.25
CREDIT_SESSIONS = 63


class RiskInputs(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Series on the symbol's own days.

    `variance`: EWMA variance (tr); `closes`: px; `breaches`: 1 where the simple return (tr) is below the linear 5 %
    quantile of the 250 before it, 0 where not, NaN where those are not all there; `implied` and `implied_fallback`:
    levels; `credit`: log of the high-yield over the treasury fund's total-return price.
    """

    variance: Floats
    closes: Floats
    breaches: Floats
    implied: Floats
    implied_fallback: Floats
    credit: Floats

    @cached_property
    def implied_percentiles(self) -> tuple[Floats, Floats]:
        """Percentiles of the last implied and fallback volatility."""
        return percentile(self.implied, 1), percentile(self.implied_fallback, 1)


class ScoreComponent(msgspec.Struct, frozen=True, eq=False):
    """Component with its score from 0 to 100 and the reading behind it, for the last rows; NaN where absent."""

    score: Floats
    value: Floats


def percentile(values: Floats, rows: int) -> Floats:
    """100 x share of the last 2520 values <= today's; at least 504 of them must be known."""
    return 100 * rolling_share(values, PERCENTILE_SESSIONS, rows, PERCENTILE_MINIMUM)


def volatility(inputs: RiskInputs, rows: int) -> ScoreComponent:
    """Percentile of the EWMA volatility; the value is annualized."""
    return ScoreComponent(percentile(inputs.variance, rows), np.sqrt(tail_rows(inputs.variance, rows) * 252))


def drawdown(inputs: RiskInputs, rows: int) -> ScoreComponent:
    """Close below the highest close of 252 sessions: 0 % scores 0, -25 % or worse scores 100."""
    peak = rolling_max(inputs.closes, DRAWDOWN_SESSIONS, rows)
    close = tail_rows(inputs.closes, rows)
    fall = np.divide(close, peak, out=np.full(rows, np.nan), where=(peak > 0) & (close > 0)) - 1
    return ScoreComponent(100 * np.minimum(fall / DRAWDOWN_STRESS, 1.0) + 0.0, fall)


def var_breaches(inputs: RiskInputs, rows: int) -> ScoreComponent:
    """Binomial mid-p of the breaches in 63 sessions, each against the 5 % quantile of the 250 returns before it."""
    count = windows(inputs.breaches, BREACH_SESSIONS, rows).sum(axis=1)
    chances = np.append(binomial_mid_p(BREACH_SESSIONS, BREACH_TAIL), math.nan)
    return ScoreComponent(100 * chances[np.where(np.isfinite(count), count, -1).astype(np.int64)], count)


def implied(inputs: RiskInputs, rows: int) -> ScoreComponent:
    """Percentile of the small caps' implied volatility once its ten years are complete; until then, of the fallback's.

    Each day uses only data known on that day. Without a fallback the first series is used from 504 values on.
    """
    levels = (percentile(values, rows) for values in (inputs.implied, inputs.implied_fallback))
    own, other = inputs.implied_percentiles if rows == 1 else levels
    use = own_serves(inputs, own, other)
    value = np.where(use, tail_rows(inputs.implied, rows), tail_rows(inputs.implied_fallback, rows))
    return ScoreComponent(np.where(use, own, other), value)


def own_serves(inputs: RiskInputs, own: Floats, other: Floats) -> Flags:
    """Whether the first implied series is used: its ten years are complete, or the fallback lacks a percentile."""
    full = known_counts(inputs.implied, PERCENTILE_SESSIONS, len(own)) == PERCENTILE_SESSIONS
    serves: Flags = np.isfinite(own) & (full | ~np.isfinite(other))
    return serves


def credit(inputs: RiskInputs, rows: int) -> ScoreComponent:
    """100 x share of the last 2520 values of the 63-session change that are >= today's: a fall is stress."""
    change = inputs.credit - lag(inputs.credit, CREDIT_SESSIONS)
    return ScoreComponent(percentile(-change, rows), tail_rows(change, rows))


COMPONENTS = {
    "volatility": volatility,
    "drawdown": drawdown,
    "var_breaches": var_breaches,
    "implied": implied,
    "credit": credit,
}
