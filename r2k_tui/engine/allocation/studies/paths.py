"""Paths that portfolios are judged by: the walk-forward of an optimum, the whole history of fixed weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Days, Flags, Floats
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, held, walked
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio


class JudgedPath(NamedTuple):
    """Daily returns of a portfolio on its own days, and whether they are those of its walk-forward."""

    days: Days
    returns: Floats
    is_walk_forward: bool

    def on(self, both: Floats) -> tuple[Days, Floats, Floats]:
        """Days that another series of these days has as well, with the returns of the two."""
        rows = np.isfinite(both)
        return self.days[rows], self.returns[rows], both[rows]


def judged_path(workspace: Workspace, name: str, found: OptimalPortfolio) -> JudgedPath | None:
    """Path of a portfolio; None for an optimum without a walk-forward, which has no path but the one it was fitted to.

    Fixed weights are held constant and cost nothing, as in their own figures; a walk-forward is after costs.
    """
    if found.walk_forward is not None:
        path = walked(workspace, name)
        return JudgedPath(workspace.panel.days[LEAST:], path.returns, True) if path is not None else None
    if found.in_sample is not None:
        return None
    own = workspace.mix(found.weights)
    rows = np.isfinite(own)
    return JudgedPath(workspace.panel.days[rows], own[rows], False)


def rival_returns(workspace: Workspace, path: JudgedPath, weights: dict[str, float]) -> Floats:
    """Returns of other weights on the days of a path, NaN where they have none.

    Beside a walk-forward they are rebalanced as it is, after costs; beside fixed weights they are held constant.
    """
    panel = workspace.panel
    if not path.is_walk_forward:
        return workspace.mix(weights)[np.searchsorted(panel.days, path.days)]
    after = panel.rows(LEAST, len(panel.days))
    rows: Flags = np.isfinite(after.columns(list(weights)).sum(axis=1))
    found = np.full(len(rows), np.nan)
    if rows.any():
        known = Panel(after.symbols, after.start, after.days[rows], after.returns[rows])
        found[rows] = held(workspace, weights, known).returns
    return found
