"""Changes of a quote, numbers of a reading, named ranges, and every message on the wire."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.ranges import RANGE_BY_NAME, RANGES
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.readings import GetFollowThrough, GetHistory, GetReadings, GetStates
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, Refresh, Watch
from r2k_tui.model.readings.reading import Reading, ReadingValue
from tests.cases import cases


@cases(
    ("price", "before", "change", "fraction"),
    [
        (110.0, 100.0, 10.0, 0.1),
        (90.0, 100.0, -10.0, -0.1),
        (None, 100.0, None, None),
        (110.0, None, None, None),
        (110.0, 0.0, 110.0, None),
        (-2.0, 4.0, -6.0, -1.5),
    ],
)
def test_change(price: float | None, before: float | None, change: float | None, fraction: float | None) -> None:
    quote = Quote("IWM", price=price, previous_close=before)
    assert quote.change == change
    assert quote.change_fraction == (pytest.approx(fraction) if fraction is not None else None)


@cases(
    ("value", "number"), [(1.5, 1.5), (3, 3.0), (True, None), ("2025-01-01", None), ({"a": 1.0}, None), (None, None)]
)
def test_the_number_of_a_reading(value: ReadingValue, number: float | None) -> None:
    assert Reading("rv21", value, "fraction", "21d", 21, "2025-09-18", "csv", "").number == number


def test_every_range_has_one_measure_and_bars_fine_enough() -> None:
    assert list(RANGE_BY_NAME) == ["1D", "5D", "1M", "6M", "YTD", "1Y", "5Y", "MAX"]
    for chart_range in RANGES:
        measures = [bool(chart_range.sessions), bool(chart_range.days), chart_range.year_to_date]
        assert sum(measures) == (0 if chart_range.name == "MAX" else 1)
        assert chart_range.interval.intraday == bool(chart_range.sessions)
    assert RANGE_BY_NAME["1D"].interval is Interval.M1


@cases(
    "request_",
    [
        GetSnapshot(),
        GetBars("^RUT", "1Y"),
        GetBars("^RUT", "1Y", Interval.M5),
        GetReadings("IWM", ("rv21",)),
        GetFollowThrough("IWM", 0.05, "1990-01", None),
        GetStates("IWM"),
        GetHistory("IWM", "drawdown"),
        GetNews("IWM"),
        Watch(("IWM", "^RUT")),
        Lookup("IWN"),
        Refresh(),
    ],
)
def test_requests_survive_the_wire(request_: Request) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(request_), type=Request) == request_


def test_kinds_are_told_apart_by_tags_that_never_change() -> None:
    """A terminal and an engine of two versions meet on a hub: a tag may be added, and none renamed."""
    tags = {kind.__struct_config__.tag for kind in get_args(Request)}
    words = """
        control_replay get_alerts get_allocation get_backtest get_bars get_card get_chart get_follow_through
        get_history get_macro get_news get_pair_correlation get_policy_study get_position_size get_range_starts
        get_readings get_risk_study get_simulation get_snapshot get_states get_thesis get_universe leave_universe lookup
        mute_alert refresh stop_laboratory try_alert use_rules watch
    """
    assert set(words.split()) <= tags
    assert len(tags) == len(get_args(Request))
