"""Weight limits of sleeves as arrays, and portfolios composed sleeve by sleeve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.config.sections.allocation.faults import SUM_TOLERANCE, cap_of
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.model.threshold import at_least, at_most

# Sums of weights that differ by less are equal.
_ROUNDING = 1e-14
# Weights within a sleeve of these columns; they sum to 1.
Inside = Callable[[Counts], Floats]


class SleeveLimits(msgspec.Struct, frozen=True, eq=False):
    """One sleeve: the columns of its members, and the minimum and maximum of its weight."""

    name: str
    members: Counts
    least: float
    most: float


class WeightLimits(msgspec.Struct, frozen=True, eq=False):
    """Minimum and maximum weight of each of k members, and of each sleeve. All weights sum to 1."""

    symbols: tuple[str, ...]
    lower: Floats
    upper: Floats
    sleeves: tuple[SleeveLimits, ...]

    def with_floor(self, symbol: str, floor: float) -> WeightLimits:
        """Copy with another floor of one member, whose cap becomes that of its sleeve."""
        place = self.symbols.index(symbol)
        sleeve = next(s for s in self.sleeves if place in s.members)
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[place], upper[place] = floor, sleeve.most
        return msgspec.structs.replace(self, lower=lower, upper=upper)


def limits_of(settings: Allocation, known: Sequence[str]) -> WeightLimits:
    """Limits of the members that are `known`; sleeves without any are left out."""
    symbols = tuple(symbol for symbol in settings.members if symbol in known)
    place = {symbol: index for index, symbol in enumerate(symbols)}
    lower, upper = np.zeros(len(symbols)), np.ones(len(symbols))
    sleeves = []
    for sleeve in settings.sleeves:
        held = [symbol for symbol in sleeve.members if symbol in place]
        for symbol in held:
            lower[place[symbol]] = sleeve.floors.get(symbol, 0.0)
            upper[place[symbol]] = cap_of(settings, sleeve, symbol)
        if held:
            columns = np.array([place[symbol] for symbol in held], dtype=np.int64)
            sleeves.append(SleeveLimits(sleeve.name, columns, sleeve.least, sleeve.most))
    return _reconciled(WeightLimits(symbols, lower, upper, tuple(sleeves)))


def _reconciled(limits: WeightLimits) -> WeightLimits:
    """Feasible limits: those that `clash` accepts within its tolerance (3 x 0.333333) are scaled to fit."""
    least, most = (np.array([getattr(s, end) for s in limits.sleeves]) for end in ("least", "most"))
    up, down = _raised(float(most.sum()), 1.0), _lowered(float(least.sum()), 1.0)
    fixed = least == most
    least, most = np.where(fixed, least * up * down, least * down), np.where(fixed, least * up * down, most * up)
    lower, upper, room = limits.lower.copy(), limits.upper.copy(), 0.0
    for sleeve, low, high in zip(limits.sleeves, least.tolist(), most.tolist(), strict=True):
        at = sleeve.members
        lower[at] *= _lowered(float(lower[at].sum()), high)
        upper[at] *= _raised(float(upper[at].sum()), low)
        room += min(high, float(upper[at].sum()))
    upper = np.maximum(upper * _raised(room, 1.0), lower)
    ranges = zip(limits.sleeves, least.tolist(), most.tolist(), strict=True)
    sleeves = tuple(SleeveLimits(s.name, s.members, low, high) for s, low, high in ranges)
    return WeightLimits(limits.symbols, lower, upper, sleeves)


def _raised(total: float, wanted: float) -> float:
    """Factor that raises a sum just below its minimum to it; 1 for any other."""
    return wanted / total if wanted - total > 0 and at_least(total, wanted - SUM_TOLERANCE) and total > 0 else 1.0


def _lowered(total: float, wanted: float) -> float:
    """Factor that lowers a sum just above its maximum to it; 1 for any other."""
    return wanted / total if total - wanted > 0 and at_most(total, wanted + SUM_TOLERANCE) else 1.0


def by_sleeve(limits: WeightLimits, inside: Inside) -> Floats:
    """Weights formed within each sleeve and scaled to its weight, then moved within floors and caps.

    A sleeve with a range gets its midpoint, moved as far as the sum of 1 requires.
    """
    weights = np.zeros(len(limits.symbols))
    least, most = (np.array([getattr(s, end) for s in limits.sleeves]) for end in ("least", "most"))
    shares = within((least + most) / 2, least, most, 1.0)
    for sleeve, share in zip(limits.sleeves, shares, strict=True):
        at = sleeve.members
        weights[at] = within(inside(at) * share, limits.lower[at], limits.upper[at], float(share))
    return weights


def within(weights: Floats, lower: Floats, upper: Floats, total: float) -> Floats:
    """Nearest weights (least squares) between `lower` and `upper` that sum to `total`: a common shift, clipped."""
    # The sum rises with the shift along straight lines that bend where a weight meets a limit.
    bends = np.sort(np.concatenate([lower - weights, upper - weights]))
    sums = np.clip(weights + bends[:, None], lower, upper).sum(axis=1)
    shift = np.interp(total, sums, bends)
    # A shift of rounding errors would give weights of zero some dust.
    result: Floats = np.clip(weights + (shift if abs(shift) > _ROUNDING else 0.0), lower, upper)
    return result


def best_by_rank(limits: WeightLimits, gain: Floats) -> Floats:
    """Weights of the greatest w' gain; their sum is not 1 where the limits allow none.

    Members are filled from the greatest gain to the least, first up to the minimum of their sleeve, then up to its
    maximum. That is the optimum because no member is in two sleeves.
    """
    weights: list[float] = limits.lower.tolist()
    ranked: list[int] = np.argsort(-gain, kind="stable").tolist()
    sleeve_of = {place: sleeve for sleeve in limits.sleeves for place in sleeve.members.tolist()}
    sums = {sleeve.name: sum(weights[place] for place in sleeve.members.tolist()) for sleeve in limits.sleeves}

    def fill(place: int, room: float) -> float:
        added = max(0.0, min(room, float(limits.upper[place]) - weights[place]))
        weights[place] += added
        sums[sleeve_of[place].name] += added
        return added

    for place in ranked:
        fill(place, sleeve_of[place].least - sums[sleeve_of[place].name])
    left = 1.0 - sum(weights)
    for place in ranked:
        left -= fill(place, min(left, sleeve_of[place].most - sums[sleeve_of[place].name]))
    return np.array(weights)


def tidy(limits: WeightLimits, weights: Floats) -> Floats:
    """Solver weights without numerical dust: within their bounds, with fixed sleeves at their exact weight."""
    clean = np.clip(np.where(np.abs(weights) < 1e-7, 0.0, weights), limits.lower, limits.upper)
    for sleeve in limits.sleeves:
        if sleeve.least == sleeve.most:
            at = sleeve.members
            clean[at] = _filled(clean[at], limits.lower[at], limits.upper[at], sleeve.most)
    return _filled(clean, limits.lower, limits.upper, 1.0)


def _filled(weights: Floats, lower: Floats, upper: Floats, total: float) -> Floats:
    """Weights with the remainder to `total` added where there is most room."""
    gap = total - float(weights.sum())
    room = upper - weights if gap > 0 else weights - lower
    place = int((room * (weights > 0)).argmax())
    out = weights.copy()
    out[place] += gap
    return out
