"""What may be held, within which limits, and how portfolios are measured."""

from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import Section, Symbol
from r2k_tui.config.sections.allocation.mixes import Mixes, Share, Shares
from r2k_tui.config.sections.allocation.names import NEEDS_SETTING, PORTFOLIOS, PortfolioName
from r2k_tui.config.sections.allocation.simulation import SimulationSettings
from r2k_tui.config.sections.allocation.trading import Trading
from r2k_tui.model.money.currency import CASH

WINDOW = r"^(max|[1-9]\d?y)$"
SLEEVE_NAME = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,31}$"
Rate = Annotated[float, msgspec.Meta(ge=-1, le=1)]
Rebalance = Literal["daily", "monthly", "quarterly", "drift"]


class Sleeve(Section, frozen=True):
    """A part of the portfolio. All shares are shares of the whole portfolio."""

    name: Annotated[str, msgspec.Meta(pattern=SLEEVE_NAME)]
    """Name of the sleeve."""
    members: Annotated[tuple[Symbol, ...], msgspec.Meta(min_length=1, max_length=60)]
    """Symbols that the sleeve may hold; `cash` is one that earns the risk-free rate."""
    weight: Share | None = None
    """Exact share; excludes `min` and `max`."""
    min: Share | None = None
    """Minimum share."""
    max: Share | None = None
    """Maximum share."""
    floors: Shares = msgspec.field(default_factory=dict)
    """Minimum share of single members."""

    @property
    def least(self) -> float:
        """The minimum share of the portfolio."""
        return self.weight if self.weight is not None else self.min or 0.0

    @property
    def most(self) -> float:
        """The maximum share of the portfolio."""
        if self.weight is not None:
            return self.weight
        return 1.0 if self.max is None else self.max


class ReturnViewSettings(Section, frozen=True):
    """An expected return, for `expected_return = "black_litterman"`."""

    symbol: Symbol
    """Symbol that the view is about."""
    ret: Rate
    """Return per year, as a fraction; over `over`, if given."""
    over: Symbol | None = None
    """Symbol that `symbol` outperforms by `ret`."""
    confidence: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.5
    """Confidence in the view, between 0 and 1."""


class Allocation(Section, frozen=True):
    """What may be held, within which limits, and how portfolios are measured."""

    risk_free: Annotated[float, msgspec.Meta(ge=-0.05, le=0.5)] | Symbol | None = None
    """Risk-free rate: a fraction per year, or a symbol whose last close before each day is the rate in percent."""
    window: Annotated[str, msgspec.Meta(pattern=WINDOW)] = "max"
    """Length of the return history: "max", or years such as "15y"."""
    expected_return: Literal["mean", "capm", "shrunk", "black_litterman"] = "mean"
    """Estimator of expected returns."""
    covariance: Literal["sample", "ledoit_wolf", "constant_correlation", "ewma"] = "sample"
    """Estimator of the covariance."""
    market_caps: dict[Symbol, Annotated[float, msgspec.Meta(gt=0)]] = msgspec.field(default_factory=dict)
    """Market value of members, all in one currency, for the prior of `black_litterman`."""
    risk_aversion: Annotated[float, msgspec.Meta(gt=0, le=1000)] | None = None
    """Risk aversion behind the prior of `black_litterman`; that of the benchmark if not set."""
    target_volatility: Annotated[float, msgspec.Meta(gt=0, le=2)] | None = None
    """Most volatility per year of `target_vol`, a fraction."""
    target_return: Rate | None = None
    """Least expected return per year of `target_return` and `min_te`, a fraction."""
    turnover_limit: Share | None = None
    """Most one-way turnover from the current holdings to an optimized portfolio, a share of the whole."""
    cost_in_objective: bool = False
    """Whether expected returns are net of `cost_bp` for the trades from the current holdings."""
    l2: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    """Coefficient of the sum of squared weights in the objective: above 0, weights are spread."""
    max_weight: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    """Maximum share of one member without a floor."""
    rebalance: Rebalance = "monthly"
    """Rebalancing schedule of backtests."""
    drift_band: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.05
    """Drift of a share that triggers rebalancing."""
    cost_bp: Annotated[float, msgspec.Meta(ge=0, le=1000)] = 5.0
    """Trading cost in basis points of the traded amount."""
    lookback_years: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5
    """Years of history behind each walk-forward weight."""
    target: Annotated[str, msgspec.Meta(min_length=1, max_length=32)] = "auto"
    """Portfolio to trade to, one of `portfolios` or a built-in one; `auto` is `own` if set, else `equal`."""
    min_trade: Annotated[float, msgspec.Meta(ge=0, le=1e9)] = 100.0
    """Minimum trade in the base currency of the portfolio."""
    benchmark: Shares = msgspec.field(default_factory=dict)
    """Shares of the benchmark; the large fund of `[market]` if empty."""
    own: Shares = msgspec.field(default_factory=dict)
    """Shares of the user's own portfolio; the holdings of `portfolio` if empty."""
    portfolio: Annotated[str, msgspec.Meta(min_length=1, max_length=24)] = "all"
    """Name of the portfolio that is traded to the target: "all" together, or one of them."""
    idle_s: Annotated[float, msgspec.Meta(ge=1, le=86400)] = 120.0
    """Seconds without a request after which the worker process ends."""
    trading: Trading = Trading()
    """How trades to the target may look."""
    sleeves: Annotated[tuple[Sleeve, ...], msgspec.Meta(max_length=40)] = ()
    """Parts of the portfolio."""
    views: Annotated[tuple[ReturnViewSettings, ...], msgspec.Meta(max_length=40)] = ()
    """Expected returns of the user."""
    portfolios: Mixes = ()
    """Portfolios of the user, side by side with the others; at most four."""
    simulation: SimulationSettings = SimulationSettings()
    """Assumptions of the simulated future."""

    @property
    def members(self) -> tuple[str, ...]:
        """Every symbol that may be held, in the order of the sleeves."""
        return tuple(dict.fromkeys(symbol for sleeve in self.sleeves for symbol in sleeve.members))

    @property
    def of_mixes(self) -> tuple[str, ...]:
        """Every symbol of the portfolios of the user."""
        return tuple(dict.fromkeys(symbol for mix in self.portfolios for symbol in mix.weights))

    @property
    def traded(self) -> tuple[str, ...]:
        """Every symbol that trades may touch: of the sleeves, of `own`, and of the portfolios of the user."""
        return tuple(dict.fromkeys((*self.members, *self.own, *self.of_mixes)))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all portfolios: the built-in ones, then those of the user."""
        return (*self.built_in, *(mix.name for mix in self.portfolios))

    @property
    def priced_members(self) -> tuple[str, ...]:
        """The members that have prices: all but cash."""
        return tuple(symbol for symbol in self.members if symbol != CASH)

    @property
    def aim(self) -> str:
        """The portfolio to trade to. `auto` is the user's own shares, else the policy mix, never an optimum."""
        if self.target != "auto":
            return self.target
        return "own" if self.own else "equal"

    @property
    def built_in(self) -> tuple[PortfolioName, ...]:
        """Names of the portfolios that these settings define: all but those whose own setting is missing."""
        return tuple(name for name in PORTFOLIOS if self.missing_for(name) == "")

    def missing_for(self, name: str) -> str:
        """The setting that the named portfolio needs and that is not there; "" for none."""
        setting = NEEDS_SETTING.get(name, "")
        return setting if setting and getattr(self, setting) is None else ""

    @property
    def years(self) -> int | None:
        """Length of the window in years; None for the whole history."""
        return None if self.window == "max" else int(self.window[:-1])
