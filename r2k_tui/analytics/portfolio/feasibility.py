"""Whether weights satisfy limits at all, how far the holdings are from them, and which limit is to blame."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits
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
    """Each limit in words, with the limits without it; the weights of the sleeves each, then all together."""
    yield from _relaxed_members(limits)
    for sleeve in limits.sleeves:
        name = f'sleeve "{sleeve.name}"'
        if sleeve.least == sleeve.most:
            yield f"weight of {name} {sleeve.least * 100:.4g} %", _replaced(limits, {sleeve.name: (0.0, 1.0)})
            continue
        if sleeve.least > 0:
            without = _replaced(limits, {sleeve.name: (0.0, sleeve.most)})
            yield f"minimum of {name} {sleeve.least * 100:.4g} %", without
        if sleeve.most < 1:
            without = _replaced(limits, {sleeve.name: (sleeve.least, 1.0)})
            yield f"maximum of {name} {sleeve.most * 100:.4g} %", without
    if len(limits.sleeves) > 1:
        names = ", ".join(f'"{sleeve.name}"' for sleeve in limits.sleeves)
        every = {sleeve.name: (0.0, 1.0) for sleeve in limits.sleeves}
        yield f"keeping the sleeves {names}", _replaced(limits, every)


def _relaxed_members(limits: WeightLimits) -> Iterator[tuple[str, WeightLimits]]:
    most = np.ones(len(limits.symbols))
    for sleeve in limits.sleeves:
        most[sleeve.members] = sleeve.most
    for place, symbol in enumerate(limits.symbols):
        low, high = float(limits.lower[place]), float(limits.upper[place])
        if low > 0:
            lower = limits.lower.copy()
            lower[place] = 0.0
            yield f"floor of {symbol} {low * 100:.4g} %", msgspec.structs.replace(limits, lower=lower)
        if high < most[place] - _SLACK:
            upper = limits.upper.copy()
            upper[place] = 1.0
            yield f"cap of {symbol} {high * 100:.4g} %", msgspec.structs.replace(limits, upper=upper)


def _replaced(limits: WeightLimits, ranges: dict[str, tuple[float, float]]) -> WeightLimits:
    """Limits with other ranges of the named sleeves; a cap of a member that was its sleeve's goes with it."""
    upper, sleeves = limits.upper.copy(), []
    for sleeve in limits.sleeves:
        least, most = ranges.get(sleeve.name, (sleeve.least, sleeve.most))
        at = sleeve.members
        upper[at] = np.where(upper[at] >= sleeve.most - _SLACK, np.maximum(upper[at], most), upper[at])
        sleeves.append(msgspec.structs.replace(sleeve, least=least, most=most))
    return msgspec.structs.replace(limits, upper=upper, sleeves=tuple(sleeves))


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
