"""Trades from what is held: their lots and gains, bands, cash as a member, and words for what a reader must know."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.config.sections.allocation.trading import Trading
from r2k_tui.config.sections.watchlist import Holding, NamedPortfolio, PortfolioSettings
from r2k_tui.engine.allocation.holdings import HoldingsValue
from r2k_tui.engine.allocation.trades import drift_words, plan, tax_lots, trade_notes
from r2k_tui.engine.context import EngineContext, new_context
from r2k_tui.model.allocation.trades import TradePlan
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START

OLD = Holding("IWM", 40.0, 100.0, date(2020, 1, 2))
DEAR = Holding("IWM", 60.0, 250.0, date(2025, 4, 8))
GIFT = Holding("IWM", 10.0)
PRICES = {"IWM": 200.0, "SPY": 500.0, "GLD": 300.0}


def context(
    *held: Holding, cash: float = 0.0, members: tuple[str, ...] = ("IWM", "SPY", "GLD"), **settings: Any
) -> EngineContext:
    allocation = Allocation(sleeves=(Sleeve("All", members, weight=1.0),), cost_bp=0.0, **settings)
    config = Config(portfolio=PortfolioSettings(cash, held), allocation=allocation)
    return new_context(config, None, Store(None, "test"), SourceFacts("test"), lambda: START)


def planned(
    made: EngineContext, weights: dict[str, float], prices: dict[str, float] = PRICES, **more: Any
) -> TradePlan:
    shares: dict[str, float] = {}
    for holding in made.config.own.holdings:
        shares[holding.symbol] = shares.get(holding.symbol, 0.0) + holding.shares
    traded = made.config.allocation.traded
    mine = HoldingsValue(shares, prices, made.config.own.cash, {}, {}, "now", "USD", {}, (), traded)._replace(**more)
    return plan(made, mine, "equal", weights)


def test_a_sale_names_its_lots_the_oldest_first() -> None:
    found = planned(context(DEAR, OLD), {"IWM": 0.5, "SPY": 0.5})
    sale, purchase = found.trades
    assert (sale.symbol, sale.shares, purchase.symbol, purchase.shares) == ("IWM", -50, "SPY", 20)
    assert [(lot.name, lot.shares, lot.opened, lot.gain, lot.over_a_year) for lot in sale.lots] == [
        ("IWM#2", 40, "2020-01-02", 4000.0, True),
        ("IWM#1", 10, "2025-04-08", -500.0, False),
    ]
    assert sale.gain == found.gain == 3500.0 and purchase.lots == () and found.without_cost == ()
    assert (found.leftover, found.total, found.cash) == (0.0, 20_000.0, 0.0)


def test_the_most_expensive_first() -> None:
    found = planned(context(OLD, DEAR, trading=Trading(tax_lots="hifo")), {"IWM": 0.5, "SPY": 0.5})
    assert [lot.name for lot in found.trades[0].lots] == ["IWM#2"]
    assert found.gain == -2500.0 and found.tax_lots == "hifo"


def test_without_a_cost_the_gain_is_unknown_and_said_to_be() -> None:
    found = planned(context(OLD, GIFT), {"SPY": 1.0})
    sale = found.trades[0]
    assert (sale.shares, sale.gain, sale.shares_without_cost) == (-50, None, 10.0)
    assert [lot.gain for lot in sale.lots] == [None, 4000.0], "a lot of an unknown day is sold first"
    assert found.gain == 4000.0 and found.without_cost == ("IWM",)
    assert planned(context(GIFT), {"SPY": 1.0}).gain is None


def test_costs_are_converted_as_the_price_is() -> None:
    pence = Holding("VOD.L", 1000.0, 91.0, date(2020, 1, 2))
    made = context(pence, members=("VOD.L", "SPY"))
    quoted = {"VOD.L": ("GBp", 0.013)}
    found = planned(made, {"SPY": 1.0}, {"VOD.L": 1.30, "SPY": 1300.0}, quoted_in=quoted)
    sale = found.trades[0]
    assert (sale.currency, sale.rate, sale.lots[0].cost) == ("GBp", 0.013, pytest.approx(1.183))
    assert sale.gain == pytest.approx(1000 * (100 - 91) * 0.013)


def test_lots_of_several_portfolios_name_theirs() -> None:
    made = context(OLD)
    config = msgspec.structs.replace(made.config, portfolios=(NamedPortfolio("IRA", holdings=(DEAR, GIFT)),))
    found = tax_lots(config, "IWM", 1.0)
    assert [(name, lot.name) for name, lot in found] == [("Portfolio", "IWM#1"), ("IRA", "IWM#2"), ("IRA", "IWM#3")]
    one = msgspec.structs.replace(config, allocation=msgspec.structs.replace(config.allocation, portfolio="ira"))
    assert [(name, lot.name, lot.shares) for name, lot in tax_lots(one, "IWM", 1.0)] == [
        ("", "IWM#1", 60.0),
        ("", "IWM#2", 10.0),
    ]


def test_a_band_is_gone_back_to_and_no_further() -> None:
    held = (Holding("IWM", 60.0), Holding("SPY", 8.0), Holding("GLD", 10.0))
    made = context(*held, drift_band=0.05, trading=Trading(to="band"), min_trade=0.0)
    # 12,000 and 4,000 and 3,000 of 19,000: IWM at 63.2 %, which may be 55 % at most.
    found = planned(made, {"IWM": 0.5, "SPY": 0.3, "GLD": 0.2})
    assert {trade.symbol: trade.shares for trade in found.trades} == {"IWM": -8, "SPY": 2}
    rows = {member.symbol: member for member in found.members}
    assert {symbol: row.out for symbol, row in rows.items()} == {"IWM": True, "SPY": True, "GLD": False}
    assert all(abs(row.after - row.target) <= 0.05 for row in rows.values())
    assert found.due and [member.symbol for member in found.out] == ["IWM", "SPY"]
    assert drift_words(found) == "the holdings are 13.2% off their target equal: IWM +13.2%, SPY -8.9%"
    calm = planned(context(*held, drift_band=0.2, trading=Trading(to="band")), {"IWM": 0.5, "SPY": 0.3, "GLD": 0.2})
    assert not calm.due and calm.trades == () and drift_words(calm).endswith("target equal")


def test_cash_is_a_member_like_others() -> None:
    members = ("IWM", "cash")
    found = planned(context(Holding("IWM", 50.0), members=members), {"IWM": 0.6, "cash": 0.4})
    assert [(trade.symbol, trade.shares) for trade in found.trades] == [("IWM", -20)]
    cash = next(member for member in found.members if member.symbol == "cash")
    assert (cash.now, cash.after, cash.target, cash.out) == (0.0, 0.4, 0.4, True)
    assert found.leftover == 4000.0


def test_what_is_kept_is_named_if_it_is_above_its_target() -> None:
    held = (Holding("GLD", 20.0), Holding("IWM", 20.0))
    found = planned(context(*held, trading=Trading(do_not_sell=("GLD", "IWM"))), {"IWM": 0.5, "SPY": 0.5})
    assert found.trades == () and found.kept == ("GLD",)


def test_members_outside_the_target_are_sold_and_what_is_in_no_sleeve_is_not() -> None:
    made = context(Holding("GLD", 10.0), Holding("BTC-USD", 1.0))
    found = planned(made, {"IWM": 0.25, "SPY": 0.25, "BTC-USD": 0.5}, {**PRICES, "BTC-USD": 1e5})
    assert {trade.symbol: trade.shares for trade in found.trades} == {"GLD": -10, "IWM": 7, "SPY": 3}
    assert found.total == 3000.0 and set(found.current) == {"GLD", "cash"}


def test_what_only_a_portfolio_of_the_user_holds_is_bought_for_it_and_sold_for_another() -> None:
    mix = PortfolioMix("metals", {"GLD": 0.5, "SLV": 0.5})
    made = context(Holding("SLV", 100.0), Holding("BTC-USD", 1.0), portfolios=(mix,), own={"IWN": 1.0})
    prices = {**PRICES, "SLV": 30.0, "IWN": 150.0, "BTC-USD": 1e5}
    to_mix, to_sleeves = planned(made, mix.weights, prices), planned(made, {"IWM": 1.0, "SPY": 0.0, "GLD": 0.0}, prices)
    assert {trade.symbol: trade.shares for trade in to_mix.trades} == {"SLV": -50, "GLD": 5}
    assert {trade.symbol: trade.shares for trade in to_sleeves.trades} == {"SLV": -100, "IWM": 15}
    assert {trade.symbol: trade.shares for trade in planned(made, made.config.allocation.own, prices).trades} == {
        "SLV": -100,
        "IWN": 20,
    }


def test_what_has_no_history_is_not_sold() -> None:
    made = context(Holding("GLD", 10.0), Holding("SPY", 2.0))
    found = planned(made, {"IWM": 1.0, "SPY": 0.0}, traded=("IWM", "SPY"))
    assert {trade.symbol: trade.shares for trade in found.trades} == {"SPY": -2, "IWM": 5}


def test_nothing_of_value_has_no_trades() -> None:
    assert planned(context(), {"IWM": 1.0}) == TradePlan("equal")
    assert planned(context(cash=100.0, members=("IWM", "cash")), {"cash": 1.0}).trades == ()


def test_notes() -> None:
    trading = Trading(do_not_sell=("GDL", "GLD"), lot_sizes={"IWN": 100.0})
    made = context(Holding("IWM", -10.0, 1.0), cash=-50.0, trading=trading)
    mine = HoldingsValue({"IWM": -10.0}, PRICES, -50.0, {}, {}, "now", "USD", {}, (), ("IWM",))
    assert [problem.message for problem in trade_notes(made.config, mine)] == [
        "GDL of do_not_sell is neither held nor in a sleeve or portfolio",
        "IWN of lot_sizes is neither held nor in a sleeve or portfolio",
        "IWM is held short (-10 shares): trades buy it back, and its lots have no gain here",
        "cash is below zero (-50.00 USD): sales pay this debt first, as far as lots and the rules for trades let them",
    ]
    assert {problem.kind for problem in trade_notes(made.config, mine)} == {"note"}


def test_cash_needs_no_exchange_rate_whatever_the_base() -> None:
    made = context(members=("cash",)).config
    euros = msgspec.structs.replace(made, portfolio=PortfolioSettings(100.0, base="EUR"))
    symbols = new_context(euros, None, Store(None, "test"), SourceFacts("test"), lambda: START).interest.quoted()
    assert "EURUSD=X" not in symbols
