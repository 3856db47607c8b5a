"""Derived series that the readings share, each computed on first use."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from r2k_tui.analytics.risk.breaches import BreachMarks, mark_last, method_names
from r2k_tui.analytics.risk.coverage import BreachTally, count_marks, count_one_more
from r2k_tui.analytics.risk.drawdown import Drawdown, one_more
from r2k_tui.analytics.risk.tail_risk import standardize
from r2k_tui.analytics.risk.volatility import realized
from r2k_tui.analytics.series.alignment import Common
from r2k_tui.analytics.series.arrays import Counts, Days, Floats
from r2k_tui.analytics.series.continuity import Continuity, wide_steps
from r2k_tui.analytics.series.months import Months, months_of
from r2k_tui.analytics.series.returns import log_returns, simple_returns
from r2k_tui.analytics.series.series import DailySeries, ends_well, select, until, with_close
from r2k_tui.analytics.series.smoothing import ewma_variance
from r2k_tui.engine.readings.aligned_context import AlignedContext
from r2k_tui.engine.readings.cache import SHORT_VOLATILITY, CachedPrefix, SettledCache
from r2k_tui.engine.readings.day_index import DayIndex
from r2k_tui.engine.readings.inputs import ReadingInputs, Role


def _settled(facts: DerivedSeries, previous: DerivedSeries | None) -> SettledCache:
    """Cache of settled results: shared with the previous analysis when only the last bar moved, extended from its
    results when one was appended."""
    if previous is not None and previous.own.days is facts.own.days:
        return previous.settled
    count = max(facts.count - 1, 0)
    own, gaps = select(facts.own, slice(0, count)), facts.index.gaps[: max(count - 1, 0)]
    return SettledCache(own, gaps, previous.known if previous is not None else None)


def _own(inputs: ReadingInputs, previous: DerivedSeries | None) -> DailySeries:
    """Bars that have a close; all but the last have been checked where the days are those of the previous analysis."""
    known = previous is not None and len(inputs.own) and previous.own.days is inputs.own.days
    return inputs.own if known and ends_well(inputs.own) else with_close(inputs.own)


class DerivedSeries:
    """Derived series of one analysis; `previous` supplies the results that do not depend on the last bar."""

    def __init__(self, inputs: ReadingInputs, previous: DerivedSeries | None = None) -> None:
        self.inputs = inputs
        self.own = _own(inputs, previous)
        self.count = len(self.own)
        """Number of bars with a close."""
        index = (self.own.days, inputs.sessions, self.finished_bars)
        served = previous is not None and previous.index.serves(*index)
        self.index: DayIndex = previous.index if previous is not None and served else DayIndex(*index)
        self.others: AlignedContext = AlignedContext(self.index) if previous is None else previous.others.on(self.index)
        self.settled = _settled(self, previous)
        self._drawdowns: dict[str, Drawdown | None] = {}

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
        return self._with_last(self.settled.returns, simple_returns)

    @cached_property
    def log_returns(self) -> Floats:
        """Log total returns, one shorter than the days; NaN across a gap."""
        return self._with_last(self.settled.log_returns, log_returns)

    def _with_last(self, settled: Floats, function: Callable[[Floats], Floats]) -> Floats:
        if self.count < 2:
            return settled
        return np.append(settled, np.nan if self.index.gaps[-1] else function(self.own.adj_close[-2:]))

    @cached_property
    def continuity(self) -> Continuity:
        """Continuity checks of the bars."""
        before = max(self.count - 2, 0)
        steps: Counts = np.append(self.settled.wide_steps, wide_steps(self.closes[before:]) + before)
        return Continuity(self.own, self.index.day_faults(self.own.symbol), steps)

    def faults(self, observations: int) -> tuple[str, ...]:
        """Faults of the last bars that so many observations come from, in sentences; empty without any."""
        return self.continuity.faults(max(0, self.count - 1 - observations)) if self.count else ()

    @cached_property
    def ordered_returns(self) -> Floats:
        """All known simple total returns, ascending."""
        ordered = self.settled.ordered
        if self.count < 2 or not np.isfinite(self.returns[-1]):
            return ordered
        last = self.returns[-1:]
        place = int(np.searchsorted(ordered, last[0]))
        return np.concatenate([ordered[:place], last, ordered[place:]])

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

    def drawdown(self, column: str) -> Drawdown | None:
        """Maximum drawdown of a column of prices; None where one is missing or not above zero."""
        if column not in self._drawdowns:
            prices: Floats = getattr(self.own, column)
            self._drawdowns[column] = one_more(self.settled.drawdown(column), prices) if self.count else None
        return self._drawdowns[column]

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
        return self.others.cleaned(role, found) if found is not None else None

    def aligned(self, role: Role, column: str, rows: int) -> Floats:
        """Column of a role on the last own days: last value on or before each, at most 3 own sessions old."""
        series = self.series(role)
        if series is None:
            return np.full(min(rows, self.count), np.nan)
        return self.others.column(role, series, column)[-rows:]

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
        return self.others.rates(bill)
