"""Regression channel: ordinary least squares of log close on time."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.sums import mean
from r2k_tui.analytics.series.windows import last_window, windows
from r2k_tui.model.threshold import at_least

SESSIONS_PER_YEAR = 252
INTACT_R2 = 0.25
RAILS = 2.0
ROUNDING = 1e-12


class PriceChannel(msgspec.Struct, frozen=True):
    """Fitted regression channel.

    `slope_ann`: slope x 252, log units a year; `z`: last residual over s (ddof=2), NaN if s is within rounding error;
    `upper` and `lower`: the rails at the last bar, exp(fit +- 2 s), in price.
    """

    slope_ann: float
    r2: float
    z: float
    upper: float
    lower: float

    @property
    def intact_up(self) -> bool:
        """Slope above 0, R2 at least 0.25, last close not below the lower rail; a perfect fit has no rails."""
        on_line = math.isnan(self.z)
        return self.slope_ann > 0 and at_least(self.r2, INTACT_R2) and (on_line or at_least(self.z, -RAILS))


class _Fit(msgspec.Struct, frozen=True, eq=False):
    """Least squares of log closes on time: slope per session, fit, deviations from the mean, residuals, their s."""

    slope: float
    fitted: Floats
    gaps: Floats
    residuals: Floats
    spread: float


def _fitted(closes: Floats, size: int) -> _Fit | None:
    window = last_window(closes, size)
    if window is None or window.min() <= 0:
        return None
    logs = np.log(window)
    if logs.max() - logs.min() <= ROUNDING:
        return None
    time: Floats = np.arange(size, dtype=np.float64) - (size - 1) / 2
    level = mean(logs)
    gaps = logs - level
    slope = float(time @ gaps / (time @ time))
    residuals = gaps - slope * time
    spread = math.sqrt(float(residuals @ residuals) / (size - 2))
    return _Fit(slope, level + slope * time, gaps, residuals, spread)


def fit_channel(closes: Floats, size: int) -> PriceChannel | None:
    """Fit of the last `size` closes; None if some are missing or not above zero, or all are equal but for rounding."""
    found = _fitted(closes, size)
    if found is None:
        return None
    fit, spread = float(found.fitted[-1]), found.spread
    return PriceChannel(
        slope_ann=found.slope * SESSIONS_PER_YEAR,
        r2=max(0.0, 1 - float(found.residuals @ found.residuals) / float(found.gaps @ found.gaps)),
        z=float(found.residuals[-1]) / spread if spread > ROUNDING else math.nan,
        upper=math.exp(fit + RAILS * spread),
        lower=math.exp(fit - RAILS * spread),
    )


def channel_lines(closes: Floats, size: int) -> tuple[Floats, Floats, Floats]:
    """Upper rail, fit and lower rail of fit_channel at each bar, in price; NaN before its `size` closes."""
    lines = tuple(np.full(len(closes), np.nan) for _ in range(3))
    found = _fitted(closes, size)
    if found is not None:
        for line, rails in zip(lines, (RAILS, 0.0, -RAILS), strict=True):
            line[-size:] = np.exp(found.fitted + rails * found.spread)
    return lines[0], lines[1], lines[2]


class ChannelHistory(msgspec.Struct, frozen=True, eq=False):
    """Slope per session (log units), R2 and z of the window that ends on each day; NaN where it is not full."""

    slope: Floats
    r2: Floats
    z: Floats


def channel_history(closes: Floats, size: int, rows: int) -> ChannelHistory:
    """Fit each of the last `rows` windows of `size` closes; one that is constant but for rounding has NaN."""
    logs = np.log(np.where(closes > 0, closes, np.nan))
    view = windows(logs, size, rows)
    time = np.arange(size) - (size - 1) / 2
    gaps = view - view.mean(axis=1)[:, None]
    slope = gaps @ time / (time @ time)
    total = np.einsum("ij,ij->i", gaps, gaps)
    total[view.max(axis=1) - view.min(axis=1) <= ROUNDING] = np.nan
    explained = slope * slope * (time @ time)
    left = np.maximum(total - explained, 0.0)
    spread = np.sqrt(left / (size - 2))
    last = gaps[:, -1] - slope * time[-1]
    z = np.divide(last, spread, out=np.full(len(last), np.nan), where=spread > ROUNDING)
    return ChannelHistory(np.where(np.isfinite(total), slope, np.nan), explained / total, z)
