"""What the laboratory says in a market that stands still: invented figures, the same at every run."""

from __future__ import annotations

import math

import msgspec

from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.model.allocation.backtest import Backtest, BacktestFigures
from r2k_tui.model.allocation.evidence import SharpeDifference, SharpeEvidence
from r2k_tui.model.allocation.frontier import FrontierPoint, RankedPortfolio, ResampledFrontier, VolatilityColumn
from r2k_tui.model.allocation.portfolio import Constraints, OptimalPortfolio, SampleFigures, SampleGap, SleeveRange
from r2k_tui.model.allocation.simulation import Simulation, YearOutcome
from r2k_tui.model.allocation.study import AllocationStudy, Correlations, StressReplay
from r2k_tui.model.allocation.tilt import TiltFigures, TiltFrontier, TiltPoint, TiltStep
from r2k_tui.model.allocation.trades import MemberDrift, SoldLot, Trade, TradePlan
from r2k_tui.model.allocation.versus import ActiveFigures, VersusBenchmark
from r2k_tui.model.hedging import FutureContracts, FuturesHedge, FuturesHedgeRow, Hedge
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.messages.allocation.portfolios import (
    USER_PORTFOLIOS,
    AllocationReply,
    BacktestReply,
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetResampledFrontier,
    GetSimulation,
    ResampledFrontierReply,
    SimulationReply,
)
from r2k_tui.model.messages.allocation.rules import GetRules, RulesReply
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.messages.reply import Reply
from tests.fakes.still_factors import of_factors
from tests.fakes.still_rules import STUDY as RULE_STUDY

_DAY_S = 86400
_LAST = 1936828800  # 2031-05-18
MEMBERS = ("SPY", "IWM", "AGG", "TLT", "GLD")
MIXES = {
    "min_vol": (0.33, 0.12, 0.40, 0.15, 0.0),
    "max_sharpe": (0.33, 0.12, 0.0, 0.2704, 0.2796),
    "min_cvar95": (0.33, 0.12, 0.38, 0.16, 0.01),
    "hrp": (0.27, 0.18, 0.41, 0.07, 0.07),
    "risk_parity": (0.25, 0.20, 0.30, 0.15, 0.10),
    "equal": (0.225, 0.225, 0.1834, 0.1833, 0.1833),
    "own": (0.0, 1.0, 0.0, 0.0, 0.0),
}


def portfolio(place: int, name: str) -> OptimalPortfolio:
    """A portfolio whose figures rise with its place."""
    vol = 0.094 + 0.011 * place + (0.07 if name == "own" else 0.0)
    ret = 0.0725 + 0.004 * place + (0.008 if name == "max_sharpe" else 0.0)
    inside = sample(place, ret, vol, ret / vol, how="in sample")
    outside = sample(place, ret - 0.01, vol + 0.01, 0.7 - 0.05 * place, how="formed each year")
    chosen = name in IN_SAMPLE
    return OptimalPortfolio(
        weights=dict(zip(MEMBERS, MIXES[name], strict=True)),
        ret=ret,
        vol=vol,
        sharpe=ret / vol,
        sortino=1.4 * ret / vol,
        cvar95=0.15 * vol,
        cdar95=1.9 * vol,
        maxdd=-2.4 * vol,
        maxdd_peak="2017-10-31",
        maxdd_trough="2019-03-09",
        maxdd_recovered=None if name == "own" else "2021-01-04",
        beta=0.42 + 0.1 * place,
        risk_contributions=dict(zip(MEMBERS, MIXES[name], strict=True)),
        diversification_ratio=1.7 - 0.1 * place,
        turnover=0.88 - 0.1 * place,
        how="greatest Sharpe ratio" if name == "max_sharpe" else f"how {name} is found",
        in_sample=inside if chosen else None,
        walk_forward=outside if chosen else None,
        gap=SampleGap(0.01, -0.01, ret / vol - 0.7 + 0.05 * place, -0.0015, 0.024, -0.08) if chosen else None,
        evidence=evidence(place, name),
        versus=versus(place, name),
    )


