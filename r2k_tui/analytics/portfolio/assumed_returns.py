"""Daily returns moved to an expected return and a volatility that the user assumes in place of history's."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Floats


class AnnualReturn(msgspec.Struct, frozen=True):
    """Expected return and volatility a year, as fractions."""

    mean: float
    vol: float


class ReturnShift(msgspec.Struct, frozen=True):
    """Map of daily returns: `shift` + `scale` x return."""

    shift: float = 0.0
    scale: float = 1.0

    def of(self, returns: Floats) -> Floats:
        """The returns of a portfolio under the map; unchanged bit by bit under the identity."""
        if self == ReturnShift():
            return returns
        moved: Floats = self.shift + self.scale * returns
        return moved


def annual_return(returns: Floats) -> AnnualReturn:
    """(1 + mean of the daily returns)^252 - 1, and their standard deviation (ddof 1) x sqrt(252)."""
    return AnnualReturn(
        math.expm1(YEAR * math.log1p(float(returns.mean()))), float(returns.std(ddof=1)) * math.sqrt(YEAR)
    )


def shift_to(returns: Floats, mean: float | None, vol: float | None) -> ReturnShift:
    """Map that gives these returns the `mean` and `vol` a year; None keeps that of the history.

    The inverse of annual_return: the mean of the moved returns is (1 + mean)^(1/252) - 1. Raises ValueError if returns
    that do not vary would have to, and if a moved return would lose everything.
    """
    if mean is None and vol is None:
        return ReturnShift()
    day, spread = float(returns.mean()), float(returns.std(ddof=1))
    scale = 1.0
    if vol is not None:
        if vol > 0 and spread < LEAST_DEVIATION:
            raise ValueError("its returns do not vary, so no volatility can be given to them")
        scale = vol / math.sqrt(YEAR) / spread if spread >= LEAST_DEVIATION else 0.0
    wanted = day if mean is None else math.expm1(math.log1p(mean) / YEAR)
    found = ReturnShift(wanted - scale * day, scale)
    if float(np.min(found.of(returns))) <= -1:
        raise ValueError("this mean and volatility would make a day lose everything")
    return found
