"""Trades in whole lots: by hand, against every combination of lots, and laws that hold for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.trading.trade_list import Order, TradeRules, leftover, orders, whole


def counts(found: list[Order]) -> dict[str, float]:
    return {order.symbol: order.shares for order in found}


def test_from_cash_alone() -> None:
    found = orders({"A": 0.6, "B": 0.4}, {}, {"A": 30.0, "B": 7.0}, 1000.0)
    # 600 / 30 = 20; 400 / 7 = 57.1.
    assert [(o.symbol, o.shares) for o in found] == [("B", 57), ("A", 20)]
    assert leftover(counts(found), {"A": 30.0, "B": 7.0}, 1000.0, 0.0) == 1.0


def test_sales_pay_for_purchases_and_come_first() -> None:
    found = orders({"A": 0.5, "B": 0.5}, {"A": 10.0}, {"A": 100.0, "B": 50.0}, 0.0)
    assert [(o.symbol, o.shares, o.value) for o in found] == [("A", -5, -500.0), ("B", 10, 500.0)]


def test_a_purchase_that_cannot_be_paid_is_cut() -> None:
    found = orders({"A": 1.0}, {}, {"A": 100.0}, 1000.0, TradeRules(cost=0.01))
    assert [(o.symbol, o.shares) for o in found] == [("A", 9)]


def test_cash_left_over_buys_what_brings_it_nearest() -> None:
    # 333.33 each: three of A, six of B, one of C, and 170 left: too little for C, so A, then B.
    found = orders({"A": 1 / 3, "B": 1 / 3, "C": 1 / 3}, {}, {"A": 100.0, "B": 55.0, "C": 200.0}, 1000.0)
    assert counts(found) == {"A": 4, "B": 7, "C": 1}


def test_small_trades_are_left_out() -> None:
    held = {"A": 50.0, "B": 49.0}
    assert orders({"A": 0.5, "B": 0.5}, held, {"A": 10.0, "B": 10.0}, 0.0, TradeRules(least=50.0)) == []


def test_what_is_left_out_as_too_small_neither_pays_for_others_nor_costs_them() -> None:
    prices = {"A": 10.0, "B": 10.0}
    assert counts(orders({"A": 0.0, "B": 1.0}, {"A": 9.0}, prices, 910.0, TradeRules(least=100.0))) == {"B": 91}
    found = orders({"A": 0.5, "B": 0.47, "C": 0.03}, {}, {**prices, "C": 10.0}, 1000.0, TradeRules(least=50.0))
    assert counts(found) == {"A": 51, "B": 48}


def test_never_more_is_sold_than_is_held_in_whole_lots() -> None:
    found = orders({"A": 0.0, "B": 1.0}, {"A": 10.5}, {"A": 10.0, "B": 1.0}, 0.0)
    assert counts(found)["A"] == -10
    lots = TradeRules(lot_sizes={"A": 4.0})
    assert counts(orders({"A": 0.0, "B": 1.0}, {"A": 10.5}, {"A": 10.0, "B": 1.0}, 0.0, lots))["A"] == -8


def test_lots_are_multiples_and_may_be_fractions() -> None:
    rules = TradeRules(lot_sizes={"A": 100.0, "B": 0.001})
    found = counts(orders({"A": 0.5, "B": 0.5}, {}, {"A": 2.0, "B": 333.0}, 1000.0, rules))
    # A lacks 100 for its third lot; half of it goes to B, and half stays cash: no other half is nearer.
    assert found == {"A": 200, "B": 1.652}
    assert isinstance(found["A"], int) and isinstance(found["B"], float)


def test_what_is_not_to_be_sold_stays_and_the_rest_is_bought_as_far_as_cash_goes() -> None:
    prices = {"A": 10.0, "B": 10.0, "C": 10.0}
    target = {"A": 0.0, "B": 0.5, "C": 0.5}
    found = orders(target, {"A": 50.0}, prices, 100.0, TradeRules(kept=("A",)))
    assert counts(found) == {"B": 5, "C": 5}


def test_cash_is_kept_where_it_is_a_member_and_where_the_weights_leave_it() -> None:
    prices = {"A": 10.0}
    assert counts(orders({"A": 0.6, "cash": 0.4}, {}, prices, 1000.0)) == {"A": 60}
    assert counts(orders({"A": 0.6}, {}, prices, 1000.0)) == {"A": 60}
    assert counts(orders({"A": 0.6, "cash": 0.4}, {"A": 100.0}, prices, 0.0)) == {"A": -40}
    assert orders({"cash": 1.0}, {}, prices, 1000.0) == []


def test_debt_is_paid_first_and_a_short_position_bought_back() -> None:
    prices = {"A": 10.0, "B": 10.0}
    assert counts(orders({"A": 1.0}, {"A": 100.0}, prices, -300.0)) == {"A": -30}
    assert counts(orders({"A": 0.5, "B": 0.5}, {"A": -10.0}, prices, 500.0)) == {"A": 30, "B": 20}


def test_debt_is_paid_from_below_the_target_where_what_is_above_must_stay() -> None:
    held, prices = {"A": 50.0, "B": 60.0}, {"A": 100.0, "B": 100.0}
    kept = TradeRules(kept=("A",))
    assert orders({"A": 0.1, "B": 0.9}, held, prices, -1000.0, kept) == [("B", -10, 100.0)]
    assert orders({"A": 0.1, "B": 0.9}, held, prices, -1000.0) == [("A", -40, 100.0), ("B", 30, 100.0)]
    odd = TradeRules(lot_sizes={"A": 100.0})
    assert orders({"A": 0.0, "B": 1.0}, held, prices, -450.0, odd) == [("B", -5, 100.0)], "50 shares are no lot"


def test_a_penny_stock_takes_no_million_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    from r2k_tui.analytics.portfolio.trading import lot_fill

    steps = 0
    gains = lot_fill._gains

    def counted(*arguments: object) -> object:
        nonlocal steps
        steps += 1
        return gains(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(lot_fill, "_gains", counted)
    # 600,000 buys one share of A; of the 200,000 left, B and C take as much as remains cash.
    prices = {"A": 400_000.0, "B": 0.0001, "C": 0.0003}
    found = counts(orders({"A": 0.6, "B": 0.2, "C": 0.2}, {}, prices, 1_000_000.0))
    assert found["A"] == 1 and found["B"] > 1e9 and found["C"] > 1e8
    assert steps < 200
    # Nothing of D may be sold, so that all purchases are cut: by the same amount each.
    short = counts(
        orders({"B": 0.5, "C": 0.5, "D": 0.0}, {"D": 9.0}, {**prices, "D": 100.0}, 100.0, TradeRules(kept=("D",)))
    )
    assert short["B"] == pytest.approx(500_000, abs=2) and short["C"] == pytest.approx(166_666, abs=2)
    assert steps < 400


@pytest.mark.parametrize("size", [1.0, 1e-3, 1e-8])
@pytest.mark.parametrize("cost", [5e-4, 0.1])
def test_a_tiny_lot_takes_no_million_steps_where_trading_costs(
    monkeypatch: pytest.MonkeyPatch, size: float, cost: float
) -> None:
    """99,000 in halves: no lot of 100 A at 600, so that all that is nearer goes to B."""
    from r2k_tui.analytics.portfolio.trading import lot_fill

    steps = 0
    gains = lot_fill._gains

    def counted(*arguments: object) -> object:
        nonlocal steps
        steps += 1
        assert steps < 1000
        return gains(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(lot_fill, "_gains", counted)
    prices = {"A": 600.0, "B": 220.0}
    rules = TradeRules(cost=cost, lot_sizes={"A": 100.0, "B": size})
    found = counts(orders({"A": 0.5, "B": 0.5}, {}, prices, 99_000.0, rules))
    # Least (x - 49,500)^2 + (99,000 - (1 + cost) x)^2.
    best = (49_500 + 99_000 * (1 + cost)) / (1 + (1 + cost) ** 2)
    assert found == {"B": pytest.approx(best / 220, abs=size + 1e-6)}
    # A sale that is bought back in part, for nothing else can be bought.
    held = {"B": 1_000_000.0}
    kept = counts(orders({"A": 0.5, "B": 0.5}, held, {"A": 1e9, "B": 0.1}, 0.0, rules))
    assert -1_000_000 < kept["B"] < 0


def test_a_band_sells_down_to_its_edge_only() -> None:
    prices = {"A": 10.0, "B": 10.0}
    found = orders({"A": 0.6, "B": 0.4}, {"A": 80.0, "B": 20.0}, prices, 0.0, TradeRules(band=0.05))
    # A from 80 % to 65 %, B from 20 % to 35 %.
    assert counts(found) == {"A": -15, "B": 15}
    assert orders({"A": 0.6, "B": 0.4}, {"A": 65.0, "B": 35.0}, prices, 0.0, TradeRules(band=0.05)) == []


def test_a_band_sells_others_only_to_pay_for_a_purchase() -> None:
    prices = {"A": 10.0, "B": 10.0, "C": 10.0}
    target = {"A": 0.4, "B": 0.3, "C": 0.3}
    # C, at 22 %, goes to 25 %: half of it from cash, the rest from A, which is furthest above its target.
    found = orders(target, {"A": 445.0, "B": 320.0, "C": 220.0}, prices, 150.0, TradeRules(band=0.05))
    assert counts(found) == {"A": -15, "C": 30}


def test_a_band_of_cash_as_a_member() -> None:
    prices = {"A": 10.0, "B": 10.0}
    target = {"A": 0.5, "B": 0.4, "cash": 0.1}
    # Cash, at 20 %, goes to 15 %: into B, which is furthest below its target.
    found = orders(target, {"A": 48.0, "B": 32.0}, prices, 200.0, TradeRules(band=0.05))
    assert counts(found) == {"B": 5}


@st.composite
def small(draw: st.DrawFn) -> tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules]:
    """A program so small that every combination of lots can be tried."""
    symbols = ["A", "B", "C"][: draw(st.integers(1, 3))]
    raw = [draw(st.floats(0.05, 1)) for _ in symbols]
    target = {s: value / sum(raw) for s, value in zip(symbols, raw, strict=True)}
    held = {s: float(draw(st.integers(0, 3))) for s in symbols}
    prices = {s: draw(st.floats(20, 90)) for s in symbols}
    kept = tuple(s for s in symbols if draw(st.booleans()) and draw(st.booleans()))
    cost = draw(st.sampled_from([0.0, 0.0, 0.001]))
    return target, held, prices, draw(st.floats(0, 400)), TradeRules(cost=cost, kept=kept)


def distance(
    target: dict[str, float], after: dict[str, float], prices: dict[str, float], cash: float, total: float
) -> float:
    reserve = total * (1 - sum(target.values()))
    return sum((after[s] * prices[s] - w * total) ** 2 for s, w in target.items()) + (cash - reserve) ** 2


@given(small())
def test_no_combination_of_lots_comes_much_nearer(
    case: tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules],
) -> None:
    from itertools import product

    target, held, prices, cash, rules = case
    total = cash + sum(held[s] * prices[s] for s in target)
    ranges = [
        range(0 if s in rules.kept else -int(held[s]), int(total / prices[s]) + 1)
        for s in target  # no purchase may exceed the whole
    ]
    best = min(
        distance(target, {s: held[s] + n for s, n in made.items()}, prices, left, total)
        for combination in product(*ranges)
        if (left := leftover(made := dict(zip(target, combination, strict=True)), prices, cash, rules.cost)) >= -1e-9
    )
    made = counts(orders(target, held, prices, cash, rules))
    mine = distance(
        target, {s: held[s] + made.get(s, 0) for s in target}, prices, leftover(made, prices, cash, rules.cost), total
    )
    # One lot of the largest price is as near as a greedy choice comes.
    assert mine**0.5 <= best**0.5 + max(prices.values()) + 1e-6


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules]:
    symbols = [f"S{i}" for i in range(draw(st.integers(1, 6)))]
    raw = [draw(st.floats(0.01, 1)) for _ in symbols]
    cash_share = draw(st.sampled_from([0.0, 0.0, 0.2]))
    target = {s: value / sum(raw) * (1 - cash_share) for s, value in zip(symbols, raw, strict=True)}
    target |= {"cash": cash_share} if cash_share else {}
    held = {s: float(draw(st.integers(0, 500))) for s in symbols}
    prices = {s: draw(st.floats(0.001, 900)) for s in symbols}
    rules = TradeRules(
        least=draw(st.sampled_from([0.0, 100.0])),
        cost=draw(st.sampled_from([0.0, 0.0005, 0.01])),
        lot_sizes={s: draw(st.sampled_from([1.0, 10.0, 0.001])) for s in symbols},
        kept=tuple(s for s in symbols if draw(st.booleans()) and draw(st.booleans())),
        band=draw(st.sampled_from([None, 0.02, 0.05])),
    )
    return target, held, prices, draw(st.floats(0, 1e5)), rules


@given(cases())
def test_laws(case: tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules]) -> None:
    target, held, prices, cash, rules = case
    found = orders(target, held, prices, cash, rules)
    made = counts(found)
    assert leftover(made, prices, cash, rules.cost) >= -1e-6, "never on margin"
    assert all(held[s] + n >= -1e-9 for s, n in made.items()), "never short"
    assert all(made.get(s, 0) >= 0 for s in rules.kept), "never of what is not to be sold"
    assert all(abs(order.value) >= rules.least * (1 - 1e-9) for order in found)
    for s, n in made.items():
        assert abs(n / rules.lot_sizes[s] - round(n / rules.lot_sizes[s])) < 1e-6
    assert [order.value for order in found] == sorted(order.value for order in found)


@given(cases())
def test_without_limits_every_position_ends_within_lots_of_its_target(
    case: tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules],
) -> None:
    target, held, prices, cash, rules = case
    plain = TradeRules(cost=rules.cost)
    made = counts(orders(target, held, prices, cash, plain))
    total = cash + sum(held[s] * prices[s] for s in held)
    slack = sum(prices.values()) + 2 * rules.cost * total + 1e-6
    for s in held:
        assert (held[s] + made.get(s, 0)) * prices[s] == pytest.approx(target[s] * total, abs=slack)


@given(cases(), st.sampled_from([0.01, 0.03, 0.1]))
def test_a_band_leaves_everything_inside_and_turns_over_no_more_than_the_targets_need(
    case: tuple[dict[str, float], dict[str, float], dict[str, float], float, TradeRules], width: float
) -> None:
    target, held, prices, cash, _ = case
    rules = TradeRules(band=width, lot_sizes=dict.fromkeys(held, 1e-6))
    made = counts(orders(target, held, prices, cash, rules))
    total = cash + sum(held[s] * prices[s] for s in held)
    if total <= 0:
        return
    reach, least = width * total, max(prices.values()) * 1e-5
    before = {s: held[s] * prices[s] - target[s] * total for s in held}
    out = {s for s, gap in before.items() if abs(gap) > reach + least}
    cash_out = "cash" in target and abs(cash - target["cash"] * total) > reach + least
    if not out and not cash_out:
        return
    for s in held:
        after = before[s] + made.get(s, 0) * prices[s]
        assert abs(after) <= reach + least, (s, before[s], after)
        if before[s] > reach + least:
            assert after <= reach + least and made[s] < 0
        if s in out and before[s] < -reach - least:
            assert after >= -reach - least and made[s] > 0


def test_whole_numbers_of_shares_are_integers() -> None:
    assert (whole(5.0), type(whole(5.0)), whole(0.5)) == (5, int, 0.5)


def test_a_sale_to_the_band_ends_inside_and_its_money_stays_cash() -> None:
    prices = {"A": 10.0, "B": 10.0, "C": 10.0}
    rules = TradeRules(band=0.05, lot_sizes={"A": 3.0})
    # From 47 % to 45 % takes two shares, in lots of three; the others are inside, and nothing is bought.
    found = orders({"A": 0.4, "B": 0.3, "C": 0.3}, {"A": 47.0, "B": 27.0, "C": 26.0}, prices, 0.0, rules)
    assert counts(found) == {"A": -3}
