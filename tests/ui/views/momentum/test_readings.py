"""The readings of momentum in one panel."""

from __future__ import annotations

from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.ui.views.momentum.readings import momentum_entries, momentum_keys
from tests.fakes.still_market import reading
from tests.ui.views.chart.drawn import text


def test_every_reading_that_it_needs_is_one_that_the_engine_has() -> None:
    assert set(momentum_keys()) <= set(KEYS)
    assert len(momentum_keys()) == len(set(momentum_keys()))


def test_each_of_them_can_be_opened_from_the_panel() -> None:
    opened = {key for entry in momentum_entries({}) for key in entry.cells}
    assert opened == set(momentum_keys())


def test_a_channel_says_its_slope_place_and_whether_it_is_intact() -> None:
    found = {
        key: reading(key, value)
        for key, value in (
            *(("chan63_slope_ann", 0.125), ("chan63_r2", 0.8), ("chan63_z", -1.5)),
            *(("chan63_lower", 2300.0), ("chan63_upper", 2500.0), ("chan63_intact_up", True)),
        )
    }
    line = text([momentum_entries(found, 2)[1].line])
    assert line.startswith(" 63d")
    assert all(word in line for word in ("12.5%", "0.80", "-1.5", "2,300.00", "2,500.00"))
