"""Contracts by hand: for the hedges of a portfolio, for an amount, in another currency, in the roll week."""

from __future__ import annotations

from datetime import datetime

import pytest

from r2k_tui.analytics.futures.hedge_table import HedgedCapital, futures_hedge
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.hedging import Hedge
from r2k_tui.model.market.quote import Quote

HEDGES = (
    Hedge("volatility", 0.2, 0.1, 0.5, "IWM", 0.4),
    Hedge("CVaR 95", 0.03, 0.01, 0.33, "IWM", None),
    Hedge("beta", 0.85, 0.0, None, "IWM", 0.85),
    Hedge("beta", 0.95, 0.0, None, "SPY", 0.95),
)
CAPITAL = HedgedCapital(500_000.0, "the holdings", "USD", 1.0)


def quote(moment: str = "2026-11-25T10:42", price: float = 2500.0) -> Quote:
    time = datetime.fromisoformat(moment).replace(tzinfo=NEW_YORK).timestamp()
    return Quote("RTY=F", price, time=time, source="invented")


def test_each_short_position_in_the_fund_of_the_index_and_no_other() -> None:
    found = futures_hedge(quote(), HEDGES, "IWM", CAPITAL)
    assert [(row.purpose, row.amount) for row in found.rows] == [
        ("volatility to 10.0%", pytest.approx(200_000.0)),
        ("beta 0.85 to IWM", pytest.approx(425_000.0)),
    ]
    # One RTY is 125,000 dollars, one M2K 12,500.
    rty, m2k = found.rows[1].contracts
    assert (rty.contract, rty.multiplier, rty.notional, rty.contracts) == ("RTYZ26", 50.0, 125_000.0, 3)
    assert (rty.hedged, rty.residual) == (375_000.0, pytest.approx(50_000.0))
    assert (m2k.contract, m2k.multiplier, m2k.notional, m2k.contracts) == ("M2KZ26", 5.0, 12_500.0, 34)
    assert (m2k.hedged, m2k.residual) == (425_000.0, pytest.approx(0.0))
    assert (found.price, found.symbol, found.as_of, found.source) == (2500.0, "RTY=F", "2026-11-25 10:42", "invented")
    assert (found.capital, found.capital_from, found.reason, found.note) == (500_000.0, "the holdings", "", "")
    assert found.days_to_expiry == pytest.approx(23 - 1.2 / 24)


def test_an_amount_that_was_given_comes_first_and_needs_no_portfolio() -> None:
    found = futures_hedge(quote(), (), "IWM", CAPITAL, -130_000.0)
    assert [(row.purpose, row.amount) for row in found.rows] == [("the amount given", -130_000.0)]
    assert [one.contracts for one in found.rows[0].contracts] == [-1, -10]


def test_capital_in_another_currency_is_converted_and_without_a_rate_it_says_so() -> None:
    found = futures_hedge(quote(), HEDGES[:1], "IWM", HedgedCapital(100_000.0, "x", "EUR", 1.2))
    assert found.rows[0].amount == pytest.approx(48_000.0) and found.capital == pytest.approx(120_000.0)
    none = futures_hedge(quote(), HEDGES, "IWM", HedgedCapital(100_000.0, "x", "EUR", None))
    assert (none.rows, none.capital, none.reason) == ((), None, "no rate of EUR to USD")
    given = futures_hedge(quote(), HEDGES, "IWM", HedgedCapital(100_000.0, "x", "EUR", None), 125_000.0)
    assert len(given.rows) == 1 and given.reason == ""


def test_without_a_short_position_there_is_nothing_to_replace() -> None:
    found = futures_hedge(quote(), HEDGES[1:2], "IWM", CAPITAL)
    assert (found.rows, found.reason) == ((), "no short position in IWM to replace")


def test_in_the_roll_week_the_next_contract_is_named() -> None:
    assert futures_hedge(quote("2026-12-11T16:00"), HEDGES, "IWM", CAPITAL).note == ""
    found = futures_hedge(quote("2026-12-14T09:00"), HEDGES, "IWM", CAPITAL)
    assert found.note == "roll week: the next contract is H27"
    assert found.rows[0].contracts[0].contract == "RTYZ26"


def test_a_price_of_zero_makes_no_contract() -> None:
    found = futures_hedge(quote(price=0.0), HEDGES, "IWM", CAPITAL)
    assert {row.contracts for row in found.rows} == {()}
