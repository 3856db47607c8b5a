"""What the allocation laboratory finds: portfolios, frontier, cost of the tilt, trades, history, futures."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem


class SleeveRange(msgspec.Struct, frozen=True):
    """A sleeve: its members, and the least and the greatest share of the whole."""

    name: str
    members: tuple[str, ...]
    min: float
    max: float


class Constraints(msgspec.Struct, frozen=True):
    """The limits that a study was made within; shares of the whole."""

    max_weight: float
    sleeves: tuple[SleeveRange, ...]
    floors: dict[str, float]


class SampleFigures(msgspec.Struct, frozen=True):
    """What a portfolio was over a stretch of days; fractions, `n_returns` daily ones."""

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
    """Weights and what they were: figures of a year from daily returns, losses of CVaR and CDaR positive, one day.

    `risk_contributions` are shares of the variance. `turnover` is the share of what is held that would change hands.
    Weights that were chosen on these very returns have their figures once more as `in_sample`, and beside them
    `walk_forward`: what weights formed from earlier data alone were. A figure that cannot be given is None; `how`
    says how the weights were found.
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
    """The least volatility at a return."""

    ret: float
    vol: float
    weights: dict[str, float]


class TiltFigures(msgspec.Struct, frozen=True):
    """One portfolio of the sweep."""

    ret: float
    vol: float
    sharpe: float | None
    cvar95: float


class TiltPoint(msgspec.Struct, frozen=True):
    """What the floor of the small caps costs: the best Sharpe ratio, and the least volatility, above it."""

    floor: float
    max_sharpe: TiltFigures | None
    min_vol: TiltFigures | None


class TiltDifference(msgspec.Struct, frozen=True):
    """One measure with the floor of the small caps, without it, and the tilted less the other, above 0 is better.

    `low` and `high`: the 90 % interval of `difference`. `measure`: `sharpe`, `maxdd` (negative), `cvar95` (positive).
    """

    measure: str
    tilted: float | None
    free: float | None
    difference: float | None
    low: float | None
    high: float | None


class TiltTest(msgspec.Struct, frozen=True):
    """The floor of the small caps out of sample: a portfolio formed each year from earlier data, with and without it.

    Intervals are of a stationary bootstrap of joint daily returns: `draws` paths, blocks of `block` days in the mean.
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


class Trade(msgspec.Struct, frozen=True):
    """Whole shares to buy, or to sell where negative."""

    symbol: str
    shares: int
    price: float
    value: float


class TradePlan(msgspec.Struct, frozen=True):
    """The trades to a target; `current` shares of holdings and cash together, `drift` the furthest from the target."""

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


class Correlations(msgspec.Struct, frozen=True):
    """Correlations of daily returns, row by row."""

    symbols: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]


class StressReplay(msgspec.Struct, frozen=True):
    """An episode on the weights of today; `covered` is the share of them that has a history of that time."""

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


class Hedge(msgspec.Struct, frozen=True):
    """Two ways to a wanted risk: hold `size` of the portfolio and the rest in cash, or sell `short` of the index.

    Both are shares of the capital; `short` is None where no short position reaches the target. `measure`: volatility
    of a year, or one-day CVaR 95.
    """

    measure: str
    now: float
    wanted: float
    size: float | None
    index: str
    short: float | None


class AllocationStudy(msgspec.Struct, frozen=True, tag="study"):
    """Everything that one look at the allocation finds; `portfolios` in the order of the table of names.

    `walk_forward_absent` says why no portfolio has a walk-forward; "" where one has.
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
    plan: TradePlan | None = None
    small: str = ""
    benchmark: dict[str, float] = {}
    expected_return: str = ""
    covariance: str = ""
    risk_free_from: str = ""
    problems: tuple[Problem, ...] = ()
    source: str = ""
    walk_forward_absent: str = ""


class BacktestFigures(msgspec.Struct, frozen=True):
    """A path after costs; `cagr` by 252 days a year, `turnover` a year and one way, `cost` of the whole time."""

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
    """A rebalanced history. `time` (int64, midnight UTC of each day) and the float64 columns are of one length.

    `growth` and `benchmark_growth` begin at 1; `rolling_sharpe` is over 252 days, NaN before. `decisions`: weights
    formed on each day, from data up to its close alone.
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


class YearOutcome(msgspec.Struct, frozen=True):
    """What the futures are worth after a year: percentiles in dollars, and chances.

    `loss`: less is left than the start and what was paid in since. `withdrawn`, the median drawn by then, stands apart:
    it is part of no value and no chance.
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
    """Futures of a portfolio by block bootstrap of its daily returns; `flow` in dollars a year, negative is withdrawn.

    Amounts are `nominal`: no inflation is taken off. `month_mean` and `month_std` are of the drawn months,
    `sample_mean` and `sample_std` of all months that there were.
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
