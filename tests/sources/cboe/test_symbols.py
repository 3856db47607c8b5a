"""Indices that Cboe has, by Yahoo's symbol and by Cboe's."""

from __future__ import annotations

from r2k_tui.sources.cboe.symbols import cboe_symbol, is_named
from tests.cases import cases


@cases(
    ("symbol", "cboe"),
    [("^RUT", "RUT"), ("^rut", "RUT"), ("^VIX", "VIX"), ("^RVX", "RVX"), ("^GSPC", "SPX"), ("^NDX", "NDX")],
)
def test_an_index_has_the_name_that_cboe_gives_it(symbol: str, cboe: str) -> None:
    assert cboe_symbol(symbol) == cboe


@cases("symbol", ["^DJI", "^IRX", "^TNX", "IWM", "RTY=F", "", "RUT", "^", "^FTSE", "../RUT"])
def test_what_has_another_unit_there_or_is_no_index_is_not_requested(symbol: str) -> None:
    assert cboe_symbol(symbol) is None


@cases(
    ("named", "same"), [("^VIX", True), ("_VIX", True), ("vix ", True), ("^VIX9D", False), (None, False), (5, False)]
)
def test_an_answer_is_of_the_index_that_it_names(named: object, same: bool) -> None:
    assert is_named(named, "VIX") is same
