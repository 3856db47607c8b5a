"""Drawdown: the distance of a series below its running maximum."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats


class Drawdown(msgspec.Struct, frozen=True):
    """Maximum drawdown: min(p / cummax - 1), its bars by index, and the current drawdown.

    `recovered` is the first bar after the trough that is not below the peak, None while there is none. Without any
    drawdown `deepest` is 0 and the three indices are None.
    """

    deepest: float
    current: float
    peak: int | None = None
    trough: int | None = None
    recovered: int | None = None


def drawdowns(prices: Floats) -> Floats:
    """p_t / max(p_0 .. p_t) - 1 for each day."""
    result: Floats = prices / np.maximum.accumulate(prices) - 1
    return result


def drawdown(prices: Floats) -> Drawdown | None:
    """Maximum drawdown of prices; None without prices, or when one is missing or not above zero."""
    if not len(prices) or not prices.min() > 0:
        return None
    falls = drawdowns(prices)
    trough = int(falls.argmin())
    if falls[trough] >= 0:
        return Drawdown(deepest=0.0, current=0.0)
    peak = int(prices[: trough + 1].argmax())
    back = np.flatnonzero(prices[trough:] >= prices[peak])
    recovered = trough + int(back[0]) if len(back) else None
    return Drawdown(float(falls[trough]), float(falls[-1]), peak, trough, recovered)


class PastDrawdown(msgspec.Struct, frozen=True):
    """Drawdown of all prices but the last, None as of drawdown(), and the highest of them."""

    found: Drawdown | None
    top: float


def past_drawdown(prices: Floats) -> PastDrawdown:
    """Drawdown of prices that one more follows."""
    return PastDrawdown(drawdown(prices), float(prices.max()) if len(prices) else math.nan)


def one_more(before: PastDrawdown, prices: Floats) -> Drawdown | None:
    """drawdown() of `prices`, `before` being that of all of them but the last."""
    past, place = before.found, len(prices) - 1
    if past is None:
        return drawdown(prices)
    last = float(prices[-1])
    if not last > 0:
        return None
    fall = last / max(before.top, last) - 1
    if fall < past.deepest:
        return Drawdown(fall, fall, int(prices[:place].argmax()), place)
    if past.peak is None:
        return Drawdown(deepest=0.0, current=0.0)
    back = past.recovered is None and last >= prices[past.peak]
    return msgspec.structs.replace(past, current=fall, recovered=place if back else past.recovered)


def deepest(prices: Floats) -> float:
    """Maximum drawdown of `prices`, in [-1, 0]; NaN when one is missing or not above zero."""
    if not len(prices) or not prices.min() > 0:
        return math.nan
    return float(drawdowns(prices).min())


class DrawdownPeriod(msgspec.Struct, frozen=True):
    """Period below a high, by index: the last bar at the high, the lowest bar, the first bar back at the high.

    `recovered` is None while there is none; `depth` is lowest / high - 1.
    """

    peak: int
    trough: int
    recovered: int | None
    depth: float


def stretches(prices: Floats) -> tuple[DrawdownPeriod, ...]:
    """All drawdown periods in order of time; they do not overlap.

    Empty without prices, or when one is missing or not above zero.
    """
    if not len(prices) or not prices.min() > 0:
        return ()
    falls = drawdowns(prices)
    below = np.concatenate([[False], falls < 0, [False]])
    edges = np.flatnonzero(below[1:] != below[:-1])
    return tuple(
        _stretch(falls, start, stop) for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    )


def _stretch(falls: Floats, start: int, stop: int) -> DrawdownPeriod:
    trough = start + int(falls[start:stop].argmin())
    return DrawdownPeriod(start - 1, trough, stop if stop < len(falls) else None, float(falls[trough]))
