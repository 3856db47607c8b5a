"""Portfolios, their limits, and their figures over a sample."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.evidence import SharpeEvidence
from r2k_tui.model.allocation.versus import VersusBenchmark


class SleeveRange(msgspec.Struct, frozen=True):
    """Sleeve of a portfolio: its members, with the minimum and the maximum of its weight."""

    name: str
    members: tuple[str, ...]
    min: float
    max: float


class Constraints(msgspec.Struct, frozen=True):
    """Constraints of a study; weights are fractions of the portfolio."""

    max_weight: float
    sleeves: tuple[SleeveRange, ...]
    floors: dict[str, float]


class SampleFigures(msgspec.Struct, frozen=True):
    """Figures of a portfolio over a sample of `n_returns` daily returns; fractions.

    `turnover`: one-way, per year, without the first purchase.
    """

    first: str
    last: str
    n_returns: int
    ret: float | None
    vol: float | None
    sharpe: float | None
    cvar95: float | None
    maxdd: float | None
    how: str = ""
    turnover: float | None = None


class SampleGap(msgspec.Struct, frozen=True):
    """In-sample figures minus walk-forward figures; None where either is missing."""

    ret: float | None
    vol: float | None
    sharpe: float | None
    cvar95: float | None
    maxdd: float | None
    turnover: float | None


class OptimalPortfolio(msgspec.Struct, frozen=True):
    """Weights with annualized figures from daily returns; one-day CVaR and CDaR as positive losses.

    `risk_contributions` are shares of the variance. `turnover` is the share of the holdings that would change hands.
    Weights that were optimized on these very returns repeat their figures as `in_sample`, beside `walk_forward`, the
    figures of weights formed from earlier data alone, and `gap`, the former minus the latter. A figure that is not
    available is None; `how` names the method behind the weights.
    """

    weights: dict[str, float]
    ret: float
    vol: float
    sharpe: float | None
    sortino: float | None
    cvar95: float
    cdar95: float
    maxdd: float
    maxdd_peak: str | None
    maxdd_trough: str | None
    maxdd_recovered: str | None
    beta: float | None
    risk_contributions: dict[str, float | None]
    diversification_ratio: float | None
    turnover: float | None
    how: str = ""
    in_sample: SampleFigures | None = None
    walk_forward: SampleFigures | None = None
    gap: SampleGap | None = None
    evidence: SharpeEvidence | None = None
    versus: VersusBenchmark | None = None
