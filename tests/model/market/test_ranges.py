"""The named ranges of a chart: each has one measure, and bars as fine as its length asks for."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.ranges import RANGE_BY_NAME, RANGES


def test_the_names_in_the_order_of_their_keys() -> None:
    assert list(RANGE_BY_NAME) == ["1D", "5D", "1M", "6M", "YTD", "1Y", "5Y", "MAX"]


def test_a_range_is_measured_in_sessions_or_in_days_or_has_no_start() -> None:
    measures = {r.name: (bool(r.sessions), bool(r.days), r.year_to_date) for r in RANGES}
    assert all(sum(measure) == (name != "MAX") for name, measure in measures.items())


def test_bars_are_intraday_where_sessions_are_counted() -> None:
    assert all(r.interval.intraday == bool(r.sessions) for r in RANGES)
    assert [r.interval for r in RANGES[:3]] == [Interval.M1, Interval.M5, Interval.H1]


def test_a_year_reaches_back_over_its_leap_day() -> None:
    assert (RANGE_BY_NAME["1Y"].days, RANGE_BY_NAME["5Y"].days) == (366, 5 * 365 + 2)


def test_coarser_bars_are_asked_for_more_rarely() -> None:
    waits = [r.refresh_s / r.interval.seconds for r in RANGES[:3]]
    assert waits == sorted(waits, reverse=True)
