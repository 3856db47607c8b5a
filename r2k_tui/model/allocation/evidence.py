"""How certain the figures of a portfolio are: intervals of its Sharpe ratio and of its differences to others."""

from __future__ import annotations

import msgspec


class SharpeDifference(msgspec.Struct, frozen=True):
    """Sharpe ratio less that of `other` on the same days and draws; `low` to `high` is its 90 % interval.

    `within_noise`: the interval includes 0. `in_sample`: the same difference between the in-sample figures, None for
    weights that were not chosen on them. A figure that is not available is None.
    """

    other: str
    first: str
    last: str
    n_returns: int
    difference: float | None
    low: float | None
    high: float | None
    within_noise: bool | None
    in_sample: float | None = None


class SharpeEvidence(msgspec.Struct, frozen=True):
    """Sharpe ratio of one path of a portfolio, with its 90 % interval by the stationary bootstrap.

    `path` says which returns: walk-forward, or fixed weights over their whole history. `standard_error` is the
    asymptotic one of Lo (2002), a check of the interval. `to_benchmark` and `to_baseline` (the user's own weights, else
    the policy mix) are None for a portfolio compared with itself, and where the two have too few days in common.
    """

    path: str
    first: str
    last: str
    n_returns: int
    sharpe: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    to_benchmark: SharpeDifference | None
    to_baseline: SharpeDifference | None
    draws: int
    block: int
    seed: int