def sample(place: int, ret: float, vol: float, sharpe: float, how: str) -> SampleFigures:
    """Figures of a sample."""
    turnover = 0.05 + 0.01 * place + (0.08 if how == "formed each year" else 0.0)
    return SampleFigures(
        "2015-04-10", "2031-05-14", 4101, ret, vol, sharpe, 0.15 * vol, -2.4 * vol, f"{how}, invented", turnover
    )


def evidence(place: int, name: str) -> SharpeEvidence:
    """An interval that includes 0 from the third on."""
    days = ("2015-04-10", "2031-05-14", 4101)
    gain = 0.32 - 0.07 * place
    against = SharpeDifference("benchmark", *days, gain, gain - 0.2, gain + 0.2, abs(gain) <= 0.2)
    base = SharpeDifference("own", *days, gain, gain - 0.25, gain + 0.25, abs(gain) <= 0.25, gain + 0.2)
    if name not in IN_SAMPLE:
        base = msgspec.structs.replace(base, in_sample=None)
    return SharpeEvidence(
        path="walk-forward" if name in IN_SAMPLE else "fixed weights, whole history",
        first=days[0],
        last=days[1],
        n_returns=days[2],
        sharpe=0.7 - 0.05 * place,
        low=0.3 - 0.05 * place,
        high=1.1 - 0.05 * place,
        standard_error=0.25,
        to_benchmark=against,
        to_baseline=base if name != "own" else None,
        draws=1000,
        block=63,
        seed=1,
    )


def versus(place: int, name: str) -> VersusBenchmark:
    """Figures against the benchmark that rise with the place."""
    days = ("2012-04-12", "2031-05-14", 4857)
    error = 0.101 - 0.005 * place
    walked = ActiveFigures(*days, -0.03, error - 0.002, -0.41, 0.47 + 0.05 * place, 0.36 + 0.06 * place, 118, 75)
    return VersusBenchmark(
        *(*days, -0.024, error, -0.32, 0.48 + 0.05 * place, 0.35 + 0.06 * place, 142, 94),
        active_share=0.67 + 0.04 * place,
        walk_forward=walked if name in IN_SAMPLE else None,
        words="" if name == "own" else "SPY is in both",
    )


