"""Hedges of a portfolio by short positions in index funds. Without a solver: the engine computes them too."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio import hedging
from r2k_tui.analytics.portfolio.measures import cvar
from r2k_tui.analytics.risk.sizing import wanted_fraction
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.hedging import Hedge


def hedges(workspace: Workspace, held: OptimalPortfolio | None) -> tuple[Hedge, ...]:
    """Hedges to the target volatility and CVaR, and of the whole beta, by a short position in each index fund, over the
    days common to both."""
    if held is None:
        return ()
    daily = workspace.mix(held.weights)
    found: list[Hedge] = []
    for index in workspace.problem.hedges:
        other = workspace.panel.column(index)
        rows = np.isfinite(daily) & np.isfinite(other)
        if rows.sum() < 2:
            continue
        own, rival = daily[rows], other[rows]
        wanted_vol, wanted_cvar = workspace.problem.wanted
        vol, loss = hedging.annual_volatility(own), cvar(own)
        short_vol = hedging.short_for_volatility(own, rival, wanted_vol)
        found.append(Hedge("volatility", vol, wanted_vol, wanted_fraction(wanted_vol, vol), index, short_vol))
        short_cvar = hedging.short_for_cvar(own, rival, wanted_cvar)
        found.append(Hedge("CVaR 95", loss, wanted_cvar, wanted_fraction(wanted_cvar, loss), index, short_cvar))
        if (slope := hedging.beta(own, rival)) is not None:
            found.append(Hedge("beta", slope, 0.0, None, index, slope))
    return tuple(found)
