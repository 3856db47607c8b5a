"""Returns on the days that all have."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import PriceHistory, accrued, build, usable, with_column


def prices(first: str, *values: float, step: int = 1) -> PriceHistory:
    days = np.arange(len(values)) * step + np.datetime64(first, "D")
    return PriceHistory(days, np.array(values))


def test_common_days_alone() -> None:
    panel = build({"A": prices("2024-01-01", 10, 11, 12, 13), "B": prices("2024-01-02", 5, 6, 9)}, ("A", "B"))
    assert (panel.start, [str(day) for day in panel.days]) == ("2024-01-02", ["2024-01-03", "2024-01-04"])
    assert panel.column("A") == pytest.approx([12 / 11 - 1, 13 / 12 - 1])
    assert panel.columns(("B", "A"))[1] == pytest.approx([0.5, 13 / 12 - 1])


def test_a_day_that_one_lacks_joins_the_returns_beside_it() -> None:
    gap = PriceHistory(np.array(["2024-01-01", "2024-01-03"], dtype="datetime64[D]"), np.array([1.0, 1.5]))
    panel = build({"A": prices("2024-01-01", 10, 20, 30), "B": gap}, ("A", "B"))
    assert panel.returns == pytest.approx(np.array([[2.0, 0.5]]))


def test_what_need_not_be_common_is_nan_where_it_has_no_price() -> None:
    panel = build({"A": prices("2024-01-01", 1, 2, 4), "X": prices("2024-01-02", 1, 3)}, ("A",))
    assert panel.column("A") == pytest.approx([1, 1])
    assert np.isnan(panel.column("X")[0]) and panel.column("X")[1] == pytest.approx(2)


def test_years_before_the_last_common_day() -> None:
    panel = build({"A": prices("2020-01-01", *range(1, 2000))}, ("A",), years=2)
    assert str(panel.days[-1].astype("datetime64[Y]") - 2) == panel.start[:4]


def test_no_common_day() -> None:
    panel = build({"A": prices("2020-01-01", 1, 2), "B": prices("2021-01-01", 1, 2)}, ("A", "B"))
    assert panel.returns.shape == (0, 2)


def test_scaled_prices_are_the_same_returns() -> None:
    walk = 100 * np.cumprod(1 + np.random.default_rng(1).normal(0, 0.01, 300))
    one, other = (build({"A": prices("2020-01-01", *(walk * f))}, ("A",)) for f in (1.0, 37.5))
    assert one.returns == pytest.approx(other.returns, rel=1e-12)


def test_what_is_no_price() -> None:
    kept = usable(prices("2024-01-01", 3, -1, 0, np.nan, np.inf, 4))
    assert kept.values.tolist() == [3, 4]
    assert [str(day) for day in kept.days] == ["2024-01-01", "2024-01-06"]


def test_rows_know_where_they_begin() -> None:
    panel = build({"A": prices("2024-01-01", 1, 2, 4, 8)}, ("A",))
    assert (panel.rows(0, 2).start, panel.rows(2, 3).start) == ("2024-01-01", "2024-01-03")


def test_another_column_stands_where_it_is_put() -> None:
    panel = build({"A": prices("2024-01-01", 10, 11, 12), "B": prices("2024-01-01", 5, 6, 9)}, ("A", "B"))
    more = with_column(panel, "cash", np.array([0.1, 0.2]), 1)
    assert more.symbols == ("A", "cash", "B") and more.column("cash").tolist() == [0.1, 0.2]
    assert more.column("B").tolist() == panel.column("B").tolist() and more.start == panel.start
    assert with_column(panel, "cash", np.float64(0.1), 2).column("cash").tolist() == [0.1, 0.1]


def test_an_amount_earns_a_252nd_of_each_day_s_rate() -> None:
    days = prices("2024-01-01", 1, 1, 1).days
    assert accrued(days, np.array([0.9, 0.0252, 0.0504])).values == pytest.approx([1.0, 1.0001, 1.0001 * 1.0002])
    assert accrued(days, 0.0252).values == pytest.approx([1.0, 1.0001, 1.0001**2])
    assert len(accrued(days[:0], 0.05).values) == 0
