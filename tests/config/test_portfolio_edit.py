"""One portfolio of a settings file is replaced, and not one other character."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from r2k_tui.config.portfolio_edit import with_portfolio
from r2k_tui.config.sections.watchlist import Holding, NamedPortfolio
from tests.cases import cases

MINE = """\
# my settings
[portfolio]
cash = 7.0   # in the drawer
holdings = [
    { symbol = "SPY", shares = 1, cost = 1 },  # the first one
]
base = "EUR"

[[portfolios]]  # the broker
name = "IRA"
# keep this
cash = 3

[[portfolios.holdings]]
symbol = "X"
shares = 1

[display]
theme = "r2k"  # dark
"""
WANTED = NamedPortfolio("IRA", "Z1", 9.5, (Holding("IWM", 2.0, 200.25, date(2025, 4, 8)), Holding("IWN", -1.5)))


def test_a_named_one_is_replaced_in_its_place() -> None:
    edited = with_portfolio(MINE, WANTED, first=False, cash=True)
    found = tomllib.loads(edited)
    assert found["portfolios"] == [
        {
            "name": "IRA",
            "account": "Z1",
            "cash": 9.5,
            "holdings": [
                {"symbol": "IWM", "shares": 2, "cost": 200.25, "opened": date(2025, 4, 8)},
                {"symbol": "IWN", "shares": -1.5},
            ],
        }
    ]
    kept = {line for line in MINE.splitlines() if line} - {"cash = 3", 'symbol = "X"', "shares = 1"}
    assert kept <= set(edited.splitlines()), "comments and every other line stay"


def test_the_first_one_keeps_its_other_keys_and_its_cash_where_none_is_told() -> None:
    edited = with_portfolio(MINE, WANTED, first=True, cash=False)
    assert "cash = 7.0   # in the drawer" in edited and 'base = "EUR"' in edited
    assert [lot["symbol"] for lot in tomllib.loads(edited)["portfolio"]["holdings"]] == ["IWM", "IWN"]
    assert tomllib.loads(edited)["portfolios"] == tomllib.loads(MINE)["portfolios"]


@cases("text", ["", MINE, 'portfolios = [{ name = "Old", holdings = [] }]\n', MINE.replace("\n", "\r\n")])
def test_a_new_name_is_added(text: str) -> None:
    new = NamedPortfolio("New", "", 0.0, (Holding("IWM", 1.0),))
    edited = with_portfolio(text, new, first=False, cash=False)
    names = [one["name"] for one in tomllib.loads(edited)["portfolios"]]
    assert names == [*(one["name"] for one in tomllib.loads(text).get("portfolios", [])), "New"]
    assert ("\r\n" in text) is ("\r\n" in edited)
    assert edited.startswith(text.rstrip()) or text.startswith("portfolios"), "not one other character changes"
    other = NamedPortfolio("New", "", 0.0, (Holding("SPY", 1.0),))
    again = tomllib.loads(with_portfolio(edited, other, first=False, cash=False))["portfolios"]
    assert [one["name"] for one in again] == names and again[-1]["holdings"] == [{"symbol": "SPY", "shares": 1}]


def test_the_same_again_changes_nothing() -> None:
    once = with_portfolio(MINE, WANTED, first=False, cash=True)
    assert with_portfolio(once, WANTED, first=False, cash=True) == once


@pytest.mark.parametrize("text", ["[portfolio", 'portfolio = "mine"\n'])
def test_a_file_that_has_no_place_for_it(text: str) -> None:
    with pytest.raises(ValueError):
        with_portfolio(text, WANTED, first=True, cash=True)
