"""One day of the members: which close a price is held against, who has not traded, how weights are carried on."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from r2k_tui.engine.universe.aggregates import summary_of
from r2k_tui.engine.universe.snapshot import members_of
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.universe import NO, UNKNOWN, YES
from tests.engine.universe.scene import NUMBER, TODAY, Scene, at


def test_a_quote_s_own_close_before_counts_and_the_stored_one_where_it_has_none() -> None:
    scene = Scene()
    scene.quote("A", 22.0, 11.0, at(TODAY))
    scene.quote("B", 22.0, None, at(TODAY))
    np.testing.assert_allclose(scene.day().ret_1d[:2], [1.0, 0.1])
    assert np.isnan(scene.day().ret_1d[2]), "without a price there is no return"


def test_who_has_not_traded_today_has_not_moved() -> None:
    scene = Scene()
    scene.quote("A", 22.0, 20.0, at(TODAY))
    scene.quote("B", 26.0, 20.0, at(date(2025, 9, 17)))
    assert scene.day().ret_1d[:2] == pytest.approx([0.1, 0.0])


def test_weights_are_those_of_the_close_before() -> None:
    """A doubled since the list was made, so that it weighs twice what the others together lost."""
    scene = Scene()
    scene.quote("A", 20.0, 20.0, at(TODAY))
    carried = scene.day().weight
    assert carried.sum() == pytest.approx(1.0)
    assert carried == pytest.approx(np.array([2.0, 1.0, 0.9]) / 3.9)


def test_without_prices_the_last_closes_are_the_day() -> None:
    scene = Scene()
    day = scene.day()
    assert day.day == date(2025, 9, 17)
    np.testing.assert_allclose(day.ret_1d, [1.0, 0.0, -0.1])
    assert day.time[0] == at(date(2025, 9, 17), 16)
    assert (day.new_high.tolist(), day.new_low.tolist()) == ([YES, NO, NO], [NO, NO, YES])


def test_closes_that_end_long_ago_say_nothing_of_today() -> None:
    scene = Scene(last=NUMBER - 20)
    scene.quote("A", 22.0, 20.0, at(TODAY))
    assert set(scene.day().above_50d.tolist()) == {UNKNOWN}
    scene.prices.take_fundamentals([Fundamentals("A", day_average_50=21.0, high_52w=22.0, low_52w=2.0)])
    found = members_of(scene.roll, scene.prices, scene.day())
    assert (list(found.flags("above_50d")), list(found.flags("new_high"))) == ([1, -1, -1], [1, -1, -1])
    assert found.column("range_52w")[0] == pytest.approx(1.0)


def test_nothing_known_is_nothing_said() -> None:
    scene = Scene(sessions=0)
    day = scene.day()
    summary = summary_of(scene.roll, day, scene.prices.names)
    assert (summary.as_of, summary.priced, summary.coverage, summary.cap_weighted) == (None, 0, 0.0, None)
    assert summary.breadth.above_50d is None and summary.breadth.new_highs_52w is None
    assert summary.carriers is None and not summary.up


def test_averages_have_the_price_as_their_newest() -> None:
    scene = Scene()
    scene.quote("B", 22.0, 20.0, at(TODAY))
    found = members_of(scene.roll, scene.prices, scene.day())
    assert found.column("average_50d")[1] == pytest.approx((49 * 20 + 22) / 50)
    assert found.column("average_200d")[1] == pytest.approx((199 * 20 + 22) / 200)
    assert np.isnan(found.column("average_50d")[0]), "of a member without a price there is none"


def test_with_too_few_closes_the_source_s_own_averages_count() -> None:
    scene = Scene(sessions=60)
    scene.prices.take_fundamentals([Fundamentals("B", day_average_50=1.0, day_average_200=19.0)])
    scene.quote("B", 22.0, 20.0, at(TODAY))
    found = members_of(scene.roll, scene.prices, scene.day())
    assert found.column("average_50d")[1] == pytest.approx((49 * 20 + 22) / 50)
    assert found.column("average_200d")[1] == 19.0
