"""Each optimized portfolio by name: which program or rule forms it, with which settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.analytics.portfolio.estimators.expected_returns import mean_return
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.allocation.solver import active, by_rule, mean_risk, tail_risk
from r2k_tui.engine.allocation.solver.active import BenchmarkReturns
from r2k_tui.engine.allocation.solver.frictions import Frictions
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.estimates import NO_MARKET, market_of

POLICY_RETURN = "the return of the policy mix"


class WeightRequest(NamedTuple):
    """What a method forms weights from; `benchmark`: its shares."""

    settings: Allocation
    limits: WeightLimits
    benchmark: dict[str, float]
    moments: AnnualMoments
    frictions: Frictions


def formed(name: str, request: WeightRequest) -> Floats:
    """Weights of the named portfolio, one per member. Raises CannotSolve."""
    if name not in _METHODS:
        raise CannotSolve(f"no portfolio {name}")
    missing = request.settings.missing_for(name)
    if missing:
        raise CannotSolve(f"{name} needs `{missing}` in [allocation]")
    return _METHODS[name](request)


def benchmark_returns(shares: dict[str, float], members: tuple[str, ...], moments: AnnualMoments) -> BenchmarkReturns:
    """Benchmark on the days of the moments: its daily returns, and its expected return.

    The expected return is by the members' own where it consists of them, else 252 x the mean of its daily returns.
    Raises CannotSolve if it has no return on these days.
    """
    if moments.market is None:
        raise CannotSolve(NO_MARKET)
    known = market_of(moments.market)
    if set(shares) <= set(members):
        mu = sum(share * float(moments.mu[members.index(symbol)]) for symbol, share in shares.items())
    else:
        mu = float(mean_return(known))
    return BenchmarkReturns(moments.market, mu)


def _max_sharpe(request: WeightRequest) -> Floats:
    moments = request.moments
    return mean_risk.max_sharpe(moments, request.limits, moments.risk_free, request.frictions)


def _target_vol(request: WeightRequest) -> Floats:
    target = request.settings.target_volatility
    assert target is not None
    return mean_risk.target_vol(request.moments, request.limits, target, request.frictions)


def _target_return(request: WeightRequest) -> Floats:
    target = request.settings.target_return
    assert target is not None
    return mean_risk.target_return(request.moments, request.limits, target, request.frictions)


def _min_te(request: WeightRequest) -> Floats:
    moments, frictions, wanted = request.moments, request.frictions, request.settings.target_return
    benchmark = benchmark_returns(request.benchmark, request.limits.symbols, moments)
    target, origin = wanted, "target_return"
    if target is None:
        policy = by_rule.equal(request.limits)
        target, origin = float(moments.mu @ policy) - frictions.cost * frictions.traded(policy), POLICY_RETURN
    return active.min_te(moments, request.limits, benchmark, target, origin, frictions)


def _max_ir(request: WeightRequest) -> Floats:
    benchmark = benchmark_returns(request.benchmark, request.limits.symbols, request.moments)
    return active.max_ir(request.moments, request.limits, benchmark, request.frictions)


_METHODS: dict[str, Callable[[WeightRequest], Floats]] = {
    "min_vol": lambda r: mean_risk.min_vol(r.moments, r.limits, r.frictions),
    "max_sharpe": _max_sharpe,
    "min_cvar95": lambda r: tail_risk.min_cvar(r.moments, r.limits, r.frictions),
    "min_cdar": lambda r: tail_risk.min_cdar(r.moments, r.limits, r.frictions),
    "hrp": lambda r: by_rule.hrp(r.moments, r.limits),
    "risk_parity": lambda r: by_rule.risk_parity(r.moments, r.limits),
    "max_diversification": lambda r: mean_risk.max_diversification(r.moments, r.limits, r.frictions),
    "target_vol": _target_vol,
    "target_return": _target_return,
    "min_te": _min_te,
    "max_ir": _max_ir,
}
