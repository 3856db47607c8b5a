"""How likely a test of a rate is to prove what is true, with the events that there are."""

from __future__ import annotations

import math

from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.analytics.studies.verdicts import evaluate_rate, proves

# A test that proves a true claim less often than this has too few events.
ENOUGH = 0.80
_STEP = 100


def power_of_rate(rate: float, n: int, base: float, claimed: float | None = None) -> float:
    """Chance that `n` independent events whose true rate is `rate` get the claim the verdict that it holds.

    Events that overlap carry less than as many independent ones, so that this is an upper bound.
    """
    proven = (hits for hits in range(n + 1) if _holds(hits, n, base, claimed))
    return min(1.0, sum(math.comb(n, hits) * rate**hits * (1 - rate) ** (n - hits) for hits in proven))


def detectable_rate(n: int, base: float) -> float | None:
    """The least true rate above the base rate, in whole percent, that is proven with ENOUGH power; None without any."""
    rates = (step / _STEP for step in range(_STEP + 1) if step / _STEP > base)
    return next((rate for rate in rates if power_of_rate(rate, n, base) >= ENOUGH), None)


def _holds(hits: int, n: int, base: float, claimed: float | None) -> bool:
    return proves(evaluate_rate(claimed, wilson(hits, n), base).verdict)
