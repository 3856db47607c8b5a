"""Prices of another currency, day by day."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.base_currency import in_base
from r2k_tui.analytics.portfolio.return_panel import PriceHistory, build
from tests.cases import cases


def history(first: str, *values: float) -> PriceHistory:
    start = np.datetime64(first, "D")
    return PriceHistory(start + np.arange(len(values)), np.array(values))


def test_each_day_by_its_own_rate() -> None:
    pounds = history("2031-05-12", 100.0, 110.0, 121.0)
    found = in_base(pounds, history("2031-05-12", 1.20, 1.30, 1.25), divides=False)
    assert found.values == pytest.approx([120.0, 143.0, 151.25])
    returns = build({"A": found}, ("A",)).column("A")
    assert returns == pytest.approx([1.1 * 1.30 / 1.20 - 1, 1.1 * 1.25 / 1.30 - 1])


def test_units_for_a_dollar_divide() -> None:
    found = in_base(history("2031-05-12", 3000.0, 3100.0), history("2031-05-12", 150.0, 155.0), divides=True)
    assert found.values == pytest.approx([20.0, 20.0]), "the yen lost what the share gained"


def test_the_last_rate_known_is_carried_for_five_days_and_no_longer() -> None:
    found = in_base(history("2031-05-12", *[100.0] * 8), history("2031-05-12", 1.5), divides=False)
    assert [str(day) for day in found.days] == [f"2031-05-{day}" for day in range(12, 18)]


def test_no_rate_of_a_later_day_is_used() -> None:
    found = in_base(history("2031-05-12", 100.0, 100.0, 100.0), history("2031-05-13", 1.5, 1.6), divides=False)
    assert [str(day) for day in found.days] == ["2031-05-13", "2031-05-14"]
    assert found.values == pytest.approx([150.0, 160.0])


@cases("rates", [history("2031-05-12"), history("2032-01-01", 1.5), history("2030-01-01", 1.5)])
def test_without_a_rate_of_the_time_nothing_is_left(rates: PriceHistory) -> None:
    found = in_base(history("2031-05-12", 100.0, 101.0), rates, divides=False)
    assert len(found.days) == len(found.values) == 0
