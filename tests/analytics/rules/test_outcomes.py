"""The outcome of a rule: years, drawdowns with days, the path by month, what is lacking."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.rules.definitions import RULES
from r2k_tui.analytics.rules.outcomes import RuleOutcome, outcome
from r2k_tui.analytics.rules.study import market_of
from tests.analytics.rules.markets import cut, inputs

TEN_MONTH = RULES[0]


def found(count: int = 1500) -> RuleOutcome:
    result = outcome(TEN_MONTH, market_of(TEN_MONTH, inputs(count)), 0.0005, 0.05)
    assert isinstance(result, RuleOutcome)
    return result


def test_years_multiply_to_the_whole() -> None:
    for figures in (found().result.figures, found().result.buy_and_hold):
        whole = np.prod([1 + change for change in figures.years.values()])
        assert figures.cagr is not None
        assert whole ** (252 / found().result.n_returns) - 1 == pytest.approx(figures.cagr)


def test_the_path_by_month_holds_the_deepest_day_of_each() -> None:
    result = found().result
    path = result.path
    growth, falls = np.frombuffer(path.growth), np.frombuffer(path.falls)
    days = np.frombuffer(path.time, dtype="datetime64[s]").astype("datetime64[D]")
    assert growth[0] == 1.0 and (str(days[0]), str(days[-1])) == (result.first, result.last)
    assert len({str(day)[:7] for day in days[1:]}) == len(days) - 1
    assert falls.min() == pytest.approx(result.figures.maxdd) and (falls <= 0).all()
    assert np.frombuffer(path.hold_falls).min() == pytest.approx(result.buy_and_hold.maxdd)


def test_the_days_of_the_drawdown_are_in_order() -> None:
    figures = found().result.buy_and_hold
    assert figures.maxdd_peak is not None and figures.maxdd_trough is not None
    assert figures.maxdd_peak < figures.maxdd_trough < (figures.maxdd_recovered or "9999")


def test_holding_is_in_all_the_time_at_one_trade() -> None:
    held, own = found().result.buy_and_hold, found().result.figures
    assert (held.exposure, held.invested, held.trades) == (1.0, 1.0, 1)
    assert held.cost == pytest.approx(0.0005) and own.exposure == own.invested < 1.0
    assert own.cost > held.cost and own.trades > 2


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (100, "needs 10 finished months, has 4"),
        (300, "has only 4 of 12 months since its first decision, 2002-01-01"),
    ],
)
def test_what_is_lacking(count: int, words: str) -> None:
    market = market_of(TEN_MONTH, cut(inputs(900), count))
    assert outcome(TEN_MONTH, market, 0.0, 0.05) == words
