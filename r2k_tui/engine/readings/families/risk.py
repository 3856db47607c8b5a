"""Rows: volatility, Value at Risk and Conditional Value at Risk by method."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.risk import tail_risk, volatility
from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.windows import last_window, rolling_share
from r2k_tui.engine.readings import methodology
from r2k_tui.engine.readings.reading import ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

FHS_RETURNS = 1260
FULL_MINIMUM = 252
EWMA_MINIMUM = 21
TAILS = ((95, 0.05), (99, 0.01))


def have(facts: DerivedSeries) -> int:
    """How many total returns are known."""
    return len(facts.ordered_returns)


def returns_short(facts: DerivedSeries, need: int) -> str:
    """Why a window of returns is not full."""
    if not np.isfinite(facts.own.adj_close).any():
        return "no adjusted closes"
    return short(have(facts), need, "returns")


def _realised_row(size: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        value = volatility.realized(facts.log_returns, size)
        return (number(value, min(size, have(facts)), returns_short(facts, size)),)

    text = f"standard deviation (ddof=1) of the last {size} log total returns x sqrt(252), tr"
    return ReadingGroup((ReadingSpec(f"rv{size}", "fraction", text, methodology.REALISED),), f"{size} returns", compute)


def _percentile(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    need = PERCENTILE_SESSIONS + 20
    history = facts.short_volatility
    share = rolling_share(history, PERCENTILE_SESSIONS, 1, PERCENTILE_SESSIONS)
    return (number(float(share[0]), int(np.isfinite(history).sum()), returns_short(facts, need)),)


def _ewma(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    if have(facts) < EWMA_MINIMUM:
        return (ReadingResult(None, have(facts), returns_short(facts, EWMA_MINIMUM)),)
    value = math.sqrt(float(facts.variance[-1]) * 252)
    return (number(value, have(facts), "the last return is missing"),)


def window_returns(facts: DerivedSeries, size: int | None) -> Floats | None:
    """The last `size` total returns ascending, or all known ones (at least 252); None when there are too few."""
    if size is None:
        return facts.ordered_returns if have(facts) >= FULL_MINIMUM else None
    window = last_window(facts.returns, size)
    return np.sort(window) if window is not None else None


def _tail_row(size: int | None) -> ReadingGroup:
    name, need = str(size or "full"), size or FULL_MINIMUM
    label = f"{size} returns" if size else "all returns"

    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        ordered = window_returns(facts, size)
        if ordered is None:
            return absent(14, returns_short(facts, need), min(have(facts), need))
        moment = tail_risk.moments(ordered)
        return tuple(answer for _, tail in TAILS for answer in _by_method(ordered, moment, tail))

    fields = tuple(field for percent, _ in TAILS for field in _tail_fields(percent, name, label))
    return ReadingGroup(fields, label, compute)


def _by_method(ordered: Floats, moment: tail_risk.SampleMoments | None, tail: float) -> tuple[ReadingResult, ...]:
    n = len(ordered)
    past = tail_risk.historical(ordered, tail)
    head = (
        number(past.var, n, "no returns"),
        number(past.cvar, n, "no returns"),
        number(tail_risk.rockafellar_uryasev(ordered, tail), n, "no returns"),
    )
    if moment is None:
        return (*head, *absent(4, "the returns do not vary", n))
    normal, bent = tail_risk.gaussian(moment, tail), tail_risk.cornish_fisher(moment, tail)
    note = "" if tail_risk.cornish_fisher_monotone(moment.skew, moment.kurtosis) else _warning(moment)
    return (
        *head,
        number(normal.var, n, ""),
        number(normal.cvar, n, ""),
        number(bent.var, n, "", note),
        number(bent.cvar, n, "", note),
    )


def _warning(moment: tail_risk.SampleMoments) -> str:
    return (
        f"; warning: skew {moment.skew:.2f} and excess kurtosis {moment.kurtosis:.2f} are outside the domain where the "
        "Cornish-Fisher quantile map is monotone"
    )


def _tail_fields(percent: int, name: str, label: str) -> tuple[ReadingSpec, ...]:
    sample = f"of {label}, simple, tr, one day, positive is a loss"
    curve = f"{100 - percent} % quantile"
    bent = "population skew and excess kurtosis"
    return (
        ReadingSpec(
            f"hvar{percent}_{name}", "fraction", f"minus the linear {curve} {sample}", methodology.HISTORICAL_VAR
        ),
        ReadingSpec(
            f"hcvar{percent}_{name}",
            "fraction",
            f"minus the mean of the returns at or below the {curve} {sample}",
            methodology.HISTORICAL_CVAR,
        ),
        ReadingSpec(
            f"hcvar_ru{percent}_{name}",
            "fraction",
            f"minus the mean of exactly the lowest {100 - percent} % {sample}",
            methodology.UNIFORM_CVAR,
        ),
        ReadingSpec(
            f"gvar{percent}_{name}",
            "fraction",
            f"minus the Gaussian {curve}, mean and deviation (ddof=1) {sample}",
            methodology.GAUSSIAN_VAR,
        ),
        ReadingSpec(
            f"gcvar{percent}_{name}",
            "fraction",
            f"minus the Gaussian mean below the {curve}, mean and deviation {sample}",
            methodology.GAUSSIAN_CVAR,
        ),
        ReadingSpec(
            f"cfvar{percent}_{name}",
            "fraction",
            f"minus the Cornish-Fisher {curve} with {bent} {sample}",
            methodology.BENT_VAR,
        ),
        ReadingSpec(
            f"cfcvar{percent}_{name}",
            "fraction",
            f"minus the Cornish-Fisher mean below the {curve} with {bent} {sample}",
            methodology.BENT_CVAR,
        ),
    )


def _filtered(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    window = last_window(facts.standardised, FHS_RETURNS)
    if window is None:
        return absent(4, returns_short(facts, FHS_RETURNS + 1), min(have(facts), FHS_RETURNS))
    ordered, forecast = np.sort(window), math.sqrt(float(facts.variance[-1]))
    found = [tail_risk.filtered(ordered, forecast, tail) for _, tail in TAILS]
    return tuple(number(value, FHS_RETURNS, "") for risk in found for value in (risk.var, risk.cvar))


def _filtered_fields(percent: int) -> tuple[ReadingSpec, ...]:
    text = (
        "1260 simple total returns, each over its EWMA volatility forecast (lambda 0.94), x tomorrow's forecast, tr, "
        "one day, positive is a loss"
    )
    return (
        ReadingSpec(
            f"fhsvar{percent}",
            "fraction",
            f"minus the linear {100 - percent} % quantile of {text}",
            methodology.FILTERED_VAR,
        ),
        ReadingSpec(
            f"fhscvar{percent}",
            "fraction",
            f"minus the mean at or below the {100 - percent} % quantile of {text}",
            methodology.FILTERED_CVAR,
        ),
    )


ROWS: tuple[ReadingGroup, ...] = (
    _realised_row(21),
    _realised_row(63),
    _realised_row(252),
    ReadingGroup(
        (
            ReadingSpec(
                "rv21_pctile_2520",
                "fraction",
                "share of the last 2520 values of rv21 that are <= today's, tr",
                methodology.REALISED_PLACE,
            ),
        ),
        "2520 values",
        _percentile,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "ewma_vol94",
                "fraction",
                "square root of 252 x variance, v_t = 0.94 v_{t-1} + 0.06 r_t^2 from v_0 = r_0^2, simple returns, zero "
                "mean, today included, tr",
                methodology.EWMA,
            ),
        ),
        "full history",
        _ewma,
    ),
    ReadingGroup((*_filtered_fields(95), *_filtered_fields(99)), "1260 returns", _filtered),
    _tail_row(252),
    _tail_row(1260),
    _tail_row(None),
)
