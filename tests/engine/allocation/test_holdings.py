"""What is held, valued in one currency: sums by hand, and a problem for whatever is in none."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.config.sections.watchlist import PortfolioSettings
from r2k_tui.engine.allocation.holdings import HoldingsValue, hedged_capital, held
from r2k_tui.engine.context import new_context
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.money.conversion import ExchangeRate
from r2k_tui.store.store import Store
from tests.cases import cases
from tests.engine.virtual_time import START

DAY = 86400.0
SHARES = {"VOD.L": 1000.0, "7203.T": 100.0, "IWM": 10.0}
QUOTES = (
    Quote("VOD.L", 91.51, currency="GBp", time=START),
    Quote("7203.T", 3000.0, currency="JPY", time=START),
    Quote("IWM", 220.0, currency="USD", time=START),
)
MEMBERS = ("VOD.L", "IWM")


def rates(days_old: float = 0.0) -> dict[str, ExchangeRate]:
    time = START - days_old * DAY
    return {"GBP": ExchangeRate("GBPUSD=X", 1.3226, time, "yahoo"), "JPY": ExchangeRate("JPY=X", 150.0, START)}


def value(
    problems: list[Problem], rates: dict[str, ExchangeRate], base: str = "USD", cash: float = 1000.0
) -> HoldingsValue:
    settings = Config(
        portfolio=PortfolioSettings(cash, base=base),
        allocation=Allocation(sleeves=(Sleeve("All", MEMBERS, weight=1.0),)),
    )
    context = new_context(settings, None, Store(None, "test"), SourceFacts("test"), lambda: START)
    context.market.apply_quotes(QUOTES)
    return held(context, {}, SHARES, MEMBERS, rates, problems)


def test_values_and_weights_by_hand() -> None:
    problems: list[Problem] = []
    found = value(problems, rates())
    assert found.prices == pytest.approx({"VOD.L": 1.21031126, "IWM": 220.0, "7203.T": 20.0})
    # 1,210.31 and 2,200 and 1,000 of cash; 7203.T is outside the sleeves.
    assert found.current["VOD.L"] == pytest.approx(1210.31126 / 4410.31126)
    assert found.current["cash"] == pytest.approx(1000.0 / 4410.31126)
    assert found.invested["7203.T"] == pytest.approx(2000.0 / 5410.31126)
    assert {rate.symbol: (rate.price, rate.source) for rate in found.rates} == {
        "GBPUSD=X": (1.3226, "yahoo"),
        "JPY=X": (150.0, ""),
    }
    assert found.quoted_in == {"VOD.L": ("GBp", pytest.approx(0.013226)), "7203.T": ("JPY", pytest.approx(1 / 150))}
    told = [(p.kind, p.message) for p in problems]
    assert told == [("note", "7203.T is in no sleeve and no portfolio of yours: no trade touches it")]


def test_capital_of_a_hedge_is_what_is_held_without_cash() -> None:
    capital = hedged_capital(value([], rates()), 100_000.0)
    assert (capital.value, capital.currency, capital.dollars) == (pytest.approx(5410.31126), "USD", 1.0)
    assert capital.origin.startswith("the holdings at prices of ")


def test_capital_of_a_hedge_has_the_cash_that_the_hedged_weights_have() -> None:
    capital = hedged_capital(value([], rates()), 100_000.0, with_cash=True)
    assert (capital.value, capital.origin[:21]) == (pytest.approx(6410.31126), "the holdings and cash")


def test_portfolios_of_the_user_are_priced_and_traded_outside_the_sleeves() -> None:
    mix = PortfolioMix("far east", {"7203.T": 0.5, "cash": 0.5})
    settings = Config(
        portfolio=PortfolioSettings(1000.0),
        allocation=Allocation(
            sleeves=(Sleeve("All", ("IWM", "GLD"), weight=1.0),), own={"VOD.L": 1.0}, portfolios=(mix,)
        ),
    )
    context = new_context(settings, None, Store(None, "test"), SourceFacts("test"), lambda: START)
    context.market.apply_quotes((*QUOTES, Quote("GLD", 300.0, currency="USD", time=START)))
    days, closes = np.array(["2025-09-17", "2025-09-18"], dtype="datetime64[D]"), np.array([1.0, 2.0])
    bars = {symbol: DailySeries(symbol, days, *([closes] * 6)) for symbol in ("VOD.L", "7203.T", "IWM")}
    problems: list[Problem] = []
    found = held(context, bars, {"7203.T": 100.0, "GLD": 1.0}, ("IWM",), rates(), problems)
    assert found.traded == ("IWM", "VOD.L", "7203.T", "cash")
    assert found.prices["VOD.L"] == pytest.approx(1.21031126), "what `own` buys has a price, though it is not held"
    assert found.current == pytest.approx({"7203.T": 2000 / 3000, "cash": 1000 / 3000})
    assert [problem.message for problem in problems] == ["GLD has no history: no trade touches it"]


def test_capital_of_a_hedge_in_another_currency_and_without_a_rate() -> None:
    capital = hedged_capital(value([], rates(), base="GBP"), 100_000.0)
    assert capital.value == pytest.approx(5410.31126 / 1.3226)
    assert (capital.currency, capital.dollars) == ("GBP", pytest.approx(1.3226))
    assert hedged_capital(value([], {}, base="EUR"), 100_000.0).dollars is None


def test_without_holdings_the_capital_of_the_settings_is_hedged() -> None:
    empty = value([], {})._replace(prices={})
    assert hedged_capital(empty, 100_000.0) == (100_000.0, "capital of [risk] in the settings", "USD", 1.0)


def test_without_a_rate_it_is_in_no_sum_even_where_something_else_was_said_of_it() -> None:
    problems = [Problem("VOD.L", "note", "no daily bars: timeout; the bars at hand are used")]
    found = value(problems, {})
    assert set(found.prices) == {"IWM"} and set(found.current) == {"IWM", "cash"}
    named = {p.symbol: p.message for p in problems if p.kind == "currency"}
    assert named == {
        "VOD.L": "1,000 shares of VOD.L are priced in GBp (pence, 1/100 GBP), for which there is no rate to USD "
        "(GBPUSD=X has no price): left out of every sum",
        "7203.T": "100 shares of 7203.T are priced in JPY, for which there is no rate to USD "
        "(JPY=X has no price): left out of every sum",
    }


def test_what_is_named_is_named_once() -> None:
    problems = [Problem("VOD.L", "currency", "named before")]
    value(problems, {"JPY": rates()["JPY"]})
    assert [p.message for p in problems if p.symbol == "VOD.L"] == ["named before"]


@cases(("days_old", "kinds"), [(0, []), (1, []), (3, ["stale"]), (9, ["currency"])])
def test_the_age_of_a_rate(days_old: int, kinds: list[str]) -> None:
    problems: list[Problem] = []
    value(problems, rates(days_old))
    assert [p.kind for p in problems if p.symbol in ("GBPUSD=X", "VOD.L")] == kinds
    if days_old == 3:
        assert any("GBPUSD=X: the rate of 2025-09-15 converts newer prices" in p.message for p in problems)


def test_another_base_converts_dollars_too() -> None:
    found = value([], rates(), base="GBP")
    assert found.prices == pytest.approx({"VOD.L": 0.9151, "IWM": 220.0 / 1.3226, "7203.T": 20.0 / 1.3226})
    assert found.quoted_in["IWM"] == ("USD", pytest.approx(1 / 1.3226))
