"""Simulated future of a portfolio."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.trades import AppliedRate
from r2k_tui.model.market.feed import Problem


class YearOutcome(msgspec.Struct, frozen=True):
    """Distribution of simulated values after a number of years: percentiles in the base currency, and probabilities.

    `loss`: probability that less is left than the start plus contributions. `withdrawn`, the median amount withdrawn by
    then, is part of no value and no probability.
    """

    year: int
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    loss: float
    ruin: float
    beats_benchmark: float
    withdrawn: float = 0.0


class Simulation(msgspec.Struct, frozen=True, tag="simulation"):
    """Simulation of a portfolio by block bootstrap of its daily returns; amounts in `currency`, flows in it a year.

    `money` says whether amounts are `nominal` or in today's money. `month_mean` and `month_std` describe the drawn
    months, `sample_mean` and `sample_std` all months of the sample. `mean` and `volatility` were given in place of
    history's; `sample_return` and `sample_vol` are history's a year, `drawn_return` and `drawn_vol` those of the paths.
    `glide_to` is held alone after `glide_years`.
    """

    portfolio: str
    weights: dict[str, float]
    benchmark: dict[str, float]
    first: str
    last: str
    n_returns: int
    years: int
    paths: int
    block_days: int
    seed: int
    start: float
    contribution: float
    withdrawal: float
    outcomes: tuple[YearOutcome, ...]
    month_mean: float
    month_std: float
    sample_mean: float
    sample_std: float
    money: str = "nominal"
    problems: tuple[Problem, ...] = ()
    source: str = ""
    currency: str = "USD"
    rates: tuple[AppliedRate, ...] = ()
    withdrawal_percent: float = 0.0
    linked: bool = False
    inflation: float | None = None
    mean: float | None = None
    volatility: float | None = None
    sample_return: float | None = None
    sample_vol: float | None = None
    drawn_return: float | None = None
    drawn_vol: float | None = None
    glide_to: str = ""
    glide_years: int = 0


class Simulations(msgspec.Struct, frozen=True, tag="simulations"):
    """Simulations of several portfolios on the same draws.

    `wins`: probability that the portfolio of the row ends above that of the column.
    """

    each: tuple[Simulation, ...]
    wins: tuple[tuple[float, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
