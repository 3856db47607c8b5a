"""Value at Risk and Conditional Value at Risk of one day, as positive losses, by four methods.

`tail` is the probability of the loss: 0.05 for 95 %, 0.01 for 99 %.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series import sums
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import varies
from r2k_tui.analytics.stats import normal


class TailRisk(msgspec.Struct, frozen=True):
    """VaR and CVaR as positive fractions lost."""

    var: float
    cvar: float


class SampleMoments(msgspec.Struct, frozen=True):
    """Mean, standard deviation (ddof=1), population skewness and population excess kurtosis."""

    mean: float
    std: float
    skew: float
    kurtosis: float


def sorted_quantile(ordered: Floats, tail: float) -> float:
    """Linear quantile of ascending values (type 7 of Hyndman and Fan, 1996)."""
    place = (len(ordered) - 1) * tail
    low = math.floor(place)
    below, above = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    return below + (above - below) * (place - low)


def historical(ordered: Floats, tail: float) -> TailRisk:
    """Minus the linear quantile of ascending returns, and minus the mean of the returns at or below it."""
    quantile = sorted_quantile(ordered, tail)
    count = int(np.searchsorted(ordered, quantile, side="right"))
    # Subtraction from 0.0 gives a zero loss as 0, not -0.
    return TailRisk(0.0 - quantile, 0.0 - sums.mean(ordered[: max(count, 1)]))


def rockafellar_uryasev(ordered: Floats, tail: float) -> float:
    """CVaR with a fractional tail: minus the mean of exactly tail x n of the lowest ascending returns.

    Source: Rockafellar and Uryasev, Journal of Banking & Finance 26 (2002).
    """
    mass = tail * len(ordered)
    whole = min(math.floor(mass + 1e-9), len(ordered) - 1)
    return 0.0 - (float(ordered[:whole].sum()) + max(mass - whole, 0.0) * float(ordered[whole])) / mass


def moments(returns: Floats) -> SampleMoments | None:
    """Moments of at least two returns; None when they do not vary."""
    if len(returns) < 2 or not varies(returns):
        return None
    mean = sums.mean(returns)
    gaps = returns - mean
    squares = gaps * gaps
    variance = sums.mean(squares)
    skew = sums.mean(squares * gaps) / variance**1.5
    kurtosis = sums.mean(squares * squares) / variance**2 - 3
    return SampleMoments(mean, math.sqrt(variance * len(returns) / (len(returns) - 1)), skew, kurtosis)


def gaussian(moment: SampleMoments, tail: float) -> TailRisk:
    """VaR = -(mean + std z), CVaR = -(mean - std density(z) / tail), z the normal quantile of `tail`."""
    z = normal.quantile(tail)
    return TailRisk(-(moment.mean + moment.std * z), -(moment.mean - moment.std * normal.density(z) / tail))


def cornish_fisher_quantile(z: float, skew: float, kurtosis: float) -> float:
    """z + (z^2-1) S/6 + (z^3-3z) K/24 - (2z^3-5z) S^2/36, with K the excess kurtosis."""
    return z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * kurtosis / 24 - (2 * z**3 - 5 * z) * skew * skew / 36


def cornish_fisher(moment: SampleMoments, tail: float) -> TailRisk:
    """VaR = -(mean + std w(z)), CVaR = -(mean + std E[w(Z) | Z < z]) with w the Cornish-Fisher map.

    The polynomials of w are Hermite polynomials and 2 He_3 + He_1; the integral of He_n x density up to z is
    -He_{n-1}(z) density(z), hence E[w] = -density(z)/tail x (1 + z S/6 + (z^2-1) K/24 - (2z^2-1) S^2/36).
    Source: Maillard, A User's Guide to the Cornish Fisher Expansion (2012).
    """
    z = normal.quantile(tail)
    skew, kurtosis = moment.skew, moment.kurtosis
    shape = 1 + z * skew / 6 + (z * z - 1) * kurtosis / 24 - (2 * z * z - 1) * skew * skew / 36
    worst = -normal.density(z) / tail * shape
    var = -(moment.mean + moment.std * cornish_fisher_quantile(z, skew, kurtosis))
    return TailRisk(var, -(moment.mean + moment.std * worst))


def cornish_fisher_monotone(skew: float, kurtosis: float) -> bool:
    """Whether the Cornish-Fisher map rises everywhere: its derivative, a quadratic in z, is nowhere negative."""
    square = kurtosis / 8 - skew * skew / 6
    level = 1 - kurtosis / 8 + 5 * skew * skew / 36
    if square <= 0:
        return skew == 0 and kurtosis == 0
    return (skew / 3) ** 2 <= 4 * square * level


def filtered(standardized: Floats, forecast: float, tail: float) -> TailRisk:
    """Historical VaR and CVaR of ascending EWMA-standardized returns x tomorrow's daily EWMA volatility.

    Source: Barone-Adesi, Giannopoulos and Vosper, Journal of Futures Markets 19 (1999).
    """
    shape = historical(standardized, tail)
    return TailRisk(shape.var * forecast, shape.cvar * forecast)


def standardize(returns: Floats, variance: Floats) -> Floats:
    """r_t over the volatility forecast made the day before; NaN for the first, and where that forecast is 0."""
    out = np.full(len(returns), np.nan)
    known = variance[:-1] > 0
    out[1:][known] = returns[1:][known] / np.sqrt(variance[:-1][known])
    return out
