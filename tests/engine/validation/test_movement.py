"""What of a symbol moves, which symbols trade all the time, and whose hours are those of New York."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.validation.movement import Movement
from r2k_tui.model.market.quote import Quote
from tests.cases import cases

QUOTE = Quote("IWM", price=200.0, volume=1000.0, time=1000.0, bid=199.9)


def changed(**fields: object) -> Quote:
    return msgspec.structs.replace(QUOTE, **fields)


@cases("fields", [{"price": 200.1}, {"volume": 1100.0}, {"time": 1001.0}])
def test_price_volume_and_trade_time_are_movements(fields: dict[str, float]) -> None:
    movement = Movement()
    movement.take(QUOTE, awake=True)
    assert not movement.take(QUOTE, awake=True)
    assert movement.take(changed(**fields), awake=True)


def test_another_bid_is_none() -> None:
    movement = Movement()
    movement.take(QUOTE, awake=True)
    assert not movement.take(changed(bid=199.8), awake=True)


def test_one_while_the_market_is_closed_does_not_count() -> None:
    movement = Movement()
    movement.take(QUOTE, awake=False)
    assert not movement.take(changed(price=201.0), awake=False)


def test_a_symbol_that_moves_with_most_polls_is_liquid() -> None:
    movement = Movement()
    for number in range(20):
        movement.take(changed(price=200.0 + number), awake=True)
    assert movement.is_liquid(QUOTE)
    for _ in range(100):
        movement.take(changed(price=219.0), awake=True)
    assert movement.is_liquid(QUOTE), "a feed that stands still says nothing of the symbol"


def test_one_that_moves_with_every_third_poll_is_not() -> None:
    movement = Movement()
    for number in range(90):
        movement.take(changed(price=200.0 + number // 3), awake=True)
    assert not movement.is_liquid(QUOTE)


def test_one_that_has_become_quiet_is_not_liquid_for_ever() -> None:
    movement = Movement()
    for number in range(3000):
        movement.take(changed(price=200.0 + number), awake=True)
    for number in range(500):
        movement.take(changed(price=9000.0 + number // 10), awake=True)
    assert not movement.is_liquid(QUOTE)


def test_millions_of_shares_make_one_liquid_from_the_start() -> None:
    assert Movement().is_liquid(changed(volume=5e6))
    assert not Movement().is_liquid(changed(volume=None))
