"""Results of portfolio allocation: portfolios, frontier, cost of the tilt, trades, backtest, simulation."""

from __future__ import annotations

import msgspec

from r2k_tui.model.hedging import FuturesHedge, Hedge
from r2k_tui.model.market.feed import Problem


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
    """Figures of a portfolio over a sample of `n_returns` daily returns; fractions."""

    first: str
    last: str
    n_returns: int
    ret: float | None
    vol: float | None
    sharpe: float | None
    cvar95: float | None
    maxdd: float | None
    how: str = ""


class OptimalPortfolio(msgspec.Struct, frozen=True):
    """Weights with annualized figures from daily returns; one-day CVaR and CDaR as positive losses.

    `risk_contributions` are shares of the variance. `turnover` is the share of the holdings that would change hands.
    Weights that were optimized on these very returns repeat their figures as `in_sample`, beside `walk_forward`, the
    figures of weights formed from earlier data alone. A figure that is not available is None; `how` names the method
    behind the weights.
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


class FrontierPoint(msgspec.Struct, frozen=True):
    """Minimum volatility at a given return."""

    ret: float
    vol: float
    weights: dict[str, float]


class TiltFigures(msgspec.Struct, frozen=True):
    """Figures of one portfolio of the sweep."""

    ret: float
    vol: float
    sharpe: float | None
    cvar95: float


class TiltPoint(msgspec.Struct, frozen=True):
    """Cost of the small-cap floor: the maximum Sharpe ratio and the minimum volatility above it."""

    floor: float
    max_sharpe: TiltFigures | None
    min_vol: TiltFigures | None


class TiltDifference(msgspec.Struct, frozen=True):
    """Measure with and without the small-cap floor, and their `difference`; above 0 the tilt is better.

    `low` and `high` bound its 90 % interval. `measure`: `sharpe`, `maxdd` (negative), `cvar95` (positive).
    """

    measure: str
    tilted: float | None
    free: float | None
    difference: float | None
    low: float | None
    high: float | None


class TiltTest(msgspec.Struct, frozen=True):
    """Out-of-sample test of the small-cap floor: a portfolio formed yearly from earlier data, with and without it.

    Intervals come from a stationary bootstrap of joint daily returns: `draws` paths, mean block of `block` days.
    """

    portfolio: str
    small: str
    floor: float
    first: str
    last: str
    n_returns: int
    differences: tuple[TiltDifference, ...]
    draws: int
    block: int
    seed: int
    how: str


class AppliedRate(msgspec.Struct, frozen=True):
    """Exchange rate that amounts were converted by: the price of the pair, of `as_of` (New York time)."""

    symbol: str
    price: float
    as_of: str
    source: str = ""


class Trade(msgspec.Struct, frozen=True, omit_defaults=True):
    """Trade in whole shares; negative sells. `price` and `value` are in the base currency.

    `currency` is that of the quote where it is another one: one unit of it is worth `rate` in the base currency.
    """

    symbol: str
    shares: int
    price: float
    value: float
    currency: str = ""
    rate: float = 1.0


class TradePlan(msgspec.Struct, frozen=True):
    """Trades to a target; `current` weights of holdings and cash, `drift` the largest distance from the target.

    Amounts are in `currency`, the base currency.
    """

    target: str
    trades: tuple[Trade, ...] = ()
    total: float = 0.0
    cash: float = 0.0
    leftover: float = 0.0
    cost: float = 0.0
    current: dict[str, float] = {}
    drift: float | None = None
    due: bool = False
    priced: str = ""
    currency: str = "USD"


class Correlations(msgspec.Struct, frozen=True):
    """Correlation matrix of daily returns, row by row."""

    symbols: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]


class StressReplay(msgspec.Struct, frozen=True):
    """Stress episode on today's weights; `covered` is the share of them with a history of that time."""

    name: str
    first: str
    last: str
    covered: float
    ret: float | None = None
    maxdd: float | None = None
    peak: str | None = None
    trough: str | None = None
    missing: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()


class AllocationStudy(msgspec.Struct, frozen=True, tag="study"):
    """Everything that one look at the allocation finds; `portfolios` in the order of the table of names.

    `walk_forward_absent` says why no portfolio has a walk-forward; "" where one has. Returns are those of prices in
    `currency`, the base currency; `rates` converted the prices of the holdings.
    """

    universe: tuple[str, ...]
    first: str
    last: str
    n_returns: int
    risk_free: float
    constraints: Constraints
    portfolios: dict[str, OptimalPortfolio | None]
    frontier: tuple[FrontierPoint, ...]
    tilt_cost: tuple[TiltPoint, ...]
    correlations: Correlations
    tilt_test: tuple[TiltTest, ...] = ()
    stress: tuple[StressReplay, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    futures: FuturesHedge | None = None
    plan: TradePlan | None = None
    small: str = ""
    benchmark: dict[str, float] = {}
    expected_return: str = ""
    covariance: str = ""
    risk_free_from: str = ""
    problems: tuple[Problem, ...] = ()
    source: str = ""
    walk_forward_absent: str = ""
    currency: str = "USD"
    rates: tuple[AppliedRate, ...] = ()


class BacktestFigures(msgspec.Struct, frozen=True):
    """Figures of a path after costs; `cagr` by 252 days a year, `turnover` one-way per year, `cost` in total."""

    cagr: float | None
    vol: float | None
    sharpe: float | None
    sortino: float | None
    cvar95: float
    cdar95: float
    maxdd: float
    maxdd_peak: str | None
    maxdd_trough: str | None
    maxdd_recovered: str | None
    turnover: float
    cost: float
    years: dict[str, float]


class Backtest(msgspec.Struct, frozen=True, tag="backtest"):
    """Backtest of a rebalanced portfolio. `time` (int64, midnight UTC) and the float64 columns have one length.

    `growth` and `benchmark_growth` begin at 1; `rolling_sharpe` covers 252 days, NaN before. `decisions` holds the
    weights formed on each day, from data up to its close alone.
    """

    portfolio: str
    rebalance: str
    cost_bp: float
    walk_forward: bool
    lookback_years: int
    first: str
    last: str
    n_returns: int
    risk_free: float
    figures: BacktestFigures
    benchmark: dict[str, float]
    benchmark_figures: BacktestFigures
    beta: float | None
    rebalances: int
    time: bytes
    growth: bytes
    benchmark_growth: bytes
    rolling_sharpe: bytes
    decisions: tuple[tuple[str, dict[str, float]], ...] = ()
    problems: tuple[Problem, ...] = ()
    source: str = ""
    currency: str = "USD"


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
