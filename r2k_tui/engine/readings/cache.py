"""Cache of results that depend only on settled returns, and so stay valid while the last price moves."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics.risk.breaches import BreachMarks, all_breaches, next_thresholds
from r2k_tui.analytics.risk.coverage import count_marks
from r2k_tui.analytics.risk.drawdown import PastDrawdown, past_drawdown
from r2k_tui.analytics.risk.tail_risk import standardize
from r2k_tui.analytics.risk.volatility import realized_history
from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.analytics.series.continuity import wide_steps
from r2k_tui.analytics.series.returns import log_returns, simple_returns
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.analytics.series.smoothing import ewma_variance
from r2k_tui.analytics.trend.momentum import MacdMeans, MovementMeans, macd_means, movement_means
from r2k_tui.analytics.trend.volume import slope_norm_history

SHORT_VOLATILITY = 21


class CachedPrefix(msgspec.Struct, frozen=True, eq=False):
    """Variances and breaches of a prefix of the returns, None where not computed."""

    variance: Floats | None = None
    marks: BreachMarks | None = None


class SettledCache:
    """Series derived from settled bars, each computed once, on top of a cached prefix.

    `own`: all bars but the last one. `gaps`: whether the step to each of them but the first exceeds five sessions.
    """

    def __init__(self, own: DailySeries, gaps: Flags, known: CachedPrefix | None = None) -> None:
        self._own, self._gaps = own, gaps
        self._known = known or CachedPrefix()
        self._slopes: tuple[int, Floats] | None = None
        self._drawdowns: dict[str, PastDrawdown] = {}

    @property
    def known(self) -> CachedPrefix:
        """Results computed so far."""
        return CachedPrefix(self.variance, self.marks) if "marks" in self.__dict__ else self._known

    @cached_property
    def returns(self) -> Floats:
        """Simple total returns; NaN across a gap."""
        return self._joined(simple_returns(self._own.adj_close))

    @cached_property
    def log_returns(self) -> Floats:
        """Log total returns; NaN across a gap."""
        return self._joined(log_returns(self._own.adj_close))

    def _joined(self, returns: Floats) -> Floats:
        return np.where(self._gaps, np.nan, returns) if self._gaps.any() else returns

    @cached_property
    def ordered(self) -> Floats:
        """All known simple total returns, ascending."""
        return np.sort(self.returns[np.isfinite(self.returns)])

    @cached_property
    def wide_steps(self) -> Counts:
        """Bars before which the close may have been split."""
        return wide_steps(self._own.close)

    @cached_property
    def movement(self) -> MovementMeans:
        """Means of the directional movement."""
        return movement_means(self._own.high, self._own.low, self._own.close)

    @cached_property
    def macd(self) -> MacdMeans:
        """Means of the MACD."""
        return macd_means(self._own.close)

    def volume_slopes(self, rows: int) -> Floats:
        """Normalized OBV slope of the last `rows` days."""
        if self._slopes is None or self._slopes[0] != rows:
            self._slopes = rows, slope_norm_history(self._own.close, self._own.volume, rows)
        return self._slopes[1]

    def drawdown(self, column: str) -> PastDrawdown:
        """Drawdown of a column of prices."""
        found = self._drawdowns.get(column)
        if found is None:
            found = self._drawdowns[column] = past_drawdown(getattr(self._own, column))
        return found

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
        return realized_history(self.log_returns, SHORT_VOLATILITY, PERCENTILE_SESSIONS - 1)
