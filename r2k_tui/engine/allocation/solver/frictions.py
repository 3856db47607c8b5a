"""What it takes to get from the holdings to new weights: turnover, costs, and the price of concentration."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.feasibility import HeldWeights, turnover_fault
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.allocation.solver.reasons import CannotSolve


class Frictions(msgspec.Struct, frozen=True, eq=False):
    """Terms of a program besides risk and return.

    `held`: current weights; without them there is neither a turnover limit nor a cost. `turnover`: most one-way
    turnover, half the sum of absolute changes, that of cash included. `cost`: annual return lost per traded share of
    the whole, purchases and sales: the cost of a trade, spread over a holding period of one year. `l2`: coefficient of
    the sum of squared weights.
    """

    held: HeldWeights | None = None
    turnover: float | None = None
    cost: float = 0.0
    l2: float = 0.0

    @property
    def is_free(self) -> bool:
        """Whether trades neither cost nor are limited: a program is then a small one of the weights alone."""
        return self.most_traded is None and self.cost == 0

    @property
    def most_traded(self) -> float | None:
        """Most that the members' weights may change, as a sum of absolute changes; None without a limit."""
        if self.held is None or self.turnover is None:
            return None
        return 2 * self.turnover - self.held.outside

    def check(self, limits: WeightLimits) -> None:
        """Raise CannotSolve if the turnover limit allows no weights within the limits; the text names what forces."""
        if self.held is not None and self.turnover is not None:
            fault = turnover_fault(limits, self.held, self.turnover)
            if fault is not None:
                raise CannotSolve(fault)

    def without_l2(self) -> Frictions:
        """The same without the term of squared weights."""
        return msgspec.structs.replace(self, l2=0.0)

    def traded(self, weights: Floats) -> float:
        """Sum of absolute changes of the members' weights; 0 without holdings."""
        return 0.0 if self.held is None else float(np.abs(weights - self.held.members).sum())


FREE = Frictions()
