"""Trades in whole shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.trade_list import leftover, orders


def test_from_cash_alone() -> None:
    found = orders({"A": 0.6, "B": 0.4}, {}, {"A": 30.0, "B": 7.0}, 1000.0)
    # 600 / 30 = 20; 400 / 7 = 57.1.
    assert [(o.symbol, o.shares) for o in found] == [("B", 57), ("A", 20)]
    assert leftover({o.symbol: o.shares for o in found}, {"A": 30.0, "B": 7.0}, 1000.0, 0.0) == 1.0


def test_sales_pay_for_purchases_and_come_first() -> None:
    found = orders({"A": 0.5, "B": 0.5}, {"A": 10.0}, {"A": 100.0, "B": 50.0}, 0.0)
    assert [(o.symbol, o.shares, o.value) for o in found] == [("A", -5, -500.0), ("B", 10, 500.0)]


def test_a_purchase_that_cannot_be_paid_is_cut() -> None:
    found = orders({"A": 1.0}, {}, {"A": 100.0}, 1000.0, cost=0.01)
    assert [(o.symbol, o.shares) for o in found] == [("A", 9)]


def test_small_trades_are_left_out() -> None:
    held = {"A": 50.0, "B": 49.0}
    assert orders({"A": 0.5, "B": 0.5}, held, {"A": 10.0, "B": 10.0}, 0.0, least=50.0) == []


def test_never_more_is_sold_than_is_held() -> None:
    found = orders({"A": 0.0, "B": 1.0}, {"A": 10.5}, {"A": 10.0, "B": 1.0}, 0.0)
    assert next(o.shares for o in found if o.symbol == "A") == -10


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, float], dict[str, float], dict[str, float], float, float]:
    symbols = [f"S{i}" for i in range(draw(st.integers(1, 6)))]
    raw = [draw(st.floats(0.01, 1)) for _ in symbols]
    target = {s: value / sum(raw) for s, value in zip(symbols, raw, strict=True)}
    held = {s: float(draw(st.integers(0, 500))) for s in symbols}
    prices = {s: draw(st.floats(0.5, 900)) for s in symbols}
    return target, held, prices, draw(st.floats(0, 1e5)), draw(st.sampled_from([0.0, 0.0005, 0.01]))


@given(cases())
def test_laws(case: tuple[dict[str, float], dict[str, float], dict[str, float], float, float]) -> None:
    target, held, prices, cash, cost = case
    counts = {o.symbol: o.shares for o in orders(target, held, prices, cash, cost=cost)}
    assert leftover(counts, prices, cash, cost) >= -1e-6, "never on credit"
    assert all(held[s] + n >= 0 for s, n in counts.items()), "never short"
    total = cash + sum(held[s] * prices[s] for s in target)
    slack = sum(prices.values()) + 2 * cost * total + 1e-6
    for s, share in target.items():
        assert (held[s] + counts.get(s, 0)) * prices[s] == pytest.approx(share * total, abs=slack)
