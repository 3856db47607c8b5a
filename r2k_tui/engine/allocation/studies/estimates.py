"""Annual moments of the members by the estimators of the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.portfolio.estimators import black_litterman, covariances, expected_returns
from r2k_tui.analytics.portfolio.estimators.black_litterman import BlackLittermanView
from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.engine.allocation.solver.by_rule import equal
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.solver.reasons import CannotSolve, percent
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.text import plural

NO_MARKET = "the benchmark has no returns in this window, so there is no market to measure against"
_COVARIANCES: dict[str, Callable[[Floats], Floats]] = {
    "sample": expected_returns.sample_covariance,
    "ledoit_wolf": expected_returns.ledoit_wolf,
    "constant_correlation": covariances.constant_correlation,
    "ewma": covariances.ewma_covariance,
}


class ReturnSample(NamedTuple):
    """Daily returns of the members and of the benchmark, NaN where it has none, with the mean annual risk-free rate on
    all days and on those of the benchmark.
    """

    returns: Floats
    market: Floats
    risk_free: float
    market_risk_free: float


def estimated(settings: Allocation, limits: WeightLimits, sample: ReturnSample) -> AnnualMoments:
    """Moments of the sample.

    Raises CannotSolve unless there are more returns than members, or if the model of expected returns lacks inputs.
    """
    count, width = sample.returns.shape
    if count <= width:
        raise CannotSolve(
            f"{plural(count, 'return')} of {plural(width, 'member')}: there must be more returns than members"
        )
    covariance = _COVARIANCES[settings.covariance](sample.returns)
    match settings.expected_return:
        case "shrunk":
            mu = expected_returns.shrunk(sample.returns, covariance)
        case "capm":
            known = np.isfinite(sample.market)
            mu = expected_returns.capm(sample.returns[known], market_of(sample.market), sample.market_risk_free)
        case "black_litterman":
            prior = sample.risk_free + _equilibrium(settings, limits, sample, covariance)
            mu, covariance = black_litterman.posterior(prior, covariance, _views(settings, limits.symbols))
        case _:
            mu = expected_returns.mean_return(sample.returns)
    cash = limits.symbols.index(CASH) if CASH in limits.symbols else None
    return AnnualMoments(mu, covariance, sample.returns, sample.risk_free, sample.market, cash)


def market_of(daily: Floats) -> Floats:
    """Returns of the benchmark on the days that it has one. Raises CannotSolve if there are none."""
    known = daily[np.isfinite(daily)]
    if not len(known):
        raise CannotSolve(NO_MARKET)
    return known


def market_weights(settings: Allocation, limits: WeightLimits) -> Floats:
    """Weights behind the prior of Black-Litterman: by market cap if every member has one, else the policy mix, in which
    each sleeve whose members all have one is split by it.
    """
    caps = np.array([settings.market_caps.get(symbol, np.nan) for symbol in limits.symbols])
    if np.isfinite(caps).all():
        result: Floats = caps / caps.sum()
        return result
    weights = equal(limits)
    for sleeve in limits.sleeves:
        own = caps[sleeve.members]
        if np.isfinite(own).all():
            weights[sleeve.members] = weights[sleeve.members].sum() * own / own.sum()
    return weights


def prior_words(settings: Allocation, symbols: tuple[str, ...]) -> str:
    """Which weights are behind the prior of Black-Litterman, for a note; "" if no prior is used."""
    if settings.expected_return != "black_litterman":
        return ""
    absent = [symbol for symbol in symbols if symbol not in settings.market_caps]
    if not absent:
        return "the prior of black_litterman is by market cap"
    where = "" if len(absent) == len(symbols) else ", and by market cap in each sleeve whose members all have one"
    return f"the prior of black_litterman is the policy mix{where}: market_caps lacks {', '.join(absent)}"


def _equilibrium(settings: Allocation, limits: WeightLimits, sample: ReturnSample, covariance: Floats) -> Floats:
    aversion = settings.risk_aversion
    if aversion is None:
        market = market_of(sample.market)
        aversion = black_litterman.risk_aversion(market, sample.market_risk_free)
        if not aversion > 0:
            earned = percent(float(expected_returns.mean_return(market)))
            raise CannotSolve(
                f"the benchmark earned no more than the risk-free rate ({earned} against "
                f"{percent(sample.market_risk_free)}) and so implies no risk aversion: set risk_aversion"
            )
    return black_litterman.equilibrium(covariance, market_weights(settings, limits), aversion)


def _views(settings: Allocation, symbols: tuple[str, ...]) -> list[BlackLittermanView]:
    """Views whose symbols are all members. Raises CannotSolve if none is left."""
    views = []
    for view in settings.views:
        if view.symbol in symbols and (view.over is None or view.over in symbols):
            picks = np.zeros(len(symbols))
            picks[symbols.index(view.symbol)] = 1.0
            if view.over is not None:
                picks[symbols.index(view.over)] = -1.0
            views.append(BlackLittermanView(picks, view.ret, view.confidence))
    if not views:
        raise CannotSolve("no view is left: their symbols have no history")
    return views
