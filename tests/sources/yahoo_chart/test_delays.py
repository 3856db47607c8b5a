"""Delay by exchange: a delayed price never passes for a live one."""

from __future__ import annotations

from r2k_tui.sources.yahoo_chart.delays import LONGEST_USUAL_MIN, delay_minutes
from tests.cases import cases


@cases("exchange", ["NMS", "NYQ", "PCX", "ASE", "CCY", "CCC", "SNP"])
def test_stocks_of_the_united_states_and_currencies_are_live(exchange: str) -> None:
    assert delay_minutes(exchange) == 0.0


@cases(("exchange", "minutes"), [("CME", 10.0), ("NYB", 30.0), ("WCB", 20.0)])
def test_futures_and_indices_of_cboe_are_delayed(exchange: str, minutes: float) -> None:
    assert delay_minutes(exchange) == minutes


@cases("exchange", ["", "LSE", "JPX", "pcx", "Ünknown"])
def test_an_exchange_that_is_not_listed_is_delayed(exchange: str) -> None:
    assert delay_minutes(exchange) == LONGEST_USUAL_MIN > 0
