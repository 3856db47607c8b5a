"""Which ranges of a chart can be had of a source."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Interval
from r2k_tui.ui.mirror.ranges import settled, usable
from tests.fakes.still_market import FACTS

DAILY = msgspec.structs.replace(FACTS, intervals=(Interval.D1,))


def test_a_source_of_daily_bars_has_the_ranges_of_daily_bars() -> None:
    assert [r.name for r in usable(DAILY)] == ["6M", "YTD", "1Y", "5Y", "MAX"]
    assert len(usable(FACTS)) == 8


def test_while_nothing_is_known_of_the_source_all_of_them_can_be_asked_for() -> None:
    assert len(usable(msgspec.structs.replace(FACTS, intervals=()))) == 8


def test_in_the_stead_of_a_range_that_cannot_be_had_there_is_a_year() -> None:
    assert settled("1D", FACTS) == "1D"
    assert settled("1D", DAILY) == "1Y"
    assert settled("MAX", DAILY) == "MAX"
