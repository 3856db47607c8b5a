"""Statistical power of a claim's test, as a number and in words."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.analytics.studies.power import ENOUGH, detectable_rate, power_of_rate
from r2k_tui.engine.thesis.messages import share
from r2k_tui.model.threshold import at_least

# True rate assumed for a claim that states none: two out of three.
FAVOURED = 2 / 3


class Power(NamedTuple):
    """Probability of proving a true claim; `words` is a warning where it is too low, else empty."""

    value: float
    words: str


def power_of(claimed: float | None, n: int, base: float | None) -> Power | None:
    """Power of a test with `n` events; None without events or a base rate.

    A claim without a rate assumes FAVOURED, or the midpoint between the base rate and 1 if the base rate is not below
    FAVOURED.
    """
    if not n or base is None:
        return None
    rate = claimed if claimed is not None else FAVOURED if base < FAVOURED else (1 + base) / 2
    power = power_of_rate(rate, n, base, claimed)
    if at_least(power, ENOUGH):
        return Power(power, "")
    least = detectable_rate(n, base)
    reach = "" if least is None or claimed is not None else f", 80 % is reached from {share(least)} on"
    meant = "a true rate" if claimed is not None else "no rate is claimed, one"
    words = f"{meant} of {share(rate)} would be proven with a power of {share(power)} by {n} events: too few{reach}"
    return Power(power, f"; {words}")
