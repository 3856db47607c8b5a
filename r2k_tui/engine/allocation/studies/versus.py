"""Each portfolio against the benchmark: tracking error, information ratio, active share, captures."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.active_returns import ActiveReturns, active_returns, active_share
from r2k_tui.analytics.series.arrays import Days
from r2k_tui.engine.allocation.studies.measures import known
from r2k_tui.engine.allocation.studies.paths import JudgedPath, rival_returns
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.versus import ActiveFigures, VersusBenchmark

_LEAST = 2


def versus_benchmark(workspace: Workspace, found: OptimalPortfolio, path: JudgedPath | None) -> VersusBenchmark | None:
    """Figures of the weights held constant, beside those of the walk-forward; None with fewer than two common days."""
    own, rival, mix = workspace.mix(found.weights), workspace.benchmark, workspace.problem.benchmark
    rows = np.isfinite(own) & np.isfinite(rival)
    if rows.sum() < _LEAST:
        return None
    days = workspace.panel.days[rows]
    figures = active_returns(own[rows], rival[rows], days)
    return VersusBenchmark(
        **msgspec.structs.asdict(_figures(figures, days)),
        active_share=active_share(found.weights, mix),
        walk_forward=_walked(workspace, path) if path is not None and path.is_walk_forward else None,
        words=explained(figures, found.weights, mix),
    )


def _walked(workspace: Workspace, path: JudgedPath) -> ActiveFigures | None:
    days, own, rival = path.on(rival_returns(workspace, path, workspace.problem.benchmark))
    return _figures(active_returns(own, rival, days), days) if len(days) >= _LEAST else None


def _figures(found: ActiveReturns, days: Days) -> ActiveFigures:
    return ActiveFigures(
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(days),
        active_return=known(found.active_return),
        tracking_error=known(found.tracking_error),
        information_ratio=known(found.information_ratio),
        up_capture=known(found.up_capture),
        down_capture=known(found.down_capture),
        up_months=found.up_months,
        down_months=found.down_months,
    )


def explained(found: ActiveReturns, weights: dict[str, float], benchmark: dict[str, float]) -> str:
    """What the figures cannot say, and which fund of the benchmark the portfolio holds as well; "" if nothing."""
    if found.tracking_error == 0:
        return "it moves as the benchmark does: no tracking error, and so no information ratio"
    words = [f"{symbol} is in both" for symbol in benchmark if min(weights.get(symbol, 0.0), benchmark[symbol]) > 0]
    words += ["the benchmark rose in no month"] * (not found.up_months)
    words += ["the benchmark fell in no month"] * (not found.down_months)
    return "; ".join(words)
