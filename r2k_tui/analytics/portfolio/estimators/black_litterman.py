"""Black-Litterman: returns implied by a market portfolio, and their posterior after the user's views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.risk.ratios import LEAST_DEVIATION, YEAR
from r2k_tui.analytics.series.arrays import Floats

# Uncertainty of the prior in units of the covariance, as He and Litterman choose it.
TAU = 0.05


class BlackLittermanView(NamedTuple):
    """View: `picks` (k) times the annual returns is `ret`, with `confidence` in (0, 1)."""

    picks: Floats
    ret: float
    confidence: float


class Posterior(NamedTuple):
    """Annual returns after the views, and the covariance of returns around them."""

    mu: Floats
    covariance: Floats


def risk_aversion(market: Floats, risk_free: float) -> float:
    """Aversion to risk at which the daily returns of a market are the best mix: its annual excess mean over its
    variance. Not a number for a market without risk.
    """
    deviation = float(market.std(ddof=1)) if len(market) > 1 else 0.0
    if deviation < LEAST_DEVIATION:
        return float("nan")
    return (YEAR * float(market.mean()) - risk_free) / (YEAR * deviation**2)


def equilibrium(covariance: Floats, market: Floats, aversion: float) -> Floats:
    """Excess returns that make the weights `market` the best mix: aversion x S w."""
    result: Floats = aversion * covariance @ market
    return result


def posterior(prior: Floats, covariance: Floats, views: Sequence[BlackLittermanView], tau: float = TAU) -> Posterior:
    """Prior and views combined: m + T P' (P T P' + O)^-1 (q - P m), with T = tau x covariance.

    O is diagonal, p' T p x (1 - confidence) / confidence: one view alone moves the unconstrained weights by
    `confidence` x the move at certainty. The covariance is that of returns with an uncertain mean:
    S + T - T P' (P T P' + O)^-1 P T. Sources: Black and Litterman, Financial Analysts Journal 48 (1992); He and
    Litterman, The Intuition Behind Black-Litterman Model Portfolios (1999); Idzorek, A Step-by-Step Guide to the
    Black-Litterman Model (2005).
    """
    picks = np.vstack([view.picks for view in views])
    spread = tau * covariance
    own = picks @ spread @ picks.T
    doubt = np.array([(1 - view.confidence) / view.confidence for view in views])
    gap = np.array([view.ret for view in views]) - picks @ prior
    # Views that repeat one another leave no unique inverse; the least-squares one serves them alike.
    pull = spread @ picks.T @ np.linalg.pinv(own + np.diag(np.diag(own) * doubt), hermitian=True)
    return Posterior(prior + pull @ gap, covariance + spread - pull @ picks @ spread)
