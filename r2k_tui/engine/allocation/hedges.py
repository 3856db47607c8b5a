"""What position size, or what short position in an index, brings a portfolio to a wanted risk."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio import hedging
from r2k_tui.analytics.portfolio.measures import cvar
from r2k_tui.analytics.risk.sizing import wanted_fraction
from r2k_tui.engine.allocation.workspace import Workspace
from r2k_tui.model.allocation import Hedge, OptimalPortfolio


def hedges(bench: Workspace, held: OptimalPortfolio | None) -> tuple[Hedge, ...]:
    """For volatility and for CVaR, with each index that could be sold; over the days that both have."""
    if held is None:
        return ()
    daily = bench.mix(held.weights)
    found: list[Hedge] = []
    for index in bench.question.hedges:
        other = bench.panel.column(index)
        rows = np.isfinite(daily) & np.isfinite(other)
        if rows.sum() < 2:
            continue
        own, rival = daily[rows], other[rows]
        wanted_vol, wanted_cvar = bench.question.wanted
        vol, loss = hedging.annual_volatility(own), cvar(own)
        short_vol = hedging.short_for_volatility(own, rival, wanted_vol)
        found.append(Hedge("volatility", vol, wanted_vol, wanted_fraction(wanted_vol, vol), index, short_vol))
        short_cvar = hedging.short_for_cvar(own, rival, wanted_cvar)
        found.append(Hedge("CVaR 95", loss, wanted_cvar, wanted_fraction(wanted_cvar, loss), index, short_cvar))
    return tuple(found)
