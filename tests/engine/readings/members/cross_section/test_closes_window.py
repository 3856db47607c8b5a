"""Closes with today's prices, and weights of earlier days."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.readings.members.cross_section.closes_window import day_words, weights_at, with_present
from tests.engine.readings.members.cross_section.closes_scene import closes
from tests.engine.readings.members.scene import NAN, sample

PRICES = np.array([30.0, 10.0])


def test_prices_of_a_later_day_follow_the_closes() -> None:
    table = msgspec.structs.replace(sample("AB", (0.6, 0.4), closes=closes([[10, 20], [10, 10]])), prices=PRICES)
    found = with_present(table)
    assert found.closes.tolist() == [[10, 10], [20, 10], [30, 10]]
    assert [day_words(found, row) for row in (0, 1, -1)] == ["2026-11-25", "2026-11-26", "2026-11-27"]


def test_prices_of_the_last_close_or_none_at_all_add_nothing() -> None:
    ended = closes([[10, 20], [10, 10]], last="2026-11-27")
    table = sample("AB", (0.6, 0.4), closes=ended)
    assert with_present(msgspec.structs.replace(table, prices=PRICES)) is ended
    assert with_present(sample("AB", (0.6, 0.4), closes=closes([[10], [10]]))).closes.shape == (1, 2)


def test_weights_of_an_earlier_day_are_those_of_the_same_shares() -> None:
    # A doubled since: 0.6 of the previous close was 0.3 / (0.3 + 0.4) before.
    table = sample("AB", (0.6, 0.4), closes=closes([[10, 20], [10, 10]]))
    assert weights_at(table, 1).tolist() == [0.6, 0.4]
    assert weights_at(table, 0) == pytest.approx([3 / 7, 4 / 7])


def test_weights_on_the_day_of_the_readings_start_from_the_session_before() -> None:
    """Weights are of the previous close: the session before, where the table already has the day itself."""
    table = sample("AB", (0.5, 0.5), closes=closes([[10, 10, 30], [10, 10, 10]], last="2026-11-27"))
    assert weights_at(table, 1).tolist() == [0.5, 0.5]
    assert weights_at(table, 2) == pytest.approx([0.75, 0.25])


def test_a_member_without_closes_keeps_its_weight() -> None:
    table = sample("AB", (0.5, 0.5), closes=closes([[10, 20], [NAN, NAN]]))
    assert weights_at(table, 0) == pytest.approx([0.5, 0.5])
