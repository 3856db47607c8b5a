"""Trades on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.trades import MemberDrift, SoldLot, Trade, TradePlan


def test_a_purchase_has_only_what_every_trade_has() -> None:
    assert msgspec.to_builtins(Trade("A", 3, 2.0, 6.0)) == {"symbol": "A", "shares": 3, "price": 2.0, "value": 6.0}


def test_whole_and_fractional_shares_keep_their_kind() -> None:
    for shares in (3, 0.5):
        made = Trade("A", shares, 2.0, 6.0, lots=(SoldLot("A#1", shares),))
        again = msgspec.json.decode(msgspec.json.encode(made), type=Trade)
        assert again == made and type(again.shares) is type(shares)


def test_members_outside_the_band_the_furthest_first_and_sales_of_unknown_gain() -> None:
    rows = (MemberDrift("A", 0.4, 0.5, 0.5, True), MemberDrift("B", 0.5, 0.3, 0.3, True))
    inside = MemberDrift("C", 0.1, 0.2, 0.11, False)
    sale = Trade("B", -1, 1.0, -1.0, shares_without_cost=1.0)
    plan = TradePlan("equal", (sale, Trade("A", 1, 1.0, 1.0)), members=(*rows, inside))
    assert [member.symbol for member in plan.out] == ["B", "A"]
    assert plan.without_cost == ("B",)
