"""Weights of the portfolios that a factor study names."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.analytics.portfolio.limits import limits_of
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.allocation.solver.by_rule import equal
from r2k_tui.model.money.currency import CASH


def fixed_weights(settings: Allocation, name: str) -> dict[str, float]:
    """Weights of a portfolio of the user, else of the policy mix; none without sleeves."""
    mix = next((mix.weights for mix in settings.portfolios if mix.name == name), None)
    if mix is not None:
        return rescaled(mix)
    if not settings.sleeves:
        return {}
    limits = limits_of(settings, settings.members)
    return dict(zip(limits.symbols, equal(limits).tolist(), strict=True))


def own_weights(
    settings: Allocation, shares: Mapping[str, float], last: Mapping[str, float], cash: float = 0.0
) -> dict[str, float]:
    """Weights of the user's own portfolio: those of the settings, else the holdings at their last prices in dollars.

    `cash`, in dollars, counts as held where it is a member, as in the allocation. Without either, and where the values
    sum to nothing above zero, there are none.
    """
    if settings.own:
        return rescaled(settings.own)
    values = {symbol: count * last[symbol] for symbol, count in shares.items() if symbol in last}
    return rescaled({**values, CASH: cash} if CASH in settings.members and cash > 0 else values)


def rescaled(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights that sum to 1; none where they sum to nothing above zero."""
    total = sum(weights.values())
    return {symbol: weight / total for symbol, weight in weights.items() if weight} if total > 0 else {}
