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


def test_changes_of_stated_days_of_earnings_are_counted() -> None:
    scene, facts = Scene(), Fundamentals("A", "A Inc", earnings_at=5.0)
    before = scene.prices.earnings_version
    scene.prices.take_fundamentals([facts, Fundamentals("Z")])
    assert scene.prices.facts("A") is facts and scene.prices.facts("B") is None
    assert scene.prices.earnings_version == before + 1
    scene.prices.take_fundamentals([Fundamentals("A", "A Inc", earnings_at=5.0, trailing_eps=1.0, taken_at=9.0)])
    assert scene.prices.earnings_version == before + 1, "the same day"
    for item in (Fundamentals("A", "A Inc", earnings_at=6.0), Fundamentals("A", "B Inc", earnings_at=6.0)):
        scene.prices.take_fundamentals([item])
    assert scene.prices.earnings_version == before + 3
