"""Breaches of the previous evening's Value at Risk: 1 or 0 by method, NaN where the window is not full."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from r2k_tui.analytics.risk.tail_risk import cornish_fisher, gaussian, moments, sorted_quantile
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.windows import full_windows, last_window, ranks, ranks_by_size, tail_rows
from r2k_tui.analytics.stats import normal
from r2k_tui.model.threshold import below

BreachMarks: TypeAlias = NDArray[np.int8]
TAILS = ((95, 0.05), (99, 0.01))
SHORT, LONG, PLAIN = 252, 1260, 250
METHODS = ("hvar", "gvar", "cfvar")


def quantile_breaches(returns: Floats, size: int, tails: tuple[float, ...], rows: int) -> list[Floats]:
    """Breaches per tail for the last `rows` days: r_t below the linear quantile of the `size` returns before it."""
    return _by_rank(returns, size, tails, ranks(returns, size + 1, rows))


def _by_rank(returns: Floats, size: int, tails: tuple[float, ...], among: Counts) -> list[Floats]:
    """Breaches per tail, `among` being the ranks of the last days among their own and the `size` returns before it.

    Ranks decide all days except those whose return falls between the two order statistics of the quantile.
    """
    rows, counts = len(among), among - 1
    full = full_windows(returns, size + 1, rows)
    out = []
    for tail in tails:
        low = math.floor((size - 1) * tail)
        breach = np.where(full, (counts <= low).astype(float), np.nan)
        for row in np.flatnonzero(full & (counts == low + 1)):
            stop = len(returns) - rows + row
            breach[row] = float(below(returns[stop], sorted_quantile(np.sort(returns[stop - size : stop]), tail)))
        out.append(breach)
    return out


def normal_breaches(
    returns: Floats, size: int, tails: tuple[float, ...], rows: int
) -> tuple[list[Floats], list[Floats]]:
    """Gaussian and Cornish-Fisher breaches per tail, from the moments of the `size` returns before each day."""
    return _by_moments(returns, size, tails, rows, _powers(returns, rows + size))


def _powers(returns: Floats, count: int) -> Floats:
    """First four powers of the last `count` returns, a missing one being 0."""
    tail = np.nan_to_num(tail_rows(returns, count), nan=0.0)
    return np.array([tail**power for power in (1, 2, 3, 4)])


def _by_moments(
    returns: Floats, size: int, tails: tuple[float, ...], rows: int, powers: Floats
) -> tuple[list[Floats], list[Floats]]:
    """Breaches of normal_breaches, given the powers of at least `size` returns more than `rows`."""
    mean, std, skew, kurtosis = _moments_before(powers[:, -rows - size :], size)
    today, full = tail_rows(returns, rows), full_windows(returns, size + 1, rows) & (std > 0)
    plain, bent = [], []
    for tail in tails:
        z = normal.quantile(tail)
        w = z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * kurtosis / 24 - (2 * z**3 - 5 * z) * skew * skew / 36
        plain.append(np.where(full, below(today, mean + std * z).astype(float), np.nan))
        bent.append(np.where(full, below(today, mean + std * w).astype(float), np.nan))
    return plain, bent


def _moments_before(powers: Floats, size: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, deviation (ddof=1), population skewness and excess kurtosis of the `size` returns before each day."""
    sums = [_sums_before(values, size) / size for values in powers]
    mean = sums[0]
    second = np.maximum(sums[1] - mean**2, 0.0)
    third = sums[2] - 3 * mean * sums[1] + 2 * mean**3
    fourth = sums[3] - 4 * mean * sums[2] + 6 * mean**2 * sums[1] - 3 * mean**4
    flat = second <= 1e-12 * sums[1]
    safe = np.where(flat, 1.0, second)
    std = np.where(flat, 0.0, np.sqrt(second * size / (size - 1)))
    return mean, std, third / safe**1.5, fourth / safe**2 - 3


def _sums_before(values: Floats, size: int) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(values)])
    result: Floats = total[size:-1] - total[: -size - 1]
    return result


def method_names() -> tuple[str, ...]:
    """Names in the order of all_breaches: `plain` is the 250-return test, the others are named like their reading."""
    windowed = [f"{method}{percent}_{size}" for size in (SHORT, LONG) for method in METHODS for percent, _ in TAILS]
    return ("plain", *(f"fhsvar{percent}" for percent, _ in TAILS), *windowed)


def all_breaches(returns: Floats, standardized: Floats, rows: int) -> BreachMarks:
    """Breaches of the last `rows` days, one line per method name: 1, 0, or -1 where the window is not full.

    Filtered: r_t below the quantile of standardized returns x the forecast, that is, the standardized r_t below it.
    """
    levels = tuple(tail for _, tail in TAILS)
    sizes = (PLAIN, SHORT, LONG)
    among = dict(zip(sizes, ranks_by_size(returns, tuple(size + 1 for size in sizes), rows), strict=True))
    lines = _by_rank(returns, PLAIN, levels[:1], among[PLAIN])
    lines += quantile_breaches(standardized, LONG, levels, rows)
    powers = _powers(returns, rows + LONG)
    for size in (SHORT, LONG):
        lines += _by_rank(returns, size, levels, among[size])
        plain, bent = _by_moments(returns, size, levels, rows, powers)
        lines += [*plain, *bent]
    return np.nan_to_num(np.array(lines), nan=-1.0).astype(np.int8)


def next_thresholds(returns: Floats, standardized: Floats, variance: Floats) -> Floats:
    """Per method, in the order of method_names: minus the next day's VaR; NaN without one."""
    levels = [tail for _, tail in TAILS]
    forecast = math.sqrt(float(variance[-1])) if len(variance) else math.nan
    found = _quantiles(returns, PLAIN, levels[:1])
    found += [quantile * forecast for quantile in _quantiles(standardized, LONG, levels)]
    for size in (SHORT, LONG):
        found += _quantiles(returns, size, levels)
        window = last_window(returns, size)
        moment = moments(window) if window is not None else None
        for method in (gaussian, cornish_fisher):
            found += [math.nan if moment is None else -method(moment, tail).var for tail in levels]
    return np.array(found)


def _quantiles(values: Floats, size: int, tails: list[float]) -> list[float]:
    window = last_window(values, size)
    if window is None:
        return [math.nan] * len(tails)
    ordered = np.sort(window)
    return [sorted_quantile(ordered, tail) for tail in tails]


def mark_last(value: float, thresholds: Floats) -> BreachMarks:
    """1 for each threshold that the return is below, 0 where not, -1 where either is missing."""
    known = np.isfinite(thresholds) & math.isfinite(value)
    return np.where(known, below(value, thresholds), -1).astype(np.int8)
