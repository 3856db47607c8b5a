"""Regressions as parts of a reply, and the members of the index."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.factors.factor_returns import FactorReturns
from r2k_tui.analytics.factors.monthly_returns import MonthlyReturns
from r2k_tui.engine.factors.fits import CannotFit, fit, member_betas
from tests.analytics.factors.test_monthly_returns import SESSIONS
from tests.analytics.factors.test_regression import sample
from tests.cases import cases

MONTH = np.arange("2000-01", "2020-01", dtype="datetime64[M]")[:100]


def factors(count: int = 100) -> tuple[MonthlyReturns, FactorReturns]:
    returns, values = sample(count)
    month = MONTH[:count]
    return MonthlyReturns(month, returns + 0.002), FactorReturns(
        ("Mkt-RF", "SMB", "HML"), month, values, np.full(count, 0.002)
    )


def test_a_fit_is_over_common_months_less_the_riskless_return() -> None:
    series, table = factors()
    shorter = MonthlyReturns(series.month[10:80], series.ret[10:80])
    found = fit("A", shorter, table, {}, ("a note",))
    assert (found.first, found.last, found.n, found.notes) == ("2000-11", "2006-08", 70, ("a note",))
    assert found.mean == pytest.approx(12 * (series.ret[10:80].mean() - 0.002))
    risk = sum(beta.risk or 0.0 for beta in found.betas) + (found.residual_risk or 0.0)
    assert risk == pytest.approx(1.0)
    assert found.alpha.risk is None and found.alpha.ret == pytest.approx(12 * found.alpha.value)
    assert found.r2 is not None and found.r2_adjusted is not None and found.r2_adjusted < found.r2
    ends = np.frombuffer(found.rolling_months, dtype=np.int64).astype("datetime64[s]").astype("datetime64[M]")
    assert ends[0] == series.month[10 + 35] and ends[-1] == series.month[79]


@cases("count", [0, 1, 35])
def test_fewer_than_36_months_are_told_in_words(count: int) -> None:
    series, table = factors()
    words = f"{count} month{'' if count == 1 else 's'} in common with the factors, 36 are needed"
    with pytest.raises(CannotFit, match=words) as refused:
        fit("A", MonthlyReturns(series.month[:count], series.ret[:count]), table, {}, ())
    assert refused.value.kind == "too_short"


def test_36_months_are_enough() -> None:
    series, table = factors()
    assert fit("A", MonthlyReturns(series.month[:36], series.ret[:36]), table, {}, ()).n == 36


def test_cash_and_degenerate_factors_are_told_in_words() -> None:
    series, table = factors()
    with pytest.raises(CannotFit, match="cash has no betas"):
        fit("A", MonthlyReturns(series.month, np.full(100, 0.001)), table, {}, ())
    table.values[:, 1] = 2 * table.values[:, 0]
    with pytest.raises(CannotFit, match="move as one"):
        fit("A", series, table, {}, ())


def test_members_have_percentiles_of_their_betas() -> None:
    days = SESSIONS
    month = days.astype("datetime64[M]")
    months = np.unique(month)
    returns, values = sample(24 + 36)
    del returns
    long = np.arange(months[0] - 36, months[-1] + 1)
    days = np.concatenate([(long[:36] + 1).astype("datetime64[D]") - 1, days])
    betas = np.linspace(0.5, 1.5, 11)
    each = values[:, [0]] * betas + 0.002
    levels = np.cumprod(1 + each, axis=0)
    closes = levels[np.searchsorted(long, days.astype("datetime64[M]"))]
    closes[:30, 10] = np.nan
    table = CloseTable(days.astype("datetime64[D]").astype(np.int64), closes)
    known = FactorReturns(("Mkt-RF", "SMB", "HML"), long, values, np.full(len(long), 0.002))
    found = member_betas(table, "tr", days, known)
    assert (found.used, found.left_out, found.basis) == (10, 1, "tr")
    low, middle, high = np.percentile(betas[:10], [10, 50, 90])
    market = found.betas[0]
    assert (market.p10, market.p50, market.p90) == pytest.approx((low, middle, high))
    assert found.betas[1].p90 == pytest.approx(0.0, abs=1e-9)
    with pytest.raises(CannotFit, match="history_days in"):
        member_betas(CloseTable(table.days[-200:], closes[-200:]), "tr", days, known)
