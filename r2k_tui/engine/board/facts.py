"""What the rows of the board share: derived series, each computed when first asked for."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics import alignment
from r2k_tui.analytics.alignment import Common
from r2k_tui.analytics.breaches import Marks, all_breaches, method_names
from r2k_tui.analytics.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.coverage import Tally, tallies
from r2k_tui.analytics.gauge import CREDIT_SESSIONS, RiskInputs
from r2k_tui.analytics.months import Months, months_of
from r2k_tui.analytics.returns import log_returns, simple_returns
from r2k_tui.analytics.score import MomentumInputs
from r2k_tui.analytics.series import DailySeries, Days, Floats, until, with_close
from r2k_tui.analytics.smoothing import ewma_variance
from r2k_tui.analytics.tail_risk import standardise
from r2k_tui.analytics.volume import slope_norm_history
from r2k_tui.analytics.windows import lag
from r2k_tui.engine.board.day_index import DayIndex
from r2k_tui.engine.board.inputs import BoardInputs, Role

SMALL_INDEX = "^RUT"
STRENGTH_SESSIONS = 63


def _padded(values: Floats, rows: int) -> Floats:
    """The last `rows` of a series of changes, with one NaN in front of the first, so that it lines up with its days."""
    return values[-rows:] if rows <= len(values) else np.concatenate([[np.nan], values])


def _positive(values: Floats) -> Floats:
    return np.where(values > 0, values, np.nan)


class Kept(msgspec.Struct, frozen=True, eq=False):
    """What one tick hands to the next: variances and breaches of the first returns, None where not computed."""

    variance: Floats | None = None
    breaches: Marks | None = None


class Facts:
    """Derived series of one board; `previous` hands over what does not depend on the last bar.

    What takes `rows` gives at least what the last `rows` days of a score need.
    """

    def __init__(self, inputs: BoardInputs, previous: Facts | None = None) -> None:
        self.inputs = inputs
        self.own = with_close(inputs.own)
        index = (self.own.days, inputs.sessions, self.finished_bars)
        self._kept = previous.keep(self.own.days is previous.own.days) if previous is not None else Kept()
        if previous is not None and previous.index.serves(*index):
            self.index: DayIndex = previous.index
        else:
            self.index = DayIndex(*index)

    @property
    def days(self) -> Days:
        """The symbol's own days."""
        return self.own.days

    @property
    def closes(self) -> Floats:
        """Closes, px."""
        return self.own.close

    @property
    def count(self) -> int:
        """How many bars with a close there are."""
        return len(self.own)

    @property
    def finished_bars(self) -> int:
        """How many bars belong to finished sessions."""
        return self.count - 1 if self.inputs.provisional and self.count else self.count

    @cached_property
    def as_of(self) -> str:
        """The day of the last bar, "" without one."""
        return str(self.days[-1]) if self.count else ""

    @cached_property
    def returns(self) -> Floats:
        """Simple total returns, one shorter than the days."""
        return simple_returns(self.own.adj_close)

    @cached_property
    def log_returns(self) -> Floats:
        """Log total returns, one shorter than the days."""
        return log_returns(self.own.adj_close)

    @cached_property
    def ordered_returns(self) -> Floats:
        """All known simple total returns, ascending."""
        return np.sort(self.returns[np.isfinite(self.returns)])

    @cached_property
    def variance(self) -> Floats:
        """EWMA variance of a day, one shorter than the days."""
        return ewma_variance(self.returns, self._kept.variance)

    @cached_property
    def standardised(self) -> Floats:
        """Returns over the EWMA volatility forecast of the day before, one shorter than the days."""
        return standardise(self.returns, self.variance) if len(self.returns) else self.returns

    @cached_property
    def breaches(self) -> Marks:
        """Breaches of every method's VaR, one shorter than the days."""
        marks = self._kept.breaches
        known = marks.shape[1] if marks is not None else 0
        fresh = all_breaches(self.returns, self.standardised, len(self.returns) - known)
        return fresh if marks is None else np.concatenate([marks, fresh], axis=1)

    def keep(self, last_moved: bool) -> Kept:
        """What stays true in the next tick: all that was computed, but the last day's when its bar moved."""
        stop = len(self.returns) - 1 if last_moved else len(self.returns)
        return Kept(
            variance=self.variance[:stop] if "variance" in self.__dict__ else self._kept.variance,
            breaches=self.breaches[:, :stop] if "breaches" in self.__dict__ else self._kept.breaches,
        )

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """Breaches counted by method over the full history, `recent` over the last 250 days of `plain`."""
        counted = dict(zip(method_names(), tallies(self.breaches), strict=True))
        return counted | {"recent": tallies(self.breaches[:1, -250:])[0]}

    @cached_property
    def months(self) -> Months:
        """Finished months of the closes."""
        return months_of(self.index.months, self.closes)

    def series(self, role: Role) -> DailySeries | None:
        """The series in a role, None when it is not there."""
        found = self.inputs.context.get(role)
        return with_close(found) if found is not None and len(found) else None

    def aligned(self, role: Role, column: str, rows: int) -> Floats:
        """A role's column on the last own days: the last value on or before each, at most 3 own sessions old."""
        series = self.series(role)
        if series is None:
            return np.full(min(rows, self.count), np.nan)
        return alignment.take(getattr(series, column), self.index.last_known(role, series.days)[-rows:])

    @property
    def large_role(self) -> Role:
        """An index is compared with the large index, everything else with the large fund."""
        return Role.LARGE_INDEX if self.own.symbol.startswith("^") else Role.LARGE_FUND

    def common(self, role: Role) -> Common | None:
        """The days that own and role share; None without that series."""
        series = self.series(role)
        return self.index.common(role, series.days) if series is not None else None

    @property
    def large_closes(self) -> Floats:
        """Closes of the large caps, px; empty without them."""
        series = self.series(self.large_role)
        return series.close if series is not None else np.zeros(0)

    @cached_property
    def volume_series(self) -> DailySeries | None:
        """The bars whose volume counts: of the small-cap index its fund, of every other symbol its own."""
        if self.own.symbol != SMALL_INDEX:
            return self.own
        fund = self.series(Role.SMALL_FUND)
        return until(fund, self.days[-1]) if fund is not None and self.count else None

    def relative(self, rows: int) -> Floats:
        """63-session change of log(close / large caps) over common days, on the last own days."""
        shared = self.common(self.large_role)
        if shared is None:
            return np.full(min(rows, self.count), np.nan)
        start = max(0, len(shared.own) - rows - STRENGTH_SESSIONS - 2 * alignment.MAX_AGE)
        own, other = shared.own[start:], shared.other[start:]
        large = self.large_closes[other]
        ratio = np.log(_positive(self.closes[own])) - np.log(_positive(large))
        return alignment.take(ratio - lag(ratio, STRENGTH_SESSIONS), np.maximum(shared.position[-rows:] - start, -1))

    def volume_slopes(self, rows: int) -> Floats:
        """Normalised OBV slope on the last own days."""
        if self.own.symbol != SMALL_INDEX:
            return slope_norm_history(self.closes, self.own.volume, min(rows, self.count))
        fund = self.series(Role.SMALL_FUND)
        index = self.index.last_known(Role.SMALL_FUND, fund.days)[-rows:] if fund is not None else np.zeros(0)
        used = index[index >= 0]
        if fund is None or not len(used):
            return np.full(min(rows, self.count), np.nan)
        first, stop = int(used[0]), int(used[-1]) + 1
        slopes = slope_norm_history(fund.close[:stop], fund.volume[:stop], stop - first)
        return alignment.take(slopes, np.maximum(index - first, -1))

    def credit(self, rows: int) -> Floats:
        """log(high yield / treasury), total return, on the last own days."""
        pair = (self.aligned(role, "adj_close", rows) for role in (Role.HIGH_YIELD, Role.TREASURY))
        high_yield, treasury = (np.log(_positive(prices)) for prices in pair)
        result: Floats = high_yield - treasury
        return result

    def risk_inputs(self, rows: int) -> RiskInputs:
        """What the last `rows` days of the risk gauge need."""
        reach = min(rows + PERCENTILE_SESSIONS + CREDIT_SESSIONS, self.count)
        return RiskInputs(
            variance=_padded(self.variance, reach),
            closes=self.closes[-reach:],
            returns=_padded(self.returns, reach),
            implied=self.aligned(Role.IMPLIED, "close", reach),
            implied_fallback=self.aligned(Role.IMPLIED_FALLBACK, "close", reach),
            credit=self.credit(reach),
        )

    def momentum_inputs(self, rows: int) -> MomentumInputs:
        """What the last `rows` days of the momentum score need."""
        reach = min(rows + PERCENTILE_SESSIONS + 252, self.count)
        return MomentumInputs(
            closes=self.closes[-reach:],
            high=self.own.high[-reach:],
            low=self.own.low[-reach:],
            relative=self.relative(reach),
            volume_slope=self.volume_slopes(reach),
            months=self.months,
            finished=self.index.months.at_bar[-reach:],
        )

    @cached_property
    def risk_free(self) -> tuple[float, str] | None:
        """Annual rate and where it is from; None without a fixed one and without a bill yield."""
        if self.inputs.risk_free is not None:
            return self.inputs.risk_free, "fixed"
        bill = self.series(Role.BILL)
        if bill is None or not self.count:
            return None
        known = until(bill, self.days[-1])
        return (float(known.close[-1]) / 100, f"^IRX of {known.days[-1]}") if len(known) else None
