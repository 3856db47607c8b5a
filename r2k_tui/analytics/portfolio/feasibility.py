"""Whether weights satisfy limits at all, how far the holdings are from them, and which limit is to blame."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.limits import SleeveLimits, WeightLimits
from r2k_tui.analytics.series.arrays import Floats

# Slack for sums of shares, below the tolerance of the solver.
_SLACK = 1e-9


class HeldWeights(msgspec.Struct, frozen=True, eq=False):
    """Current weights: one per member, and `outside`, what is held in cash and in no member; together 1."""

    members: Floats
    outside: float


def clash(limits: WeightLimits) -> str | None:
    """The limits that no weights satisfy, in words; None if weights exist.

    Names each limit without which weights would exist.
    """
    if _possible(limits):
        return None
    names = [name for name, without in relaxed(limits) if _possible(without)]
    if not names:
        return "the limits contradict each other in more than one place"
    return f"the limits contradict each other: no weights without giving up {' or '.join(names)}"


def least_turnover(limits: WeightLimits, held: HeldWeights) -> float:
    """Least one-way turnover from the holdings to weights within the limits; infinite if no weights satisfy them.

    Exact, without a solver: members move to their bounds, then sleeves to theirs, then all to a sum of 1.
    """
    distance = _distance(limits, held.members)
    return float("inf") if distance is None else (distance + held.outside) / 2


def turnover_fault(limits: WeightLimits, held: HeldWeights, limit: float) -> str | None:
    """Why a turnover limit is impossible, naming the limit that forces the turnover; None if it is possible."""
    need = least_turnover(limits, held)
    if need <= limit + _SLACK:
        return None
    rest = [(least_turnover(without, held), name) for name, without in relaxed(limits)]
    if held.outside > 0:
        rest.append((need - held.outside / 2, f"investing the cash of {held.outside * 100:.4g} %"))
    less, name = min(rest, default=(need, ""))
    words = f"needs at least {need * 100:.1f} % turnover, turnover_limit is {limit * 100:.4g} %"
    if less <= limit + _SLACK:
        return f"{name} {words}"
    most = f"; most of it: {name}" if less < need - _SLACK else ""
    return f"the limits together {words.replace('needs', 'need', 1)}{most}"


def relaxed(limits: WeightLimits) -> Iterator[tuple[str, WeightLimits]]:
    """Each limit in words, with the limits without it."""
    for place, symbol in enumerate(limits.symbols):
        low, high = float(limits.lower[place]), float(limits.upper[place])
        if low > 0:
            lower = limits.lower.copy()
            lower[place] = 0.0
            yield f"floor of {symbol} {low * 100:.4g} %", msgspec.structs.replace(limits, lower=lower)
        if high < 1:
            upper = limits.upper.copy()
            upper[place] = 1.0
            yield f"cap of {symbol} {high * 100:.4g} %", msgspec.structs.replace(limits, upper=upper)
    yield from _relaxed_sleeves(limits)


def _relaxed_sleeves(limits: WeightLimits) -> Iterator[tuple[str, WeightLimits]]:
    for place, sleeve in enumerate(limits.sleeves):

        def without(least: float, most: float, place: int = place, sleeve: SleeveLimits = sleeve) -> WeightLimits:
            one = msgspec.structs.replace(sleeve, least=least, most=most)
            sleeves = (*limits.sleeves[:place], one, *limits.sleeves[place + 1 :])
            return msgspec.structs.replace(limits, sleeves=sleeves)

        name = f'sleeve "{sleeve.name}"'
        if sleeve.least == sleeve.most:
            yield f"weight of {name} {sleeve.least * 100:.4g} %", without(0.0, 1.0)
            continue
        if sleeve.least > 0:
            yield f"minimum of {name} {sleeve.least * 100:.4g} %", without(0.0, sleeve.most)
        if sleeve.most < 1:
            yield f"maximum of {name} {sleeve.most * 100:.4g} %", without(sleeve.least, 1.0)


def _possible(limits: WeightLimits) -> bool:
    return _distance(limits, np.zeros(len(limits.symbols))) is not None


def _distance(limits: WeightLimits, held: Floats) -> float | None:
    """Least sum of absolute changes from `held` to weights within the limits; None if there are none."""
    if (limits.lower > limits.upper + _SLACK).any():
        return None
    near = np.clip(held, limits.lower, np.maximum(limits.upper, limits.lower))
    total = float(np.abs(near - held).sum())
    sums, lowest, highest = 0.0, 0.0, 0.0
    for sleeve in limits.sleeves:
        at = sleeve.members
        low = max(sleeve.least, float(limits.lower[at].sum()))
        high = min(sleeve.most, float(limits.upper[at].sum()))
        if low > high + _SLACK:
            return None
        now = float(near[at].sum())
        moved = min(max(now, low), max(high, low))
        total += abs(moved - now)
        sums, lowest, highest = sums + moved, lowest + low, highest + high
    if lowest > 1 + _SLACK or highest < 1 - _SLACK:
        return None
    return total + abs(1 - sums)
