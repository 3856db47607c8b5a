"""A portfolio against the benchmark."""

from __future__ import annotations

import msgspec


class ActiveFigures(msgspec.Struct, frozen=True):
    """Daily returns of a path against those of the benchmark, annualized; None where a figure is not defined.

    `up_capture` and `down_capture`: geometric mean of the months in which the benchmark rose (fell), path over
    benchmark.
    """

    first: str
    last: str
    n_returns: int
    active_return: float | None
    tracking_error: float | None
    information_ratio: float | None
    up_capture: float | None
    down_capture: float | None
    up_months: int
    down_months: int


class VersusBenchmark(ActiveFigures, frozen=True):
    """A portfolio against the benchmark: figures of its weights held constant, beside those of its walk-forward.

    `active_share` is half the sum of absolute differences of weights. `words` explains what is missing or shared, "" if
    there is nothing to explain.
    """

    active_share: float
    walk_forward: ActiveFigures | None = None
    words: str = ""
