"""Readings of many symbols at once: arrays of (days, symbols) in, the same shape out.

A symbol listed later starts with NaN. A window with a missing close gives NaN; the recursions skip a missing change.
Formulas are those of the single-series functions. The loops run over days: a row of thousands of symbols stays in
cache, while a cumulative sum down the columns would not.
"""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk.volatility import ANNUAL
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats


class _Window:
    """Ring of the last `size` rows, with sum, sum of squares and number of missing values per column."""

    def __init__(self, size: int, symbols: int) -> None:
        self._size = size
        self._rows = np.zeros((size, symbols))
        self._blank = np.ones((size, symbols), dtype=bool)
        self._next = 0
        self._square = np.empty(symbols)
        self.total = np.zeros(symbols)
        self.squares = np.zeros(symbols)
        self.missing = np.full(symbols, size, dtype=np.int32)

    def push(self, row: Floats, squared: bool) -> None:
        """Replace the oldest row by a new one; non-finite values count as missing."""
        oldest, blank = self._rows[self._next], self._blank[self._next]
        self.total -= oldest
        if squared:
            self.squares -= np.multiply(oldest, oldest, out=self._square)
        finite = np.isfinite(row)
        np.copyto(oldest, row)
        if blank.any() or not finite.all():
            self.missing -= blank
            np.logical_not(finite, out=blank)
            oldest[blank] = 0.0
            self.missing += blank
        self.total += oldest
        if squared:
            self.squares += np.multiply(oldest, oldest, out=self._square)
        self._next = (self._next + 1) % self._size

    def blank_missing(self, line: Floats) -> None:
        """Write NaN where the window is not full."""
        if self.missing.any():
            line[self.missing > 0] = np.nan


def simple_averages(closes: Floats, size: int) -> Floats:
    """Arithmetic mean of the last `size` closes of each symbol."""
    out = np.empty(closes.shape)
    out[: size - 1] = np.nan
    window = _Window(size, closes.shape[1])
    for row, line in enumerate(closes):
        window.push(line, squared=False)
        if row >= size - 1:
            np.divide(window.total, size, out=out[row])
            window.blank_missing(out[row])
    return out


def volatilities(closes: Floats, size: int) -> Floats:
    """Standard deviation (ddof=1) of the last `size` log returns x sqrt(252) of each symbol."""
    out = np.empty(closes.shape)
    out[:size] = np.nan
    window = _Window(size, closes.shape[1])
    before = _logs(closes[0])
    for row in range(1, len(closes)):
        now = _logs(closes[row])
        window.push(now - before, squared=True)
        before = now
        if row >= size:
            variance = (window.squares - window.total * window.total / size) * (ANNUAL**2 / (size - 1))
            np.sqrt(np.maximum(variance, 0.0), out=out[row])
            window.blank_missing(out[row])
    return out


def _logs(row: Floats) -> Floats:
    out = np.full(len(row), np.nan)
    np.log(row, out=out, where=row > 0)
    return out


def relative_strength_indices(closes: Floats, span: int = 14) -> Floats:
    """Wilder's RSI of each symbol, each mean seeded with the mean of its first `span` changes."""
    out = np.empty(closes.shape)
    out[:1] = np.nan
    seen = np.zeros(closes.shape[1], dtype=np.int64)
    gain, total = np.zeros(closes.shape[1]), np.zeros(closes.shape[1])
    seeded = False
    for row in range(1, len(closes)):
        change = closes[row] - closes[row - 1]
        known = np.isfinite(change)
        if seeded and known.all():
            _smooth(gain, np.maximum(change, 0.0), span)
            _smooth(total, np.abs(change, out=change), span)
            _share(gain, total, None, out[row])
            continue
        seen += known
        _collect(gain, np.maximum(change, 0.0), seen, known, span)
        _collect(total, np.abs(change), seen, known, span)
        _share(gain, total, known & (seen >= span), out[row])
        seeded = bool(seen.min() >= span)
    return out


def _smooth(mean: Floats, value: Floats, span: int) -> None:
    mean *= (span - 1) / span
    value *= 1 / span
    mean += value


def _collect(mean: Floats, value: Floats, seen: Counts, known: Flags, span: int) -> None:
    """Collect the seed over the first `span` changes, smooth after; skip missing ones."""
    keep = np.where(seen <= span, 1.0, (span - 1) / span)
    np.copyto(mean, mean * keep + value / span, where=known)


def _share(gain: Floats, total: Floats, live: Flags | None, out: Floats) -> None:
    """100 x gain / total; NaN where not `live` (None: all are), or where nothing ever changed."""
    if live is None and total.all():
        np.divide(gain, total, out=out)
    else:
        out[:] = np.nan
        np.divide(gain, total, out=out, where=total > 0 if live is None else live & (total > 0))
    out *= 100


def on_balance_volumes(closes: Floats, volumes: Floats) -> Floats:
    """Cumulative sign of close change x volume of each symbol, from 0; only differences are meaningful."""
    out = np.empty(closes.shape)
    total = np.zeros(closes.shape[1])
    out[0] = np.where(np.isnan(closes[0]), np.nan, total)
    for row in range(1, len(closes)):
        step = np.sign(closes[row] - closes[row - 1])
        step *= volumes[row]
        unknown = np.isnan(step)
        step[unknown] = 0.0
        total += step
        out[row] = total
        out[row, np.isnan(closes[row])] = np.nan
    return out


def drawdowns(prices: Floats) -> Floats:
    """p_t / max(p_0 .. p_t) - 1 of each symbol."""
    out = np.full(prices.shape, np.nan)
    peak = np.full(prices.shape[1], -np.inf)
    for row in range(len(prices)):
        np.fmax(peak, prices[row], out=peak)
        np.divide(prices[row], peak, out=out[row], where=peak > 0)
        out[row] -= 1
    return out


def twelve_ones(closes: Floats) -> Floats:
    """close_{t-21} / close_{t-252} - 1 of each symbol."""
    out = np.full(closes.shape, np.nan)
    for row in range(252, len(closes)):
        np.divide(closes[row - 21], closes[row - 252], out=out[row], where=closes[row - 252] > 0)
        out[row] -= 1
    return out
