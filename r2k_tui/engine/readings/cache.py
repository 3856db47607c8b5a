"""What the returns before the last one settle: it stays true however the last price moves."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics.risk.breaches import BreachMarks, all_breaches, next_thresholds
from r2k_tui.analytics.risk.coverage import count_marks
from r2k_tui.analytics.risk.tail_risk import standardize
from r2k_tui.analytics.risk.volatility import realized_history
from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.smoothing import ewma_variance

SHORT_VOLATILITY = 21


class CachedPrefix(msgspec.Struct, frozen=True, eq=False):
    """Variances and breaches of the first returns, None where not computed."""

    variance: Floats | None = None
    marks: BreachMarks | None = None


class SettledCache:
    """Series derived from settled returns, each computed once; what is known of the first ones is built on."""

    def __init__(self, returns: Floats, log_returns: Floats, known: CachedPrefix | None = None) -> None:
        self.returns = returns
        self._log_returns = log_returns
        self._known = known or CachedPrefix()

    @property
    def known(self) -> CachedPrefix:
        """What is computed by now."""
        return CachedPrefix(self.variance, self.marks) if "marks" in self.__dict__ else self._known

    @cached_property
    def variance(self) -> Floats:
        """EWMA variance of each return's day."""
        return ewma_variance(self.returns, self._known.variance)

    @cached_property
    def standardised(self) -> Floats:
        """Each return over the EWMA volatility forecast of the day before."""
        return standardize(self.returns, self.variance)

    @cached_property
    def marks(self) -> BreachMarks:
        """Breaches of every method's VaR, a column for each return."""
        known = self._known.marks
        if known is None:
            return all_breaches(self.returns, self.standardised, len(self.returns))
        fresh = all_breaches(self.returns, self.standardised, len(self.returns) - known.shape[1])
        return np.concatenate([known, fresh], axis=1)

    @cached_property
    def counted(self) -> Counts:
        """The breaches counted, a line for each method."""
        return count_marks(self.marks)

    @cached_property
    def thresholds(self) -> Floats:
        """The next return breaks a method's VaR when it is below its threshold; NaN where the window is not full."""
        return next_thresholds(self.returns, self.standardised, self.variance)

    @cached_property
    def short_volatility(self) -> Floats:
        """Realised volatility of 21 returns, of the last 2519 days."""
        return realized_history(self._log_returns, SHORT_VOLATILITY, PERCENTILE_SESSIONS - 1)
