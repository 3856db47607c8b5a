"""Prices of members, by symbol."""

from __future__ import annotations

from array import array

from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from tests.engine.universe.scene import TODAY, Scene, at


def test_an_older_price_changes_nothing() -> None:
    scene = Scene()
    scene.quote("A", 22.0, 20.0, at(TODAY))
    assert scene.prices.take_quotes([Quote("A", price=9.0, time=at(TODAY) - 60)]) == set()
    assert scene.prices.take_quotes([Quote("A", price=None, time=at(TODAY) + 60)]) == set()
    assert scene.prices.take_quotes([Quote("A", price=23.0, time=at(TODAY) + 60)]) == {0}


def test_prices_are_kept_by_symbol_whatever_the_list() -> None:
    scene = Scene()
    scene.quote("B", 22.0, 20.0, at(TODAY))
    kept = scene.prices.packed(5.0)
    other = ConstituentPrices({"Z": 0, "B": 1}, ("Z", "B"))
    other.restore(kept)
    assert other.price[1] == 22.0 and other.price[0] != other.price[0]
    assert array("d", other.time)[1] == at(TODAY)


def test_arrivals_of_fundamentals_are_counted() -> None:
    scene, facts = Scene(), Fundamentals("A", earnings_at=5.0)
    before = scene.prices.facts_version
    scene.prices.take_fundamentals([facts, Fundamentals("Z")])
    assert scene.prices.facts("A") is facts and scene.prices.facts("B") is None
    assert scene.prices.facts_version == before + 1
    scene.prices.take_fundamentals([facts])
    assert scene.prices.facts_version == before + 1, "the same object is no news"