LOTS = (
    SoldLot("IWM#2", 40, "2027-04-08", 205.0, 3448.0, True),
    SoldLot("IWM#1", 44, "2030-11-08", 215.5, 3330.8, False),
)
STUDY = AllocationStudy(
    universe=MEMBERS,
    first="2012-04-12",
    last="2031-05-14",
    n_returns=4857,
    risk_free=0.0,
    constraints=Constraints(
        1.0,
        (SleeveRange("US equity", MEMBERS[:2], 0.45, 0.45), SleeveRange("Diversifiers", MEMBERS[2:], 0.55, 0.55)),
        {"IWM": 0.12},
    ),
    portfolios={name: portfolio(place, name) for place, name in enumerate(MIXES)},
    frontier=tuple(
        FrontierPoint(0.0725 + 0.001 * i, 0.094 + 0.00003 * i * i, dict(zip(MEMBERS, MIXES["min_vol"], strict=True)))
        for i in range(40)
    ),
    tilt_cost=tuple(
        TiltPoint(
            0.05 * i,
            TiltFigures(0.09, 0.10 + 0.003 * i, 0.907 - 0.02 * i, 0.015 + 0.0004 * i),
            TiltFigures(0.07, 0.091 + 0.002 * i, 0.8, 0.014),
        )
        for i in range(10)
    ),
    correlations=Correlations(
        MEMBERS,
        tuple(
            tuple(1.0 if i == j else round(0.9 - 0.31 * abs(i - j), 2) for j in range(len(MEMBERS)))
            for i in range(len(MEMBERS))
        ),
    ),
    stress=(
        StressReplay(
            "1987 crash",
            "1987-08-01",
            "1987-12-31",
            0.45,
            -0.31,
            -0.34,
            "1987-08-25",
            "1987-12-04",
            (),
            ("^RUT for IWM",),
        ),
        StressReplay("2020 pandemic", "2020-01-15", "2020-03-31", 1.0, -0.16, -0.24, "2020-02-20", "2020-03-23"),
        StressReplay("2000-02 dot-com", "2000-03-01", "2002-10-31", 0.0, missing=MEMBERS),
    ),
    hedges=(
        Hedge("volatility", 0.247, 0.10, 0.404, "IWM", 0.596),
        Hedge("beta", 1.02, 0.0, None, "IWM", 1.02),
        Hedge("CVaR 95", 0.0366, 0.01, 0.273, "SPY", None),
    ),
    futures=FuturesHedge(
        (
            FuturesHedgeRow(
                "beta 1.02 to IWM",
                29702.4,
                (
                    FutureContracts("RTYZ25", 50.0, 121_800.0, 0, 0.0, 29702.4),
                    FutureContracts("M2KZ25", 5.0, 12_180.0, 2, 24_360.0, 5342.4),
                ),
            ),
        ),
        capital=29120.0,
        capital_from="the holdings at prices of 2025-09-18 12:00",
        symbol="RTY=F",
        price=2436.0,
        as_of="2025-09-18 12:00",
        source="demo",
        days_to_expiry=91.9,
    ),
    plan=TradePlan(
        "max_sharpe",
        (
            Trade("IWM", -84, 291.2, -24460.8, lots=LOTS, gain=6778.8),
            Trade("TLT", 130, 82.25, 10692.5),
            Trade("SPY", 17, 747.03, 12699.51),
        ),
        total=39120.0,
        cash=10000.0,
        leftover=264.82,
        cost=29.31,
        current={"IWM": 0.7444, "cash": 0.2556},
        drift=0.6244,
        due=True,
        priced="2031-05-15 12:00",
        members=(
            MemberDrift("IWM", 0.7444, 0.1191, 0.12, True),
            MemberDrift("SPY", 0.0, 0.3246, 0.33, True),
            MemberDrift("TLT", 0.0, 0.2733, 0.2704, True),
            MemberDrift("GLD", 0.2596, 0.2596, 0.2796, False),
        ),
        band=0.05,
        gain=6778.8,
    ),
    small="IWM",
    benchmark={"SPY": 1.0},
    expected_return="mean",
    covariance="sample",
    risk_free_from="set",
    source="demo",
    baseline="own",
    tilt_frontier=TiltFrontier(
        "IWM",
        {"SPY": 1.0},
        4857,
        tuple(
            TiltStep(
                0.12 + 0.033 * i,
                0.074 + 0.0002 * i * i,
                0.09,
                0.10 + 0.003 * i,
                0.9 - 0.02 * i,
                0.015 + 0.0004 * i,
                -0.02 if i else None,
                0.0004 if i else None,
                dict(zip(MEMBERS, (0.33 - 0.033 * i, 0.12 + 0.033 * i, 0.1, 0.2, 0.25), strict=True)),
            )
            for i in range(11)
        ),
    ),
)


def figures(cagr: float) -> BacktestFigures:
    """Figures of a path."""
    years = {str(year): 0.03 * (year % 7) - 0.05 for year in range(2019, 2032)}
    return BacktestFigures(
        cagr, 0.10, 0.92, 1.28, 0.016, 0.18, -0.24, "2029-11-09", "2030-09-27", None, 0.559, 0.0085, years
    )


def backtest(name: str) -> Backtest:
    """Twelve years of a wave that rises."""
    days = 3000
    times = [_LAST - (days - i) * _DAY_S for i in range(days)]
    own = [math.exp(0.0003 * i + 0.05 * math.sin(i / 90)) for i in range(days)]
    rival = [math.exp(0.0004 * i + 0.09 * math.sin(i / 120)) for i in range(days)]
    rolling = [math.nan if i < 252 else 0.9 + math.sin(i / 200) for i in range(days)]
    return Backtest(
        portfolio=name,
        rebalance="monthly",
        cost_bp=5.0,
        walk_forward=True,
        lookback_years=5,
        first="2023-03-01",
        last="2031-05-14",
        n_returns=days - 1,
        risk_free=0.0,
        figures=figures(0.092),
        benchmark={"SPY": 1.0},
        benchmark_figures=figures(0.1465),
        beta=0.42,
        rebalances=172,
        time=pack_times(times),
        growth=pack_floats(own),
        benchmark_growth=pack_floats(rival),
        rolling_sharpe=pack_floats(rolling),
        source="demo",
    )


