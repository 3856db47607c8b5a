"""Market caps of the constituents: those of the source, else shares times price, else none."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.engine.universe.caps import market_caps
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from tests.analytics.membership.lists import listed, stock

NOON = 1_758_211_200.0  # in New York, 18 September 2025
DAY_S = 86400.0


def test_caps_of_the_source_before_shares_times_price_and_none_is_not_zero() -> None:
    rows = [stock("AAA", "A INC CLASS A"), stock("BBB", "B INC"), stock("CCC", "C INC"), stock("", "RIGHTS")]
    roll = Constituents(listed("2025-09-17", *rows))
    prices = ConstituentPrices(roll.places, roll.names)
    prices.take_quotes([Quote("AAA", price=5.0, time=NOON), Quote("BBB", price=7.0, time=NOON)])
    prices.take_fundamentals(
        [
            Fundamentals("AAA", "Another name", shares=10.0, market_cap=99.0, taken_at=NOON),
            Fundamentals("BBB", shares=10.0, taken_at=NOON - 2 * DAY_S),
            Fundamentals("CCC", market_cap=None, taken_at=NOON - 9 * DAY_S),
        ]
    )
    found = market_caps(roll, prices)
    assert [(row.symbol, row.cap) for row in found.companies()] == [("AAA", 99.0), ("BBB", 70.0), ("CCC", None)]
    assert found.companies()[0].name == "A INC CLASS A", "the list's name tells share classes apart"
    assert {row.fund for row in found.companies()} == {"SML"}
    assert (found.known, found.days()) == (2, ("2025-09-16", "2025-09-18"))


def test_without_fundamentals_nothing_is_known() -> None:
    roll = Constituents(listed("2025-09-17", stock("AAA", "A INC")))
    found = market_caps(roll, ConstituentPrices(roll.places, roll.names))
    assert (found.known, found.days()) == (0, (None, None))
    assert found.companies()[0].cap is None and math.isnan(float(np.max(found.caps)))
