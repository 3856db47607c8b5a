"""Regression channel: ordinary least squares of log close on time."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series import Floats
from r2k_tui.analytics.windows import last_window, windows

SESSIONS_PER_YEAR = 252
INTACT_R2 = 0.25
RAILS = 2.0
ROUNDING = 1e-12


class Channel(msgspec.Struct, frozen=True):
    """A fitted channel.

    `slope_ann`: slope x 252, log units a year; `z`: last residual over s (ddof=2), NaN if s is no more than rounding;
    `upper` and `lower`: the rails at the last bar, exp(fit +- 2 s), in price.
    """

    slope_ann: float
    r2: float
    z: float
    upper: float
    lower: float

    @property
    def intact_up(self) -> bool:
        """Slope above 0, R2 at least 0.25, last close not below the lower rail."""
        return self.slope_ann > 0 and self.r2 >= INTACT_R2 and self.z >= -RAILS


def fit_channel(closes: Floats, size: int) -> Channel | None:
    """Fit the last `size` closes; None when they are not all there, not all above zero, or all the same."""
    window = last_window(closes, size)
    if window is None or window.min() <= 0 or window.max() == window.min():
        return None
    logs = np.log(window)
    time = np.arange(size) - (size - 1) / 2
    gaps = logs - logs.mean()
    slope = float(time @ gaps / (time @ time))
    residuals = gaps - slope * time
    spread = math.sqrt(float(residuals @ residuals) / (size - 2))
    fit = float(logs.mean() + slope * time[-1])
    return Channel(
        slope_ann=slope * SESSIONS_PER_YEAR,
        r2=max(0.0, 1 - float(residuals @ residuals) / float(gaps @ gaps)),
        z=float(residuals[-1]) / spread if spread > ROUNDING else math.nan,
        upper=math.exp(fit + RAILS * spread),
        lower=math.exp(fit - RAILS * spread),
    )


class ChannelHistory(msgspec.Struct, frozen=True, eq=False):
    """Slope a session (log units), R2 and z of the window that ends on each day; NaN where it is not full."""

    slope: Floats
    r2: Floats
    z: Floats


def channel_history(closes: Floats, size: int, rows: int) -> ChannelHistory:
    """Fit each of the last `rows` windows of `size` closes; a constant window has NaN."""
    logs = np.log(np.where(closes > 0, closes, np.nan))
    view = windows(logs, size, rows)
    time = np.arange(size) - (size - 1) / 2
    mean = view.mean(axis=1)
    gaps = view - mean[:, None]
    slope = gaps @ time / (time @ time)
    total = np.einsum("ij,ij->i", gaps, gaps)
    total[view.max(axis=1) == view.min(axis=1)] = np.nan
    explained = slope * slope * (time @ time)
    left = np.maximum(total - explained, 0.0)
    spread = np.sqrt(left / (size - 2))
    last = gaps[:, -1] - slope * time[-1]
    z = np.divide(last, spread, out=np.full(len(last), np.nan), where=spread > ROUNDING)
    return ChannelHistory(np.where(np.isfinite(total), slope, np.nan), explained / total, z)
