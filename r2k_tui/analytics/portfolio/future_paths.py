"""Simulated paths of several portfolios on the same drawn months, with cash flows, inflation and a glide path."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.analytics.stats.block_bootstrap import MONTHS, month_starts
from r2k_tui.model.threshold import below

LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)


class PathRules(msgspec.Struct, frozen=True):
    """What every path follows: `years` of 12 months of 21 days, drawn in blocks of `block` months.

    Amounts are a year's, a twelfth at the end of each month. `share` is the fraction of the value that is withdrawn a
    year. With `linked`, `withdrawal` rises with inflation. With `inflation`, results are in money of the start.
    """

    years: int
    paths: int
    block: int
    seed: int
    start: float
    contribution: float = 0.0
    withdrawal: float = 0.0
    share: float = 0.0
    linked: bool = False
    inflation: float = 0.0

    def prices(self, month: int) -> float:
        """Price level after a number of months; 1 at the start."""
        return float((1 + self.inflation) ** (month / MONTHS))

    def flow(self, month: int) -> float:
        """Amount added at the end of a month, negative if withdrawn, in money of that month."""
        taken = self.withdrawal * (self.prices(month) if self.linked else 1.0)
        return (self.contribution - taken) / MONTHS


class GlidePath(msgspec.Struct, frozen=True, eq=False):
    """Months to draw from: those of a portfolio, moving linearly to those of `then` over `over` months.

    Each holds the growth over the 21 days that begin at each day of the history.
    """

    months: Floats
    then: Floats | None = None
    over: int = 0

    def growth(self, month: int, places: Counts) -> Floats:
        """Growth in the `month`-th month, counted from 1: the first one is of the portfolio alone."""
        own: Floats = self.months[places]
        if self.then is None:
            return own
        moved = min((month - 1) / self.over, 1.0)
        mixed: Floats = (1 - moved) * own + moved * self.then[places]
        return mixed


class PathOutcomes(msgspec.Struct, frozen=True, eq=False):
    """Distribution of the paths of one portfolio: `percentiles` is (years + 1) x len(LEVELS), others (years + 1) long.

    `loss`: less is left than the start plus contributions. `withdrawn` is the median amount withdrawn by then; it is
    part of no value and no probability. `wins`: probability to end above each of the portfolios.
    """

    percentiles: Floats
    loss: Floats
    ruin: Floats
    beating: Floats
    withdrawn: Floats
    growth_mean: float
    growth_std: float
    wins: tuple[float, ...] = ()


class _PathState:
    """Values of all paths in money of each month, one row per portfolio; withdrawals in money of the start."""

    def __init__(self, width: int, rules: PathRules) -> None:
        size = (width, rules.paths)
        self.values = np.full(size, float(rules.start))
        self.taken = np.zeros(size)
        self.ruined: Flags = np.zeros(size, dtype=np.bool_)
        self.paid = float(rules.start)

    def step(self, growth: Floats, rules: PathRules, month: int) -> None:
        """One month: growth, then the flows. A portfolio that cannot pay a withdrawal is ruined and stays at 0."""
        flow, prices = rules.flow(month), rules.prices(month)
        grown = self.values * growth
        share = grown * (rules.share / MONTHS)
        values = grown - share + flow
        self.taken += share / prices
        if flow < 0:
            short = np.maximum(-values, 0.0)
            self.taken += np.where(self.ruined, 0.0, -flow - short) / prices
            self.ruined |= values <= 0
        self.values = np.where(self.ruined, 0.0, values)
        self.paid += max(flow, 0.0) / prices


def future_paths(
    funds: Sequence[GlidePath], rules: PathRules, on_year: Callable[[int], None] = lambda _: None
) -> list[PathOutcomes]:
    """Outcomes of each fund on the same draws; the last one is the benchmark of the others.

    The histories must have the same length, at least 21 days. Equal seeds draw equal months.
    """
    rng = np.random.default_rng(rules.seed)
    state, months = _PathState(len(funds), rules), rules.years * MONTHS
    years = [_year(state, 1.0)]
    total, squares = np.zeros(len(funds)), np.zeros(len(funds))
    for month, places in enumerate(month_starts(rng, len(funds[0].months), rules.paths, months, rules.block), 1):
        growth = np.stack([fund.growth(month, places) for fund in funds])
        total += growth.sum(axis=1)
        squares += np.einsum("ij,ij->i", growth, growth)
        state.step(growth, rules, month)
        if month % MONTHS == 0:
            years.append(_year(state, rules.prices(month)))
            on_year(month // MONTHS)
    count = months * rules.paths
    ends = state.values
    return [
        _outcomes(
            [year[row] for year in years],
            float(total[row]) / count,
            float(squares[row]) / count,
            tuple(float((ends[row] > other).mean()) for other in ends),
        )
        for row in range(len(funds))
    ]


_YearRow = tuple[Floats, float, float, float, float]


def _year(state: _PathState, prices: float) -> list[_YearRow]:
    """Distribution of every portfolio, in money of the start."""
    rows = []
    for value, taken, ruined in zip(state.values / prices, state.taken, state.ruined, strict=True):
        beating = float((value > state.values[-1] / prices).mean())
        loss = float(below(value, state.paid).mean())
        rows.append((np.quantile(value, LEVELS), loss, float(ruined.mean()), beating, float(np.median(taken))))
    return rows


def _outcomes(years: list[_YearRow], mean: float, square: float, wins: tuple[float, ...]) -> PathOutcomes:
    columns = [np.array(column) for column in zip(*years, strict=True)]
    std = math.sqrt(max(square - mean * mean, 0.0))
    return PathOutcomes(columns[0], columns[1], columns[2], columns[3], columns[4], mean, std, wins)
