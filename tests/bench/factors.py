"""How long factor regressions take: 2,000 members at once, beside statsmodels one member after the other."""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.factors.factor_returns import FactorReturns
from r2k_tui.analytics.factors.many_series import betas_of_many
from r2k_tui.analytics.factors.regression import newey_west_lag, rolling_betas
from r2k_tui.engine.factors.fits import member_betas
from r2k_tui.model.factors.models import MODELS
from tests.bench.allocation import best
from tests.bench.row import Row, row

MEMBERS, MONTHS, SAMPLE = 2000, 120, 40
FACTORS = MODELS["ff5mom"].factors


def market() -> tuple[np.ndarray, np.ndarray]:
    """Ten years of factors and members, a tenth of which were listed later, each in a month of its own."""
    rng = np.random.default_rng(6)
    factors = rng.normal(0.004, 0.03, (MONTHS, len(FACTORS)))
    returns = factors @ rng.normal(0.3, 0.5, (len(FACTORS), MEMBERS)) + rng.normal(0, 0.08, (MONTHS, MEMBERS))
    for column in range(0, MEMBERS, 10):
        returns[: rng.integers(1, MONTHS - 40), column] = np.nan
    return returns, factors


def run(quick: bool) -> list[Row]:
    """Measure everything."""
    rounds = 3 if quick else 7
    returns, factors = market()
    days = np.arange(np.datetime64("2010-01-01"), np.datetime64("2020-02-01"))
    days = days[np.is_busday(days)]
    month = np.arange("2010-02", "2020-02", dtype="datetime64[M]")
    levels = np.cumprod(1 + np.nan_to_num(returns), axis=0)
    closes = levels[np.searchsorted(month, days.astype("datetime64[M]")).clip(0, MONTHS - 1)]
    table = CloseTable(days.astype(np.int64), closes)
    known = FactorReturns(FACTORS, month, factors, np.zeros(MONTHS))

    def one_by_one() -> None:
        for column in range(1, SAMPLE + 1):
            own = np.isfinite(returns[:, column])
            design = sm.add_constant(factors[own])
            kwds = {"maxlags": newey_west_lag(int(own.sum()))}
            fit = sm.OLS(returns[own, column], design).fit(cov_type="HAC", cov_kwds=kwds)
            assert fit.tvalues is not None and fit.rsquared_adj is not None

    each = best(one_by_one, 2) / SAMPLE
    reference = 1e3 * each * MEMBERS
    name = f"statsmodels, {SAMPLE} members, times {MEMBERS // SAMPLE}"
    alone = 1e3 * best(lambda: betas_of_many(returns, factors), rounds)
    whole = 1e3 * best(lambda: member_betas(table, "tr", days, known), rounds)
    rolling = 1e3 * best(lambda: rolling_betas(returns[:, 1], factors), rounds)
    return [
        row("betas of 2,000 members", alone, "ms", name, reference, 1000.0, never=2.0),
        row("the same from ten years of daily closes", whole, "ms", name, reference, 1000.0, never=2.0),
        row("rolling betas of one series", rolling, "ms", "", None, 50.0, never=500.0),
    ]
