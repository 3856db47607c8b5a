"""Periods to ask for, within what Yahoo serves."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.yahoo_chart.periods import DAY, asked_interval, period_of
from tests.cases import cases

NOW = 1_790_000_000.0


@cases("interval", list(Interval))
def test_all_there_is_reaches_back_as_far_as_yahoo_serves(interval: Interval) -> None:
    reach = {Interval.M1: 7, Interval.H1: 730, Interval.D1: 36_500}.get(interval, 60)
    period = period_of(interval, None, NOW)
    assert 0.9 * reach * DAY < NOW - period.start < reach * DAY
    assert period.end == NOW + DAY


def test_a_minute_request_spans_at_most_eight_days() -> None:
    period = period_of(Interval.M1, None, NOW)
    assert period.end - period.start <= 8 * DAY


def test_a_start_is_kept_and_a_session_before_midnight_utc_is_in_it() -> None:
    assert period_of(Interval.M5, NOW - 3600, NOW).start == NOW - 3600
    assert period_of(Interval.D1, NOW - 10 * DAY, NOW).start == NOW - 11 * DAY


def test_a_joined_bar_is_asked_for_with_all_of_its_parts() -> None:
    assert asked_interval(Interval.M30) is Interval.M15
    assert all(asked_interval(interval) is interval for interval in Interval if interval is not Interval.M30)
    assert period_of(Interval.M30, 1_789_999_200.0 + 900, NOW).start == 1_789_999_200


@cases("since", [-1e12, 0.0, float("-inf")])
def test_a_start_out_of_reach_asks_for_all_there_is(since: float) -> None:
    for interval in (Interval.M1, Interval.H1):
        assert period_of(interval, since, NOW) == period_of(interval, None, NOW)
