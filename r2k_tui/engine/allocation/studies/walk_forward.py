"""Walk-forward test: out-of-sample figures of re-estimated portfolios, and their in-sample counterparts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from r2k_tui.analytics.portfolio.measures import path_measures
from r2k_tui.analytics.portfolio.paired_paths import BLOCK, DRAWS, Difference, compared
from r2k_tui.analytics.portfolio.rebalancing import Rebalanced, rebalanced, turns
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.risk.ratios import YEAR, sharpe
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.bootstrap import SEED
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.measures import known
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio, SampleFigures, SampleGap
from r2k_tui.model.allocation.tilt import TiltDifference, TiltTest

# Minimum number of returns in an estimation window.
LEAST = 756
# A standard deviation needs at least two out-of-sample returns.
_LEAST_WALKED = LEAST + 2
# Slow to solve, so re-estimated once a year; every other portfolio on each day of rebalancing.
YEARLY = ("min_cvar95", "min_cdar")


def schedule(workspace: Workspace, name: str) -> str:
    """How the walk-forward of a portfolio is made, for the user."""
    cost = f"{workspace.settings.cost_bp:g} bp"
    often = "year" if name in YEARLY else "month"
    return f"formed each {often} from the data before it ({LEAST} days at least), rebalanced monthly, {cost}"


def in_sample(workspace: Workspace, found: OptimalPortfolio) -> SampleFigures:
    """In-sample figures of a portfolio: those over its own estimation window."""
    panel = workspace.panel
    return SampleFigures(
        first=str(panel.days[0]),
        last=str(panel.days[-1]),
        n_returns=len(panel.days),
        ret=found.ret,
        vol=found.vol,
        sharpe=found.sharpe,
        cvar95=found.cvar95,
        maxdd=found.maxdd,
        how="in sample: the weights were chosen on these very returns",
        turnover=turnover_a_year(held(workspace, found.weights, panel)),
    )


def walk_forward(workspace: Workspace, name: str) -> SampleFigures | None:
    """Out-of-sample figures after costs; the annual return is 252 x the daily mean.

    The portfolio is re-estimated from all earlier returns by `schedule` and rebalanced monthly. None if there are too
    few returns or the first estimate fails.
    """
    path = walked(workspace, name)
    if path is None:
        return None
    returns, after = path.returns, _after(workspace)
    rates = workspace.rates(after.days)
    measures = path_measures(returns, after.days, after.start, rates)
    return SampleFigures(
        first=str(after.days[0]),
        last=str(after.days[-1]),
        n_returns=len(returns),
        ret=known(YEAR * float(returns.mean())),
        vol=known(float(returns.std(ddof=1)) * YEAR**0.5),
        sharpe=known(sharpe(returns, rates)),
        cvar95=known(measures.cvar95),
        maxdd=known(measures.maxdd),
        how=schedule(workspace, name),
        turnover=turnover_a_year(path),
    )


def sample_gap(inside: SampleFigures, outside: SampleFigures) -> SampleGap:
    """In-sample figures minus walk-forward figures."""
    pairs = ((getattr(inside, name), getattr(outside, name)) for name in SampleGap.__struct_fields__)
    return SampleGap(*(None if one is None or other is None else one - other for one, other in pairs))


def turnover_a_year(path: Rebalanced) -> float:
    """One-way turnover per year: half of purchases plus sales, without the first purchase."""
    return float(path.traded[1:].sum()) / 2 / (len(path.traded) / YEAR)


def why_absent(workspace: Workspace) -> str:
    """User-facing reason why no portfolio has walk-forward figures."""
    days = len(workspace.panel.days)
    if days < _LEAST_WALKED:
        return f"{days} returns are too few: weights are formed on {LEAST} at least, and 2 must follow"
    return f"no weights within the limits on the first {LEAST} returns"


def held(workspace: Workspace, weights: dict[str, float], panel: Panel) -> Rebalanced:
    """Path of fixed weights after costs, rebalanced monthly as a walk-forward is; the panel has every return."""
    trade = turns(panel.days, panel.start, "M")
    target = np.array(list(weights.values()))
    return rebalanced(panel.columns(list(weights)), {0: target}, trade, workspace.costs(list(weights)))


def walked(workspace: Workspace, name: str) -> Rebalanced | None:
    """Walk-forward path after costs; None if there are too few returns or the first estimate fails."""
    if name not in workspace.walks:
        workspace.walks[name] = _walk(workspace, name)
    return workspace.walks[name]


def _walk(workspace: Workspace, name: str) -> Rebalanced | None:
    if len(workspace.panel.days) < _LEAST_WALKED:
        return None
    after = _after(workspace)
    targets = dict[int, Floats]()
    for row in _estimates(after, name):
        workspace.check()
        try:
            targets[row] = workspace.solve(name, workspace.moments(slice(0, LEAST + row)))
        except CannotSolve:
            if row == 0:
                return None
    trade = turns(after.days, after.start, "M")
    return rebalanced(after.columns(workspace.members), targets, trade, workspace.costs(workspace.members))


def _after(workspace: Workspace) -> Panel:
    """Out-of-sample part of the panel."""
    return workspace.panel.rows(LEAST, len(workspace.panel.days))


def _estimates(after: Panel, name: str) -> list[int]:
    """Row 0 and the first row of each later month, or calendar year."""
    if name not in YEARLY:
        return np.flatnonzero(turns(after.days, after.start, "M")).tolist()
    years = after.days.astype("datetime64[Y]")
    return np.flatnonzero(np.concatenate([[True], years[1:] != years[:-1]])).tolist()


# Portfolios in the tilt test: policy mix, minimum volatility, maximum Sharpe ratio.
WALKED = ("equal", "min_vol", "max_sharpe")


def configured_floor(workspace: Workspace) -> float:
    """Configured small-cap floor, a fraction of the portfolio; 0 without a small-cap member."""
    small = workspace.problem.small
    return float(workspace.limits.lower[workspace.members.index(small)]) if small in workspace.members else 0.0


def tilt_tests(workspace: Workspace, report: Callable[[int], None] = lambda _: None) -> tuple[TiltTest, ...]:
    """Walk-forward comparison of portfolios with and without the small-cap floor; empty without a floor or results.

    `report` receives the number of portfolios done, before each of them.
    """
    floor = configured_floor(workspace)
    if floor <= 0:
        return ()
    free = Workspace(workspace.problem, workspace.panel)
    free.check = workspace.check
    free.limits = workspace.limits.with_floor(workspace.problem.small, 0.0)
    tests = list[TiltTest]()
    for done, name in enumerate(WALKED):
        report(done)
        if (found := _test(workspace, free, name, floor)) is not None:
            tests.append(found)
    return tuple(tests)


def _test(workspace: Workspace, free: Workspace, name: str, floor: float) -> TiltTest | None:
    with_it, without = walked(workspace, name), walked(free, name)
    if with_it is None or without is None:
        return None
    days = workspace.panel.days[LEAST:]
    found = compared(with_it.returns, without.returns, workspace.rates(days), SEED)
    return TiltTest(
        portfolio=name,
        small=workspace.problem.small,
        floor=floor,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        differences=tuple(_row(measure, one) for measure, one in found.items()),
        draws=DRAWS,
        block=BLOCK,
        seed=SEED,
        how=schedule(workspace, name),
    )


def _row(measure: str, found: Difference) -> TiltDifference:
    """Row of a tilt test. CVaR levels are positive losses; in every difference, higher is better."""
    sign = -1.0 if measure == "cvar95" else 1.0
    between = (known(float(np.round(value, 12)) + 0.0) for value in (found.difference, found.low, found.high))
    return TiltDifference(measure, known(sign * found.first), known(sign * found.second), *between)
