"""Components of the momentum score by hand, and that later data change none of them."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.scores import momentum_score
from r2k_tui.analytics.scores.momentum_score import MomentumInputs
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.months import month_index, months_of
from r2k_tui.analytics.trend.channel import fit_channel
from r2k_tui.analytics.trend.volume import slope_norm_history
from tests.analytics.synthetic import series, walk, weekdays
from tests.cases import cases

COUNT = 3200
BARS = series("X", COUNT, 81)
SESSIONS = weekdays(COUNT + 60)


def inputs(count: int = COUNT) -> MomentumInputs:
    index = month_index(BARS.days[:count], SESSIONS, count)
    return MomentumInputs(
        closes=BARS.close[:count],
        high=BARS.high[:count],
        low=BARS.low[:count],
        relative=np.log(walk(COUNT, 82, 0.01))[:count],
        volume_slope=slope_norm_history(BARS.close[:count], BARS.volume[:count], count),
        months=months_of(index, BARS.close[:count]),
        finished=index.at_bar,
    )


WHOLE = inputs()


@cases("name", list(momentum_score.COMPONENTS))
def test_later_data_change_nothing(name: str) -> None:
    component = momentum_score.COMPONENTS[name]
    history = component(WHOLE, COUNT)
    for count in (1, 55, 126, 221, 504, 756, 1500, 2520, 2800, 3000, COUNT):
        cut = component(inputs(count), count)
        np.testing.assert_allclose(cut.score, history.score[:count], rtol=0, atol=1e-9)
        np.testing.assert_allclose(cut.value, history.value[:count], rtol=0, atol=1e-12)


@cases("name", list(momentum_score.COMPONENTS))
def test_the_last_days_alone_are_the_same(name: str) -> None:
    component = momentum_score.COMPONENTS[name]
    history = component(WHOLE, COUNT)
    for rows in (1, 2, 300):
        np.testing.assert_allclose(component(WHOLE, rows).score, history.score[-rows:], rtol=0, atol=1e-9)


@cases("name", list(momentum_score.COMPONENTS))
def test_scores_lie_between_0_and_100(name: str) -> None:
    points = momentum_score.COMPONENTS[name](WHOLE, COUNT).score
    known = points[np.isfinite(points)]
    assert len(known) > 1000
    assert known.min() >= 0
    assert known.max() <= 100


def test_trend_is_the_share_of_four_signs() -> None:
    for stop in (221, 500, 1234, COUNT):
        closes = BARS.close[:stop]
        fast, slow, before = closes[-50:].mean(), closes[-200:].mean(), closes[-221:-21].mean()
        signs = [closes[-1] > fast, closes[-1] > slow, fast > slow, slow > before]
        found = momentum_score.trend(msgspec.structs.replace(WHOLE, closes=closes), 1)
        assert found.score[0] == 25 * sum(signs)
    assert math.isnan(momentum_score.trend(msgspec.structs.replace(WHOLE, closes=BARS.close[:220]), 1).score[0])


def test_a_constant_is_above_nothing() -> None:
    flat = msgspec.structs.replace(WHOLE, closes=np.full(300, 100.1))
    assert momentum_score.trend(flat, 1).score[0] == 0


@pytest.mark.parametrize("closes", [BARS.close, 1e4 / BARS.close], ids=["one way", "the other way"])
def test_channel_is_signed_by_its_slope(closes: Floats) -> None:
    found = fit_channel(closes, 126)
    assert found is not None
    expected = 50 + 50 * math.copysign(found.r2, found.slope_ann)
    assert momentum_score.channel(msgspec.structs.replace(WHOLE, closes=closes), 1).score[0] == pytest.approx(expected)


def test_range_position() -> None:
    high, low = BARS.high[-55:].max(), BARS.low[-55:].min()
    expected = 100 * (BARS.close[-1] - low) / (high - low)
    assert momentum_score.range_position(WHOLE, 1).score[0] == pytest.approx(expected)
    flat = np.full(60, 5.0)
    same = msgspec.structs.replace(WHOLE, closes=flat, high=flat, low=flat)
    assert math.isnan(momentum_score.range_position(same, 1).score[0])


def test_twelve_one_percentile() -> None:
    closes = BARS.close
    history = closes[252 - 21 : -21] / closes[:-252] - 1
    expected = 100 * np.mean(history[-2520:] <= history[-1])
    assert momentum_score.twelve_one(WHOLE, 1).score[0] == pytest.approx(expected)


def test_ten_percent_month_needs_one_of_six() -> None:
    ret = np.array([math.nan, 0.2, 0.01, 0.02, 0.03, 0.0999, -0.1, 0.05, 0.1])
    months = msgspec.structs.replace(WHOLE.months, ret=ret)
    expected = {5: math.nan, 6: math.nan, 7: 100.0, 8: 0.0, 9: 100.0}
    for finished, points in expected.items():
        one = msgspec.structs.replace(WHOLE, months=months, finished=np.array([finished]))
        assert momentum_score.ten_percent_month(one, 1).score[0] == pytest.approx(points, nan_ok=True)
