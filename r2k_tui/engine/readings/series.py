"""Derived series that the readings share, each computed on first use."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from r2k_tui.analytics.risk.breaches import BreachMarks, mark_last, method_names
from r2k_tui.analytics.risk.coverage import BreachTally, count_marks, count_one_more
from r2k_tui.analytics.risk.tail_risk import standardize
from r2k_tui.analytics.risk.volatility import realized
from r2k_tui.analytics.series import alignment
from r2k_tui.analytics.series.alignment import Common
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.continuity import Continuity
from r2k_tui.analytics.series.months import Months, months_of
from r2k_tui.analytics.series.returns import log_returns, simple_returns
from r2k_tui.analytics.series.series import DailySeries, until, with_close
from r2k_tui.analytics.series.smoothing import ewma_variance
from r2k_tui.engine.readings.cache import SHORT_VOLATILITY, CachedPrefix, SettledCache
from r2k_tui.engine.readings.day_index import DayIndex
from r2k_tui.engine.readings.inputs import ReadingInputs, Role


def _settled(facts: DerivedSeries, previous: DerivedSeries | None) -> SettledCache:
    """Cache of settled results: shared with the previous analysis when only the last bar moved, extended from its
    results when one was appended."""
    count = max(len(facts.returns) - 1, 0)
    returns, log_returns = facts.returns[:count], facts.log_returns[:count]
    if previous is None:
        return SettledCache(returns, log_returns)
    if previous.own.days is facts.own.days:
        return previous.settled
    return SettledCache(returns, log_returns, previous.known)


class DerivedSeries:
    """Derived series of one analysis; `previous` supplies the results that do not depend on the last bar."""

    def __init__(self, inputs: ReadingInputs, previous: DerivedSeries | None = None) -> None:
        self.inputs = inputs
        self.own = with_close(inputs.own)
        self._cleaned: dict[Role, tuple[DailySeries, DailySeries]] = previous._cleaned if previous else {}
        index = (self.own.days, inputs.sessions, self.finished_bars)
        served = previous is not None and previous.index.serves(*index)
        self.index: DayIndex = previous.index if previous is not None and served else DayIndex(*index)
        self.settled = _settled(self, previous)

    @property
    def known(self) -> CachedPrefix:
        """Results that an analysis with one more bar can reuse."""
        return CachedPrefix(self.variance, self.marks) if "marks" in self.__dict__ else self.settled.known

    @property
    def days(self) -> Days:
        """Days of the symbol's own bars."""
        return self.own.days

    @property
    def closes(self) -> Floats:
        """Closes, px."""
        return self.own.close

    @property
    def count(self) -> int:
        """Number of bars with a close."""
        return len(self.own)

    @property
    def finished_bars(self) -> int:
        """Number of bars from finished sessions."""
        return self.count - 1 if self.inputs.provisional and self.count else self.count

    @cached_property
    def as_of(self) -> str:
        """Day of the last bar, "" without one."""
        return str(self.days[-1]) if self.count else ""

    @cached_property
    def returns(self) -> Floats:
        """Simple total returns, one shorter than the days; NaN across a gap."""
        return self._joined(simple_returns(self.own.adj_close))

    @cached_property
    def log_returns(self) -> Floats:
        """Log total returns, one shorter than the days; NaN across a gap."""
        return self._joined(log_returns(self.own.adj_close))

    def _joined(self, returns: Floats) -> Floats:
        gaps = self.index.gaps
        return np.where(gaps, np.nan, returns) if gaps.any() else returns

    @cached_property
    def continuity(self) -> Continuity:
        """Continuity checks of the bars."""
        return Continuity(self.own, self.inputs.sessions, self.index.gaps)

    @cached_property
    def ordered_returns(self) -> Floats:
        """All known simple total returns, ascending."""
        return np.sort(self.returns[np.isfinite(self.returns)])

    @cached_property
    def variance(self) -> Floats:
        """Daily EWMA variance, one shorter than the days."""
        return ewma_variance(self.returns, self.settled.variance)

    @cached_property
    def standardised(self) -> Floats:
        """Returns over the EWMA volatility forecast of the day before, one shorter than the days."""
        if len(self.returns) < 2:
            return standardize(self.returns, self.variance)
        return np.concatenate([self.settled.standardised, standardize(self.returns[-2:], self.variance[-2:])[1:]])

    @cached_property
    def short_volatility(self) -> Floats:
        """Realized volatility of 21 log returns, for the last 2520 days."""
        return np.append(self.settled.short_volatility, realized(self.log_returns, SHORT_VOLATILITY))

    @cached_property
    def last_marks(self) -> BreachMarks:
        """Whether the last return breached each method's VaR; no method without a return."""
        return mark_last(float(self.returns[-1]), self.settled.thresholds)

    @cached_property
    def marks(self) -> BreachMarks:
        """Breaches of every method's VaR, one shorter than the days."""
        if not len(self.returns):
            return self.settled.marks
        return np.concatenate([self.settled.marks, self.last_marks[:, None]], axis=1)

    @cached_property
    def tallies(self) -> dict[str, BreachTally]:
        """Breach counts by method over the full history; `recent` covers the last 250 days of `plain`."""
        before = self.settled.marks
        counted = self.settled.counted
        if len(self.returns):
            newest = before[:, -1] if before.shape[1] else np.full(len(before), -1, dtype=np.int8)
            counted = count_one_more(counted, newest, self.last_marks)
        recent = count_marks(self.marks[:1, -250:])
        lines = zip((*method_names(), "recent"), (*counted.tolist(), *recent.tolist()), strict=True)
        return {name: BreachTally(*line) for name, line in lines}

    @cached_property
    def months(self) -> Months:
        """Finished months of the closes."""
        return months_of(self.index.months, self.closes)

    @property
    def is_index(self) -> bool:
        """Whether the symbol is the index of `[market]`, whose volume is the whole market's."""
        return self.own.symbol == self.inputs.market.index

    def symbol(self, role: Role) -> str:
        """Symbol in a role."""
        return self.inputs.symbol(role)

    def series(self, role: Role) -> DailySeries | None:
        """Series in a role, None when it is unavailable."""
        found = self.inputs.context.get(role)
        if found is None:
            return None
        kept = self._cleaned.get(role)
        if kept is None or kept[0] is not found:
            kept = self._cleaned[role] = (found, with_close(found))
        return kept[1] if len(kept[1]) else None

    def aligned(self, role: Role, column: str, rows: int) -> Floats:
        """Column of a role on the last own days: last value on or before each, at most 3 own sessions old."""
        series = self.series(role)
        if series is None:
            return np.full(min(rows, self.count), np.nan)
        return alignment.take(getattr(series, column), self.index.last_known(role, series.days)[-rows:])

    @property
    def large_role(self) -> Role:
        """Role of the large caps: the large index for an index, the large fund for everything else."""
        return Role.LARGE_INDEX if self.own.symbol.startswith("^") else Role.LARGE_FUND

    def common(self, role: Role) -> Common | None:
        """Days common to the symbol and the role; None without that series."""
        series = self.series(role)
        return self.index.common(role, series.days) if series is not None else None

    @property
    def large_closes(self) -> Floats:
        """Closes of the large caps, px; empty without them."""
        series = self.series(self.large_role)
        return series.close if series is not None else np.zeros(0)

    @cached_property
    def volume_series(self) -> DailySeries | None:
        """Bars that supply the volume: the fund's for the small-cap index, else the symbol's own."""
        if not self.is_index:
            return self.own
        fund = self.series(Role.SMALL_FUND)
        return until(fund, self.days[-1]) if fund is not None and self.count else None

    @cached_property
    def risk_free(self) -> Floats | None:
        """Annual rate at each return's day, one shorter than the days; None without a fixed rate and a bill yield.

        For the bill: the last yield of an earlier day, NaN before the first.
        """
        count = len(self.returns)
        if self.inputs.risk_free is not None:
            return np.full(count, self.inputs.risk_free)
        bill = self.series(Role.BILL)
        if bill is None:
            return None
        place = np.searchsorted(bill.days, self.days[1:], side="left") - 1
        return alignment.take(bill.close, place) / 100
