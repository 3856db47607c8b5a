"""What an optimum was out of sample: formed anew each year from the data before it, beside its in-sample figures."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.measures import path_measures
from r2k_tui.analytics.portfolio.paired_paths import BLOCK, DRAWS, Difference, compared
from r2k_tui.analytics.portfolio.rebalancing import rebalanced, turns
from r2k_tui.analytics.risk.ratios import YEAR, sharpe
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.stats.bootstrap import SEED
from r2k_tui.engine.allocation.measures import known
from r2k_tui.engine.allocation.optimiser import CannotSolve
from r2k_tui.engine.allocation.workspace import Workspace
from r2k_tui.model.allocation import OptimalPortfolio, SampleFigures, TiltDifference, TiltTest

# Fewer days than these form no weights.
LEAST = 756
# Of a single day out of sample there is no standard deviation.
_LEAST_WALKED = LEAST + 2
_BASIS_POINT = 1e-4


def in_sample(workspace: Workspace, found: OptimalPortfolio) -> SampleFigures:
    """The figures of a portfolio over the days that its weights were chosen on."""
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
    )


def walk_forward(workspace: Workspace, name: str) -> SampleFigures | None:
    """The same portfolio formed on the first session of each year from all days before it, brought back every month,
    after costs; None where there are too few days, or no weights at the first turn. The return is 252 x the mean.
    """
    returns = walked(workspace, name)
    if returns is None:
        return None
    after = workspace.panel.rows(LEAST, len(workspace.panel.days))
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
        how=f"formed each year from the data before it ({LEAST} days at least), {workspace.settings.cost_bp:g} bp",
    )


def why_absent(workspace: Workspace) -> str:
    """Why no portfolio was walked forward."""
    days = len(workspace.panel.days)
    if days < _LEAST_WALKED:
        return f"{days} returns are too few: weights are formed on {LEAST} at least, and 2 must follow"
    return f"no weights within the limits on the first {LEAST} returns"


def walked(workspace: Workspace, name: str) -> Floats | None:
    """The daily returns of that portfolio after costs, from the first day on that has enough days before it."""
    panel, cost = workspace.panel, workspace.settings.cost_bp * _BASIS_POINT
    if len(panel.days) < _LEAST_WALKED:
        return None
    after = panel.rows(LEAST, len(panel.days))
    targets = dict[int, Floats]()
    for row in _years(after.days):
        try:
            targets[row] = workspace.solve(name, workspace.moments(slice(0, LEAST + row)))
        except CannotSolve:
            if row == 0:
                return None
    trade = turns(after.days, after.start, "M")
    return rebalanced(after.columns(workspace.members), targets, trade, cost).returns


def _years(days: Days) -> list[int]:
    """The rows that begin a calendar year, and the first."""
    years = days.astype("datetime64[Y]")
    rows = np.flatnonzero(np.concatenate([[True], years[1:] != years[:-1]]))
    return [int(row) for row in rows]


# What a model might hold: the mix of the policy, the least risk, the best ratio.
WALKED = ("equal", "min_vol", "max_sharpe")


def configured_floor(workspace: Workspace) -> float:
    """The floor of the small caps that the settings ask for, a share of the whole."""
    small = workspace.problem.small
    return float(workspace.limits.lower[workspace.members.index(small)]) if small in workspace.members else 0.0


def tilt_tests(workspace: Workspace) -> tuple[TiltTest, ...]:
    """Each portfolio with the configured floor beside the same without it; none without a floor or too few days."""
    floor = configured_floor(workspace)
    if floor <= 0:
        return ()
    free = Workspace(workspace.problem, workspace.panel)
    free.limits = workspace.limits.with_floor(workspace.problem.small, 0.0)
    return tuple(found for name in WALKED if (found := _test(workspace, free, name, floor)) is not None)


def _test(workspace: Workspace, free: Workspace, name: str, floor: float) -> TiltTest | None:
    with_it, without = walked(workspace, name), walked(free, name)
    if with_it is None or without is None:
        return None
    days = workspace.panel.days[LEAST:]
    found = compared(with_it, without, workspace.rates(days), SEED)
    return TiltTest(
        portfolio=name,
        small=workspace.problem.small,
        floor=floor,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(with_it),
        differences=tuple(_row(measure, one) for measure, one in found.items()),
        draws=DRAWS,
        block=BLOCK,
        seed=SEED,
        how=f"formed each year from the data before it ({LEAST} days at least), {workspace.settings.cost_bp:g} bp",
    )


def _row(measure: str, found: Difference) -> TiltDifference:
    """Losses of CVaR are told as positive numbers; the difference stays one of which more is better."""
    sign = -1.0 if measure == "cvar95" else 1.0
    between = (known(float(np.round(value, 12)) + 0.0) for value in (found.difference, found.low, found.high))
    return TiltDifference(measure, known(sign * found.first), known(sign * found.second), *between)
