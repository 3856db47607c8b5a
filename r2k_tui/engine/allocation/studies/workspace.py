"""Unpacked allocation problem: panel, limits, moments, and the weights of each portfolio by name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from r2k_tui.analytics.portfolio import expected_returns
from r2k_tui.analytics.portfolio.expected_returns import BlackLittermanView
from r2k_tui.analytics.portfolio.limits import WeightLimits, limits_of
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.allocation.protocol import AllocationProblem, PanelData
from r2k_tui.engine.allocation.solver import optimiser
from r2k_tui.engine.allocation.solver.optimiser import AnnualMoments, CannotSolve
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.text import plural

# Receives steps done, total steps and a label. Raises Cancelled once the client has cancelled the job.
ReportProgress = Callable[[int, int, str], None]
FIXED = ("equal", "own")


def pack_panel(panel: Panel) -> PanelData:
    """Panel in wire format."""
    days = panel.days.astype("datetime64[D]").astype(np.int64)
    return PanelData(panel.symbols, panel.start, days.tobytes(), np.ascontiguousarray(panel.returns).tobytes())


def unpack_panel(data: PanelData) -> Panel:
    """Panel from its wire format; inverse of pack_panel."""
    days = np.frombuffer(data.days, dtype=np.int64).astype("datetime64[D]")
    returns = np.frombuffer(data.returns, dtype=np.float64).reshape(len(days), len(data.symbols))
    return Panel(data.symbols, data.start, days, returns)


class Workspace:
    """Allocation problem, unpacked once; `panel`, if given, replaces the problem's own."""

    def __init__(self, problem: AllocationProblem, panel: Panel | None = None) -> None:
        self.problem, self.settings = problem, problem.settings
        self.panel = panel or unpack_panel(problem.panel)
        self.members = problem.members
        self.limits: WeightLimits = limits_of(problem.settings, problem.members)
        self.benchmark = self.mix(problem.benchmark)
        self._rates = np.frombuffer(problem.rates, dtype=np.float64)
        self._rate_days = np.frombuffer(problem.panel.days, dtype=np.int64).astype("datetime64[D]")

    def mix(self, shares: dict[str, float]) -> Floats:
        """Daily returns at constant weights, one per panel day; NaN on days when any symbol has no return."""
        columns = self.panel.columns(list(shares))
        result: Floats = columns @ np.array(list(shares.values()))
        return result

    def rates(self, days: Days) -> float | Floats:
        """Annual risk-free rate on each of `days` (panel days of the problem); a scalar if constant."""
        if not len(self._rates):
            return self.problem.risk_free
        result: Floats = self._rates[np.searchsorted(self._rate_days, days)]
        return result

    def mean_rate(self, days: Days) -> float:
        """Mean annual risk-free rate over `days`; the problem's own mean if `days` is empty."""
        return float(np.mean(self.rates(days))) if len(days) else self.problem.risk_free

    def moments(self, rows: slice = slice(None)) -> AnnualMoments:
        """Annual moments of the members, estimated only from the given panel rows.

        Raises CannotSolve unless there are more returns than members, or if the expected-return model lacks inputs.
        """
        returns = self.panel.columns(self.members)[rows]
        count, width = returns.shape
        if count <= width:
            raise CannotSolve(
                f"{plural(count, 'return')} of {plural(width, 'member')}: there must be more returns than members"
            )
        covariance = (
            expected_returns.ledoit_wolf(returns)
            if self.settings.covariance == "ledoit_wolf"
            else expected_returns.sample_covariance(returns)
        )
        rate = self.mean_rate(self.panel.days[rows])
        cash = self.members.index(CASH) if CASH in self.members else None
        return AnnualMoments(self._expected(returns, covariance, rows), covariance, returns, rate, cash)

    def _expected(self, returns: Floats, covariance: Floats, rows: slice) -> Floats:
        match self.settings.expected_return:
            case "mean":
                return expected_returns.mean_return(returns)
            case "shrunk":
                return expected_returns.shrunk(returns, covariance)
            case "capm":
                return self._capm(returns, rows)
            case "black_litterman":
                return expected_returns.black_litterman(self._capm(returns, rows), covariance, self._views())

    def _capm(self, returns: Floats, rows: slice) -> Floats:
        market = self.benchmark[rows]
        known = np.isfinite(market)
        if not known.any():
            raise CannotSolve("the benchmark has no returns in this window, so there is no CAPM")
        return expected_returns.capm(returns[known], market[known], self.mean_rate(self.panel.days[rows][known]))

    def _views(self) -> list[BlackLittermanView]:
        """Black-Litterman views whose symbols are all members. Raises CannotSolve if none is left."""
        views = []
        for view in self.settings.views:
            if view.symbol in self.members and (view.over is None or view.over in self.members):
                picks = np.zeros(len(self.members))
                picks[self.members.index(view.symbol)] = 1.0
                if view.over is not None:
                    picks[self.members.index(view.over)] = -1.0
                views.append(BlackLittermanView(picks, view.ret, view.confidence))
        if not views:
            raise CannotSolve("no view is left: their symbols have no history")
        return views

    def weights(self, name: str, moments: AnnualMoments | None = None) -> dict[str, float]:
        """Weights by symbol of the named portfolio. Raises CannotSolve."""
        if name == "own":
            if not self.problem.own:
                raise CannotSolve("nothing is held: [portfolio] holdings, or `own` in [allocation], would say what")
            return dict(self.problem.own)
        return self.named(self.solve(name, moments))

    def solve(self, name: str, moments: AnnualMoments | None = None) -> Floats:
        """Weights of the named portfolio, one per member, for any portfolio but `own`. Raises CannotSolve."""
        if name == "equal":
            return optimiser.equal(self.limits)
        moments = moments or self.moments()
        match name:
            case "min_vol":
                return optimiser.min_vol(moments, self.limits)
            case "max_sharpe":
                return optimiser.max_sharpe(moments, self.limits, moments.risk_free)
            case "min_cvar95":
                return optimiser.min_cvar(moments, self.limits)
            case "hrp":
                return optimiser.hrp(moments, self.limits)
            case "risk_parity":
                return optimiser.risk_parity(moments, self.limits)
        raise CannotSolve(f"no portfolio {name}")

    def named(self, weights: Floats) -> dict[str, float]:
        """Weights by symbol."""
        return dict(zip(self.members, weights.tolist(), strict=True))
