"""Rows: Sharpe, Sortino, compound growth, Calmar, beta and correlation; total returns."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.risk import ratios
from r2k_tui.analytics.series import sums
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.engine.readings.families.risk import FULL_MINIMUM, have, returns_short
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

SHARPE = Methodology(
    "mean(r - rf) / s(r - rf) x sqrt(252), rf of each day its own bill yield / 252 (Sharpe, 1994)",
    "Its standard error over a year is about 1: differences below that say nothing.",
)
SORTINO = Methodology(
    "mean(r - rf) / sqrt(mean(min(r - rf, 0)^2)) x sqrt(252) (Sortino and Price, 1994)",
    "Definitions differ: here the downside is taken over all n. Wide error over a year.",
)

BETA_RETURNS = 252
_FLAT = "the standard deviation is below 1e-7 of a day: the rounding of an accrual is no risk"


def window_prices(facts: DerivedSeries, size: int | None) -> Floats | None:
    """Adjusted closes of the last `size` returns, or of all; None when one is missing or not above zero."""
    prices = facts.own.adj_close
    count = size + 1 if size else len(prices)
    if len(prices) < count or count <= FULL_MINIMUM:
        return None
    if facts.continuity.gap_within(len(prices) - count):
        return None
    window = prices[-count:]
    return window if np.isfinite(window).all() and window.min() > 0 else None


def _ratio_row(size: int | None) -> ReadingGroup:
    name, need = str(size or "full"), size or FULL_MINIMUM
    label = f"{size} returns" if size else "all returns"

    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        prices = window_prices(facts, size)
        if prices is None:
            return absent(6, returns_short(facts, need), min(have(facts), need))
        n = len(prices) - 1
        returns = facts.returns[-n:]
        spread = ratios.deviation(returns)
        return (
            *_with_rate(facts, returns, spread),
            number(ratios.sharpe(returns, spread=spread), n, _FLAT),
            number(ratios.sortino(returns, spread=spread), n, _no_downside(returns, spread)),
            number(ratios.compound_growth(prices), n, "no growth can be computed"),
            number(ratios.calmar(prices, None if size else _deepest(facts)), n, "no fall in the window"),
        )

    return ReadingGroup(_ratio_fields(name, label), f"{label}, tr", compute)


def _deepest(facts: DerivedSeries) -> float | None:
    found = facts.drawdown("adj_close")
    return found.deepest if found is not None else None


def _with_rate(facts: DerivedSeries, returns: Floats, spread: float) -> tuple[ReadingResult, ReadingResult]:
    n, rates, symbol = len(returns), facts.risk_free, facts.symbol(Role.BILL)
    if rates is None:
        missing = ReadingResult(None, n, f"no {symbol} and no fixed rate")
        return missing, missing
    rates = rates[-n:]
    if not np.isfinite(rates).all():
        bill = facts.series(Role.BILL)
        late = ReadingResult(
            None, n, f"{symbol} begins on {bill.days[0]}, within the window" if bill else f"no {symbol}"
        )
        return late, late
    note = _rate_note(facts, rates)
    sharpe = number(ratios.sharpe(returns, rates, spread), n, _FLAT, note)
    return sharpe, number(ratios.sortino(returns, rates, spread), n, _no_downside(returns, spread), note)


def _rate_note(facts: DerivedSeries, rates: Floats) -> str:
    if facts.inputs.risk_free is not None:
        return f"; rf {facts.inputs.risk_free:.4f} (fixed)"
    symbol = facts.symbol(Role.BILL)
    first, last, mean = facts.days[-len(rates)], facts.days[-1], sums.mean(rates)
    return f"; rf of each day from {first} to {last}, the last {symbol} before it / 100, mean {mean:.4f}"


def _no_downside(returns: Floats, spread: float) -> str:
    return "no return below the target" if ratios.risky(returns, spread) else _FLAT


def _ratio_fields(name: str, label: str) -> tuple[ReadingSpec, ...]:
    sample = f"{label}, simple, tr"
    sharpe = "mean / standard deviation (ddof=1) of daily returns minus rf / 252, x sqrt(252)"
    sortino = "mean / downside deviation (over all n, target rf) of daily returns minus rf / 252, x sqrt(252)"
    return (
        ReadingSpec(f"sharpe_{name}_rf", "ratio", f"{sharpe}, {sample}", SHARPE),
        ReadingSpec(f"sortino_{name}_rf", "ratio", f"{sortino}, {sample}", SORTINO),
        ReadingSpec(f"sharpe_{name}_rf0", "ratio", f"{sharpe}, with rf 0, {sample}", SHARPE),
        ReadingSpec(f"sortino_{name}_rf0", "ratio", f"{sortino}, with rf 0, {sample}", SORTINO),
        ReadingSpec(
            f"cagr_{name}",
            "fraction",
            f"(last / first)^(252/n) - 1 of adjusted closes, n of {label}, tr",
            Methodology("(P_n / P_0)^(252 / n) - 1", "First and last day decide it."),
        ),
        ReadingSpec(
            f"calmar_{name}",
            "ratio",
            f"cagr_{name} / |maximum drawdown| of the same adjusted closes, {label}, tr",
            Methodology("CAGR / |max drawdown| (Young, 1991)", "Depends on one fall; longer windows have deeper ones."),
        ),
    )


def _beta(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    shared, market = facts.common(Role.LARGE_FUND), facts.series(Role.LARGE_FUND)
    fund = facts.symbol(Role.LARGE_FUND)
    if shared is None or market is None:
        return absent(2, f"no {fund}")
    own, other = shared.own[-BETA_RETURNS - 1 :], shared.other[-BETA_RETURNS - 1 :]
    if len(own) <= BETA_RETURNS:
        return absent(2, short(len(own), BETA_RETURNS + 1, f"days common with {fund}"), len(own))
    if facts.continuity.gap_within(int(own[0])):
        return absent(2, "a gap within the window", len(own))
    found = ratios.beta(simple_returns(facts.own.adj_close[own]), simple_returns(market.adj_close[other]))
    as_of, reason = str(facts.days[own[-1]]), "a return is missing, or the returns do not vary"
    return tuple(number(value, BETA_RETURNS, reason, as_of=as_of) for value in (found.beta, found.correlation))


ROWS: tuple[ReadingGroup, ...] = (
    _ratio_row(252),
    _ratio_row(756),
    _ratio_row(None),
    ReadingGroup(
        (
            ReadingSpec(
                "beta_spy_252",
                "ratio",
                "least-squares slope of 252 simple total returns on those of the large fund, common dates, tr",
                Methodology(
                    "cov(r, m) / var(m), ordinary least squares",
                    "Changes with the window; days, not weeks: slow prices bias it.",
                ),
            ),
            ReadingSpec(
                "corr_spy_252",
                "ratio",
                "correlation of 252 simple total returns with those of the large fund, common dates, tr",
                Methodology("cov(r, m) / (s_r s_m)", "Rises in stress, when it is needed to be low."),
            ),
        ),
        "252 returns",
        _beta,
    ),
)
