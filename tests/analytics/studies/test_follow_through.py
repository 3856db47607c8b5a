"""The follow-through study against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.series.months import Months, finished_months
from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.analytics.studies.follow_through import HORIZONS, _median, follow_through, outcome
from r2k_tui.model.readings.study import FollowThrough
from tests.analytics.synthetic import walk, weekdays

COUNT = 4000
DAYS, CLOSES, SESSIONS = weekdays(COUNT), walk(COUNT, 91, 0.02), weekdays(COUNT + 60)


def months(count: int = COUNT) -> Months:
    return finished_months(DAYS[:count], CLOSES[:count], SESSIONS, count)


def test_every_number_by_hand() -> None:
    found, data = follow_through("X", months(), 0.05), months()
    places = [place for place in range(len(data.ret)) if data.ret[place] >= 0.05]
    assert len(places) > 10
    assert [event.month for event in found.events] == [str(data.month[place]) for place in places]
    assert (found.n_events, found.months) == (len(places), len(data.ret) - 1)
    for ahead in HORIZONS:
        after = [
            data.close[place + ahead] / data.close[place] - 1 if place + ahead < len(data.close) else math.nan
            for place in range(len(data.close))
        ]
        base = [value for value in after[1:] if not math.isnan(value)]
        picked = [after[place] for place in places if not math.isnan(after[place])]
        result = found.horizons[f"{ahead}m"]
        hits = sum(value > 0 for value in picked)
        assert (result.n, result.hits, result.hit_rate) == (len(picked), hits, hits / len(picked))
        assert result.wilson95 == wilson(hits, len(picked))
        assert (result.mean, result.median) == pytest.approx((np.mean(picked), np.median(picked)))
        assert (result.base_n, result.base_hits) == (len(base), sum(value > 0 for value in base))
        assert result.base_rate == pytest.approx(result.base_hits / result.base_n)
        assert (result.base_mean, result.base_median) == pytest.approx((np.mean(base), np.median(base)))
        events = [place in places for place in range(1, len(data.close)) if not math.isnan(after[place])]
        rising = np.array(base) > 0
        as_high = [rising[np.roll(events, shift)].sum() >= hits for shift in range(len(base))]
        assert result.shift_p == pytest.approx(np.mean(as_high))


def test_a_horizon_that_is_not_over_is_pending_and_not_counted() -> None:
    data = months()
    months_at_end = Months(data.month, data.close, np.append(data.ret[:-3], [0.2, 0.0, 0.0]), data.finished_at)
    event = follow_through("X", months_at_end, 0.2).events[-1]
    assert event.month == str(data.month[-3])
    assert event.fwd1m == pytest.approx(data.close[-2] / data.close[-3] - 1)
    assert (event.fwd3m, event.fwd6m, event.fwd12m) == (None, None, None)
    found = follow_through("X", months_at_end, 0.2)
    assert found.horizons["1m"].n == found.n_events
    assert found.horizons["3m"].n == found.n_events - 1


@settings(max_examples=25)
@given(st.integers(300, COUNT), st.floats(0.01, 0.1))
def test_later_data_only_add(count: int, threshold: float) -> None:
    early, late = follow_through("X", months(count), threshold), follow_through("X", months(), threshold)
    for one, two in zip(early.events, late.events[: early.n_events], strict=True):
        assert (one.month, one.ret) == (two.month, two.ret)
        for name in ("fwd1m", "fwd3m", "fwd6m", "fwd12m"):
            assert getattr(one, name) in (None, getattr(two, name))


def test_the_span_picks_the_months_and_not_what_followed() -> None:
    whole = follow_through("X", months(), 0.05)
    part = follow_through("X", months(), 0.05, "2003-01", "2007-12")
    assert (part.first_month, part.last_month, part.months) == ("2003-01", "2007-12", 60)
    inside = [event for event in whole.events if "2003-01" <= event.month <= "2007-12"]
    assert list(part.events) == inside
    assert part.horizons["12m"].base_n == 60


def check_empty(found: FollowThrough) -> None:
    for result in found.horizons.values():
        assert (result.n, result.hits) == (0, 0)
        assert result.hit_rate is result.wilson95 is result.mean is result.median is result.shift_p is None


def test_no_event_and_no_month() -> None:
    check_empty(follow_through("X", months(), 5.0))
    nothing = follow_through("X", months(15), 0.05)
    check_empty(nothing)
    assert nothing.first_month is nothing.last_month is None
    assert nothing.horizons["1m"].base_rate is None


def test_an_unchanged_close_is_no_hit() -> None:
    found = outcome(np.array([True, True, True]), np.array([0.0, 1e-6, -0.1]))
    assert (found.n, found.hits, found.base_hits) == (3, 1, 1)


def test_the_threshold_itself_counts() -> None:
    data = months()
    ret = float(data.ret[5])
    assert any(event.month == str(data.month[5]) for event in follow_through("X", data, ret).events)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_the_median_is_that_of_numpy(values: list[float]) -> None:
    assert _median(np.array(values)) == float(np.median(values))
    assert _median(np.array([])) is None
