"""Statistical power of a test of a rate with the available events."""

from __future__ import annotations

import math

from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.analytics.studies.verdicts import evaluate_rate, proves

# A test with less power than this has too few events.
ENOUGH = 0.80
_STEP = 100


def power_of_rate(rate: float, n: int, base: float, claimed: float | None = None) -> float:
    """Probability that `n` independent events with the true rate `rate` give the verdict that the claim holds.

    Overlapping events carry less information than independent ones, so this is an upper bound.
    """
    proven = (hits for hits in range(n + 1) if _holds(hits, n, base, claimed))
    return min(1.0, sum(math.comb(n, hits) * rate**hits * (1 - rate) ** (n - hits) for hits in proven))


def detectable_rate(n: int, base: float) -> float | None:
    """Smallest true rate above the base rate, in whole percent, that is proven with ENOUGH power; None without one."""
    rates = (step / _STEP for step in range(_STEP + 1) if step / _STEP > base)
    return next((rate for rate in rates if power_of_rate(rate, n, base) >= ENOUGH), None)


def _holds(hits: int, n: int, base: float, claimed: float | None) -> bool:
    return proves(evaluate_rate(claimed, wilson(hits, n), base).verdict)
