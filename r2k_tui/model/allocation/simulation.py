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

    Amounts are `nominal`, not adjusted for inflation. `month_mean` and `month_std` describe the drawn months,
    `sample_mean` and `sample_std` all months of the sample.
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
