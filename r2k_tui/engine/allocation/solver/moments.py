"""Annual moments of the members, and the covariance as a factor that a solver takes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.engine.allocation.solver.reasons import NOT_A_NUMBER, NOT_POSITIVE, CannotSolve

# Daily standard deviation below which a member counts as cash: rounding of an accrual, not risk.
RISKLESS_DEVIATION = 1e-7
# Share of the largest eigenvalue below which a negative one is rounding.
_ROUNDING = 1e-8


class AnnualMoments(NamedTuple):
    """Annual expected returns and covariance, and the daily returns they are estimated from, one column per member.

    `risk_free` is the mean annual rate over those days; `market`: daily returns of the benchmark on them, NaN where it
    has none. `cash` is the column of cash, which earns the rate of each day.
    """

    mu: Floats
    covariance: Floats
    returns: Floats
    risk_free: float = 0.0
    market: Floats | None = None
    cash: int | None = None

    def of(self, columns: Counts) -> AnnualMoments:
        """Moments of the members at `columns`."""
        square = self.covariance[np.ix_(columns, columns)]
        places = columns.tolist()
        cash = places.index(self.cash) if self.cash in places else None
        return AnnualMoments(self.mu[columns], square, self.returns[:, columns], self.risk_free, self.market, cash)


def riskless(moments: AnnualMoments) -> Flags:
    """Riskless members, one flag per member: cash, or a fund that only accrues interest."""
    flags: Flags = moments.returns.std(axis=0, ddof=1) < RISKLESS_DEVIATION
    if moments.cash is not None:
        # Its rate varies from day to day, which is no risk: it is the rate that returns are measured against.
        flags[moments.cash] = True
    return flags


def checked(moments: AnnualMoments) -> AnnualMoments:
    """The moments themselves. Raises CannotSolve unless all of them are numbers."""
    if not all(np.isfinite(values).all() for values in (moments.mu, moments.covariance, moments.returns)):
        raise CannotSolve(NOT_A_NUMBER)
    return moments


def factor(covariance: Floats) -> Floats:
    """F with F'F = covariance; twins, which leave it singular, are no obstacle.

    Raises CannotSolve for a matrix with a negative variance beyond rounding.
    """
    values, vectors = np.linalg.eigh(covariance)
    if values.min() < -_ROUNDING * max(float(values.max()), _ROUNDING):
        raise CannotSolve(NOT_POSITIVE)
    result: Floats = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T
    return result
