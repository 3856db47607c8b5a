"""Answers as typed: what is taken, and what is said of the rest."""

from __future__ import annotations

import pytest

from r2k_tui.commands.init.answers import currency_from, holding_from, symbols_from, yes_from
from r2k_tui.config.sections.watchlist import Holding
from tests.cases import cases


@cases(
    ("text", "symbols"),
    [("iwm, ^rut SPY;iwm", ("IWM", "^RUT", "SPY")), ("  ", ()), ("RTY=F\tGBPUSD=X", ("RTY=F", "GBPUSD=X"))],
)
def test_symbols_are_taken_in_every_notation(text: str, symbols: tuple[str, ...]) -> None:
    assert symbols_from(text) == symbols


@cases("text", ["IWM a/b", "\\", "\x1b\x1b"])
def test_what_cannot_be_a_symbol_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be a symbol"):
        symbols_from(text)


def test_a_list_has_a_limit() -> None:
    with pytest.raises(ValueError, match="501 symbols: a list holds at most 500"):
        symbols_from(" ".join(f"S{number}" for number in range(501)))


def test_a_holding_is_symbol_shares_and_cost() -> None:
    assert holding_from(["iwm", "100", "210.5"]) == Holding("IWM", 100.0, 210.5)
    assert holding_from(["SPY", "-3", "0"]) == Holding("SPY", -3.0, 0.0)


@cases(
    ("words", "said"),
    [
        (["IWM", "100"], "expected SYMBOL SHARES COST"),
        (["IWM", "many", "3"], "'many' is no number"),
        (["IWM", "nan", "3"], "'nan' is no number"),
        (["IWM", "inf", "3"], "'inf' is no number"),
        (["IWM", "0", "3"], "the number of shares cannot be 0"),
        (["IWM", "1e13", "3"], "the number of shares cannot be 1e13"),
        (["IWM", "1", "-3"], "the cost of a share cannot be -3"),
        (["I/M", "1", "3"], "cannot be a symbol"),
    ],
)
def test_what_is_no_holding_is_named(words: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        holding_from(words)


def test_a_currency_is_one_that_is_known() -> None:
    assert currency_from(" eur\n") == "EUR"
    with pytest.raises(ValueError, match="no currency 'EURO'; there are"):
        currency_from("EURO")


def test_yes_and_no() -> None:
    assert yes_from("Y") and yes_from("yes ") and not yes_from("N") and not yes_from("no")
    with pytest.raises(ValueError, match="expected y or n"):
        yes_from("maybe")
