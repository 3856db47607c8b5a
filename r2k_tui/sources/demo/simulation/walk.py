"""Random paths that match the open, high, low and close of a bar exactly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats


class WalkBar(NamedTuple):
    """Prices of one bar."""

    open: float
    high: float
    low: float
    close: float


def through(bar: WalkBar, steps: Floats) -> Floats:
    """Path of `len(steps) + 1` prices from open to close that touches high and low and never leaves them.

    `steps` are at least 3 log moves; they shape the path, whatever their sum.
    """
    path = between(bar.open, bar.close, steps)
    inner = path[1:-1]
    _reach(inner, 1.0, max(bar.open, bar.close), bar.high)
    _reach(inner, -1.0, min(bar.open, bar.close), bar.low)
    return path


def between(start: float, stop: float, steps: Floats) -> Floats:
    """Path of `len(steps) + 1` prices from `start` to `stop`."""
    sums = np.concatenate([[0.0], np.cumsum(steps)])
    line = np.linspace(0.0, 1.0, len(sums))
    path: Floats = start * np.exp(sums + (np.log(stop / start) - sums[-1]) * line)
    path[0], path[-1] = start, stop
    return path


def _reach(inner: Floats, sign: float, edge: float, limit: float) -> None:
    """Map points beyond `edge` (above it, or below with a negative sign) so that the farthest point is `limit`.

    Without a point beyond, the one nearest to `limit` is moved there.
    """
    farthest = int(np.argmax(sign * inner))
    beyond = sign * (inner - edge) > 0
    if beyond.any():
        inner[beyond] = edge + (inner[beyond] - edge) * ((limit - edge) / (inner[farthest] - edge))
    inner[farthest] = limit
