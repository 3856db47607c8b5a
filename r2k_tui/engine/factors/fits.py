"""Regressions of monthly returns on a factor model, as parts of a reply."""

from __future__ import annotations

from math import isfinite, sqrt

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.factors.contributions import MONTHS_A_YEAR, FactorContributions, contributions
from r2k_tui.analytics.factors.factor_returns import FactorReturns
from r2k_tui.analytics.factors.many_series import betas_of_many
from r2k_tui.analytics.factors.member_months import monthly_table
from r2k_tui.analytics.factors.monthly_returns import MonthlyReturns, common_months
from r2k_tui.analytics.factors.regression import LEAST_MONTHS, DegenerateFactors, Regression, regress, rolling_betas
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.model.factors.study import CLEAR_T, BetaSpread, FactorFit, FactorLoading, MemberBetas
from r2k_tui.model.factors.verdict import verdict_of
from r2k_tui.model.text import plural

# Returns that differ by less than this are those of a price that does not change.
_STILL = 1e-12


class CannotFit(Exception):
    """No regression of this series; `kind` for programs, the text is the user-facing reason."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


def fit(
    name: str, series: MonthlyReturns, factors: FactorReturns, weights: dict[str, float], notes: tuple[str, ...]
) -> FactorFit:
    """Regression of one series over the months it has in common with the factors. Raises CannotFit."""
    month = common_months([series.month, factors.month])
    if len(month) < LEAST_MONTHS:
        words = f"{plural(len(month), 'month')} in common with the factors, {LEAST_MONTHS} are needed"
        raise CannotFit("too_short", words)
    raw = series.ret[np.searchsorted(series.month, month)]
    if np.ptp(raw) <= _STILL:
        raise CannotFit("constant", "its price does not change: cash has no betas")
    rows = np.searchsorted(factors.month, month)
    values, excess = factors.values[rows], raw - factors.riskless[rows]
    try:
        found = regress(excess[:, None], values)
    except DegenerateFactors as error:
        raise CannotFit("degenerate", str(error)) from None
    parts = contributions(found, excess[:, None], values)
    betas = tuple(_loading(found, parts, place, factor) for place, factor in enumerate(factors.factors, 1))
    rolling = rolling_betas(excess, values)[:, 1:]
    ends = month[LEAST_MONTHS - 1 :].astype("datetime64[s]").astype(np.int64)
    return FactorFit(
        name=name,
        first=str(month[0]),
        last=str(month[-1]),
        n=len(month),
        lag=found.lag,
        alpha=_loading(found, parts, 0, "alpha"),
        betas=betas,
        r2=_known(found.r2[0]),
        r2_adjusted=_known(found.r2_adjusted[0]),
        mean=MONTHS_A_YEAR * float(excess.mean()),
        residual_vol=_known(found.residual_std[0] * sqrt(MONTHS_A_YEAR)),
        residual_risk=_known(parts.residual[0]),
        verdict=verdict_of(betas),
        weights=weights,
        notes=notes,
        rolling_window=LEAST_MONTHS,
        rolling_months=ends.tobytes(),
        rolling=np.ascontiguousarray(rolling).tobytes(),
    )


def _loading(found: Regression, parts: FactorContributions, row: int, factor: str) -> FactorLoading:
    return FactorLoading(
        factor=factor,
        value=float(found.coefficients[row, 0]),
        error=_known(found.errors[row, 0]),
        t=_known(found.t[row, 0]),
        p=_known(found.p[row, 0]),
        ret=float(parts.returns[row, 0]),
        risk=_known(parts.risk[row - 1, 0]) if row else None,
    )


def _known(value: float) -> float | None:
    return float(value) if isfinite(value) else None


def member_betas(table: CloseTable, basis: str, sessions: Days, factors: FactorReturns) -> MemberBetas:
    """Betas of the members, from their daily closes. Raises CannotFit where no member has enough months."""
    month, returns = monthly_table(table.days.astype("datetime64[D]"), table.closes, sessions)
    common = common_months([month, factors.month])
    rows = np.searchsorted(factors.month, common)
    excess = returns[np.searchsorted(month, common)] - factors.riskless[rows][:, None]
    found = betas_of_many(excess, factors.values[rows])
    used = np.isfinite(found.coefficients[0])
    if not used.any():
        words = f"the closes of the members span {plural(len(common), 'month')} in common with the factors"
        raise CannotFit("too_short", f"{words}, {LEAST_MONTHS} are needed: history_days in [universe] keeps more")
    betas = tuple(
        _spread(factor, found.coefficients[place, used], found.t[place, used])
        for place, factor in enumerate(factors.factors, 1)
    )
    return MemberBetas(
        used=int(used.sum()),
        left_out=int((~used).sum()),
        first=str(common[0]),
        last=str(common[-1]),
        basis=basis,
        betas=betas,
        r2=_known(float(np.nanmedian(found.r2[used]))),
    )


def _spread(factor: str, values: Floats, t: Floats) -> BetaSpread:
    low, middle, high = np.percentile(values, [10, 50, 90])
    with np.errstate(invalid="ignore"):
        clear = float((np.abs(t) > CLEAR_T).mean())
    return BetaSpread(factor, float(low), float(middle), float(high), clear)