def simulation(name: str) -> Simulation:
    """Thirty years in which the fan opens."""
    outcomes = tuple(
        YearOutcome(
            year,
            *(39120.0 * math.exp(0.08 * year + z * 0.11 * math.sqrt(year)) for z in (-1.64, -0.67, 0.0, 0.67, 1.64)),
            loss=0.2 / (1 + year),
            ruin=0.0,
            beats_benchmark=0.4 - 0.01 * year,
        )
        for year in range(31)
    )
    return Simulation(
        name, {"SPY": 1.0}, {"SPY": 1.0}, "2012-04-12", "2031-05-14", 4857, 30, 10_000, 63, 1, 39120.0, 0.0, 0.0,
        outcomes, 0.00778, 0.029, 0.00779, 0.029, source="demo",
    )  # fmt: skip


def ranked(place: int) -> RankedPortfolio:
    """A rank whose weights move from bonds to gold, with bands that widen."""
    share = place / 19
    means = (0.33 - 0.1 * share, 0.12 + 0.1 * share, 0.4 * (1 - share) ** 2, 0.15, 0.0)
    mean = (*means[:4], 1 - sum(means))
    spread = 0.02 + 0.2 * share
    low, high = ([min(1.0, max(0.0, w + way * spread * w)) for w in mean] for way in (-1, 1))
    by_member = (dict(zip(MEMBERS, weights, strict=True)) for weights in (mean, low, high))
    return RankedPortfolio(place + 1, 0.073 + 0.0017 * place, 0.0945 + 0.00014 * place**2, *by_member)


RESAMPLED = ResampledFrontier(
    first="2012-04-12",
    last="2031-05-14",
    n_returns=4857,
    draws=200,
    seed=1,
    how="days drawn jointly, with replacement; each sample re-estimates mean returns and sample covariance",
    points=tuple(ranked(place) for place in range(20)),
    region=tuple(
        VolatilityColumn(0.094 + 0.0025 * i, 0.0965 + 0.0025 * i, 0.071 + 0.0011 * i + (0.002 if i % 3 else 0.0))
        for i in range(20)
    ),
    source="demo",
)


def of_allocation(
    request: GetAllocation
    | GetBacktest
    | GetSimulation
    | GetPairCorrelation
    | GetFactors
    | GetRules
    | GetResampledFrontier,
) -> Reply:
    """The answer to a request about allocation."""
    match request:
        case GetFactors():
            return of_factors(request)
        case GetRules():
            return RulesReply(RULE_STUDY)
        case GetAllocation(target=target):
            plan = msgspec.structs.replace(STUDY.plan, target=target or "max_sharpe") if STUDY.plan else None
            return AllocationReply(msgspec.structs.replace(STUDY, plan=plan))
        case GetBacktest(portfolio=name):
            return BacktestReply(backtest(name or "max_sharpe"), tuple(map(backtest, _named(request.beside))))
        case GetSimulation(portfolio=name):
            return SimulationReply(simulation(name or "max_sharpe"), tuple(map(simulation, _named(request.beside))))
        case GetResampledFrontier():
            return ResampledFrontierReply(RESAMPLED)
        case GetPairCorrelation(first=first, second=second):
            times = [_LAST - (900 - i) * _DAY_S for i in range(900)]
            values = [0.6 + 0.3 * math.sin(i / 60) for i in range(900)]
            return HistoryReply(first, f"{first} and {second}", pack_times(times), pack_floats(values))


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of them that this user has, who named none."""
    return tuple(name for name in names if name != USER_PORTFOLIOS)
