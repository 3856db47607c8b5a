"""Rows: volatility, Value at Risk and Conditional Value at Risk by method."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.risk import tail_risk, volatility
from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.windows import last_window, rolling_share
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

_ONE_DAY = "One day ahead; multiplying by the root of time assumes independent days."

FHS_RETURNS = 1260
FULL_MINIMUM = 252
EWMA_MINIMUM = 21
TAILS = ((95, 0.05), (99, 0.01))


def have(facts: DerivedSeries) -> int:
    """Number of known total returns."""
    return len(facts.ordered_returns)


def returns_short(facts: DerivedSeries, need: int) -> str:
    """Reason why a window of returns is not full."""
    if not have(facts) and not np.isfinite(facts.own.adj_close).any():
        return "no adjusted closes"
    return short(have(facts), need, "returns")


def _realised_row(size: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        value = volatility.realized(facts.log_returns, size)
        return (number(value, min(size, have(facts)), returns_short(facts, size)),)

    text = f"standard deviation (ddof=1) of the last {size} log total returns x sqrt(252), tr"
    return ReadingGroup(
        (
            ReadingSpec(
                f"rv{size}",
                "fraction",
                text,
                Methodology(
                    "s(log returns, ddof 1) x sqrt(252)",
                    "A fact about the window, not a forecast; one crash day leaves it as a step.",
                ),
            ),
        ),
        f"{size} returns",
        compute,
    )


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
    """Last `size` total returns ascending, or all known ones (at least 252); None when there are too few."""
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
            f"hvar{percent}_{name}",
            "fraction",
            f"minus the linear {curve} {sample}",
            Methodology(
                "-q(r), linear quantile (Hyndman and Fan, 1996, type 7)", f"{_ONE_DAY} Slow to see a new regime."
            ),
        ),
        ReadingSpec(
            f"hcvar{percent}_{name}",
            "fraction",
            f"minus the mean of the returns at or below the {curve} {sample}",
            Methodology("-mean(r <= q(r))", f"{_ONE_DAY} A mean of few days: a wide error."),
        ),
        ReadingSpec(
            f"hcvar_ru{percent}_{name}",
            "fraction",
            f"minus the mean of exactly the lowest {100 - percent} % {sample}",
            Methodology(
                "min over a of a + mean(max(-r - a, 0)) / tail (Rockafellar and Uryasev, 2002)",
                f"{_ONE_DAY} Exactly the tail, with a part of the day at its edge.",
            ),
        ),
        ReadingSpec(
            f"gvar{percent}_{name}",
            "fraction",
            f"minus the Gaussian {curve}, mean and deviation (ddof=1) {sample}",
            Methodology("-(m + s z)", f"{_ONE_DAY} Tails are fatter than normal: at 99 % it is too low."),
        ),
        ReadingSpec(
            f"gcvar{percent}_{name}",
            "fraction",
            f"minus the Gaussian mean below the {curve}, mean and deviation {sample}",
            Methodology("-(m - s phi(z) / tail)", f"{_ONE_DAY} Tails are fatter than normal: it is too low."),
        ),
        ReadingSpec(
            f"cfvar{percent}_{name}",
            "fraction",
            f"minus the Cornish-Fisher {curve} with {bent} {sample}",
            Methodology(
                "-(m + s w), w = z + (z^2-1) S/6 + (z^3-3z) K/24 - (2z^3-5z) S^2/36 (Maillard, 2012)",
                f"{_ONE_DAY} Wrong where S and K lie outside the domain in which w rises with z; "
                "it is said above when so.",
            ),
        ),
        ReadingSpec(
            f"cfcvar{percent}_{name}",
            "fraction",
            f"minus the Cornish-Fisher mean below the {curve} with {bent} {sample}",
            Methodology(
                "-(m - s phi(z) / tail x (1 + z S/6 + (z^2-1) K/24 - (2z^2-1) S^2/36)) (Maillard, 2012)",
                f"{_ONE_DAY} Wrong where S and K lie outside the domain of the quantile map; it is said above when so.",
            ),
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
            Methodology(
                "-q(r_s / sigma_s) x sigma_{t+1} (Barone-Adesi, Giannopoulos and Vosper, 1999)",
                f"{_ONE_DAY} The loss beyond it is the CVaR.",
            ),
        ),
        ReadingSpec(
            f"fhscvar{percent}",
            "fraction",
            f"minus the mean at or below the {100 - percent} % quantile of {text}",
            Methodology(
                "-mean(r_s / sigma_s at or below its quantile) x sigma_{t+1} (Barone-Adesi et al., 1999)",
                f"{_ONE_DAY} At 99 % it is a mean of 13 days.",
            ),
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
                Methodology(
                    "#(rv21 of the last 2520 <= rv21 today) / 2520", "Windows overlap: ten years hold 120 free ones."
                ),
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
                Methodology(
                    "v_t = 0.94 v_{t-1} + 0.06 r_t^2, sqrt(252 v_t) (RiskMetrics, 1996)",
                    "Forecast for the next session; reverts to no mean.",
                ),
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
