"""Cache of results that depend only on settled returns, and so stay valid while the last price moves."""

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
    """Variances and breaches of a prefix of the returns, None where not computed."""

    variance: Floats | None = None
    marks: BreachMarks | None = None


class SettledCache:
    """Series derived from settled returns, each computed once, on top of a cached prefix."""

    def __init__(self, returns: Floats, log_returns: Floats, known: CachedPrefix | None = None) -> None:
        self.returns = returns
        self._log_returns = log_returns
        self._known = known or CachedPrefix()

    @property
    def known(self) -> CachedPrefix:
        """Results computed so far."""
        return CachedPrefix(self.variance, self.marks) if "marks" in self.__dict__ else self._known

    @cached_property
    def variance(self) -> Floats:
        """EWMA variance at each return's day."""
        return ewma_variance(self.returns, self._known.variance)

    @cached_property
    def standardised(self) -> Floats:
        """Each return over the EWMA volatility forecast of the day before."""
        return standardize(self.returns, self.variance)

    @cached_property
    def marks(self) -> BreachMarks:
        """Breaches of every method's VaR, one column per return."""
        known = self._known.marks
        if known is None:
            return all_breaches(self.returns, self.standardised, len(self.returns))
        fresh = all_breaches(self.returns, self.standardised, len(self.returns) - known.shape[1])
        return np.concatenate([known, fresh], axis=1)

    @cached_property
    def counted(self) -> Counts:
        """Breach counts, one row per method."""
        return count_marks(self.marks)

    @cached_property
    def thresholds(self) -> Floats:
        """Threshold per method below which the next return breaches its VaR; NaN where the window is not full."""
        return next_thresholds(self.returns, self.standardised, self.variance)

    @cached_property
    def short_volatility(self) -> Floats:
        """Realized volatility of 21 returns, for the last 2519 days."""
        return realized_history(self._log_returns, SHORT_VOLATILITY, PERCENTILE_SESSIONS - 1)
