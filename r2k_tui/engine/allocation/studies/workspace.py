"""Unpacked allocation problem: panel, limits, moments, and the weights of each portfolio by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from r2k_tui.analytics.portfolio.feasibility import HeldWeights
from r2k_tui.analytics.portfolio.limits import WeightLimits, limits_of
from r2k_tui.analytics.portfolio.rebalancing import Rebalanced
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Counts, Days, Floats
from r2k_tui.engine.allocation.protocol import AllocationProblem, PanelData
from r2k_tui.engine.allocation.solver import by_rule
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.estimates import ReturnSample, estimated
from r2k_tui.engine.allocation.studies.methods import WeightRequest, formed
from r2k_tui.model.money.currency import CASH

# Receives steps done, total steps and a label. Raises Cancelled once the client has cancelled the job.
ReportProgress = Callable[[int, int, str], None]
_FIXED = ("equal", "own")
_BASIS_POINT = 1e-4


def _go_on() -> None:
    """Nothing to check: no client can cancel."""


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
        # Walk-forward paths by portfolio, computed once.
        self.walks: dict[str, Rebalanced | None] = {}
        # Called between the solutions of a long step. Raises Cancelled once the client has cancelled the job.
        self.check: Callable[[], None] = _go_on
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

    def moments(self, rows: slice | Counts = slice(None)) -> AnnualMoments:
        """Annual moments of the members, estimated only from the given panel rows, which may repeat.

        Raises CannotSolve unless there are more returns than members, or if the expected-return model lacks inputs.
        """
        returns, market, days = self.panel.columns(self.members)[rows], self.benchmark[rows], self.panel.days[rows]
        known = self.mean_rate(days[np.isfinite(market)])
        return estimated(self.settings, self.limits, ReturnSample(returns, market, self.mean_rate(days), known))

    def costs(self, symbols: Sequence[str], cost_bp: float | None = None) -> Floats:
        """Cost of trading each symbol, a fraction of the traded amount, that of the settings for None; cash is free."""
        cost = self.settings.cost_bp if cost_bp is None else cost_bp
        return np.array([0.0 if symbol == CASH else cost * _BASIS_POINT for symbol in symbols])

    @property
    def frictions(self) -> Frictions:
        """Terms of the settings for the step from the current holdings; without holdings, only `l2`."""
        current, settings = self.problem.current, self.settings
        if not current:
            return Frictions(l2=settings.l2)
        members = np.array([current.get(symbol, 0.0) for symbol in self.members])
        outside = max(sum(current.values()) - float(members.sum()), 0.0)
        cost = settings.cost_bp * _BASIS_POINT if settings.cost_in_objective else 0.0
        free = tuple(place for place, symbol in enumerate(self.members) if symbol == CASH)
        return Frictions(HeldWeights(members, outside), settings.turnover_limit, cost, settings.l2, free)

    def weights(self, name: str, moments: AnnualMoments | None = None) -> dict[str, float]:
        """Weights by symbol of the named portfolio. Raises CannotSolve."""
        if name == "own":
            if not self.problem.own:
                raise CannotSolve("nothing is held: set `holdings` in [portfolio] or `own` in [allocation]")
            return dict(self.problem.own)
        if name in self.mix_names:
            return self._mix(name)
        return self.named(self.solve(name, moments, self.frictions))

    @property
    def mix_names(self) -> tuple[str, ...]:
        """Names of the portfolios of the user."""
        return tuple(mix.name for mix in self.settings.portfolios)

    def is_fixed(self, name: str) -> bool:
        """Whether the weights of a portfolio do not depend on returns."""
        return name in _FIXED or name in self.mix_names

    def _mix(self, name: str) -> dict[str, float]:
        if name not in self.problem.mixes:
            weights = next(mix.weights for mix in self.settings.portfolios if mix.name == name)
            gone = [symbol for symbol, share in weights.items() if share and symbol not in self.panel.symbols]
            raise CannotSolve(f"no prices to use of {', '.join(gone) or 'a symbol of it'}")
        return dict(self.problem.mixes[name])

    def solve(self, name: str, moments: AnnualMoments | None = None, frictions: Frictions | None = None) -> Floats:
        """Weights of the named portfolio, one per member; not for `own` and those of the user. Raises CannotSolve.

        Without `frictions` there are no holdings to start from, as in the past: of the settings, only `l2` applies.
        """
        if name == "equal":
            return by_rule.equal(self.limits)
        moments, terms = moments or self.moments(), frictions or Frictions(l2=self.settings.l2)
        return formed(name, WeightRequest(self.settings, self.limits, self.problem.benchmark, moments, terms))

    def named(self, weights: Floats) -> dict[str, float]:
        """Weights by symbol."""
        return dict(zip(self.members, weights.tolist(), strict=True))
