"""Answers that do not move any more."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.chain.repetition import Repetition


def quotes(**prices: float) -> list[Quote]:
    return [Quote(symbol, price, time=1.0) for symbol, price in prices.items()]


def test_it_goes_on_until_anything_moves() -> None:
    found = Repetition()
    found.take(quotes(IWM=1.0, SPY=2.0))
    found.begin("it is frozen")
    found.take(quotes(IWM=1.0))
    assert found.words and found.goes_on(quotes(IWM=1.0, SPY=2.0))
    assert not found.goes_on(quotes(IWM=1.0, SPY=2.1))
    found.take(quotes(SPY=2.1))
    assert not found.words


def test_a_trade_at_the_same_price_is_a_move() -> None:
    found = Repetition()
    found.take([Quote("IWM", 1.0, time=1.0, volume=5.0)])
    assert not found.goes_on([Quote("IWM", 1.0, time=2.0, volume=5.0)])
    assert not found.goes_on([Quote("IWM", 1.0, time=1.0, volume=6.0)])
