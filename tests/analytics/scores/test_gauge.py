"""Components of the risk gauge by hand, and that later data change none of them."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.risk.breaches import quantile_breaches
from r2k_tui.analytics.scores import gauge
from r2k_tui.analytics.scores.gauge import RiskInputs
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.smoothing import ewma_variance
from tests.analytics.synthetic import walk
from tests.cases import cases
from tests.late import Late

stats = Late("scipy.stats")

COUNT = 3200
RETURNS = simple_returns(walk(COUNT, 71))
BREACHES = np.concatenate([[np.nan], quantile_breaches(RETURNS, 250, (0.05,), COUNT - 1)[0]])


def inputs(count: int = COUNT) -> RiskInputs:
    closes = walk(COUNT, 71)
    implied, fallback = walk(COUNT, 72, 0.05), walk(COUNT, 73, 0.05)
    implied[:300] = np.nan
    return RiskInputs(
        variance=np.concatenate([[np.nan], ewma_variance(RETURNS)])[:count],
        closes=closes[:count],
        breaches=BREACHES[:count],
        implied=implied[:count],
        implied_fallback=fallback[:count],
        credit=np.log(walk(COUNT, 74, 0.004))[:count],
    )


WHOLE = inputs()


def share(window: Floats) -> float:
    return 100 * float(np.mean(window <= window[-1]))


@cases("name", list(gauge.COMPONENTS))
def test_later_data_change_nothing(name: str) -> None:
    component = gauge.COMPONENTS[name]
    history = component(WHOLE, COUNT)
    for count in (1, 100, 313, 504, 505, 567, 1500, 2819, 2820, 3000, COUNT):
        cut = component(inputs(count), count)
        np.testing.assert_array_equal(cut.score, history.score[:count])
        np.testing.assert_array_equal(cut.value, history.value[:count])


@cases("name", list(gauge.COMPONENTS))
def test_the_last_days_alone_are_the_same(name: str) -> None:
    component = gauge.COMPONENTS[name]
    history = component(WHOLE, COUNT)
    for rows in (1, 2, 300):
        np.testing.assert_array_equal(component(WHOLE, rows).score, history.score[-rows:])


@cases("name", list(gauge.COMPONENTS))
def test_scores_lie_between_0_and_100(name: str) -> None:
    score = gauge.COMPONENTS[name](WHOLE, COUNT).score
    known = score[np.isfinite(score)]
    assert len(known) > 300
    assert known.min() >= 0
    assert known.max() <= 100


def test_volatility_is_the_percentile_of_ten_years() -> None:
    found = gauge.volatility(WHOLE, 1)
    assert found.score[0] == share(WHOLE.variance[-2520:])
    assert found.value[0] == pytest.approx(math.sqrt(WHOLE.variance[-1] * 252))
    history = gauge.volatility(WHOLE, COUNT).score
    assert np.isnan(history[:504]).all()
    assert np.isfinite(history[504:]).all()


def test_drawdown_reaches_100_at_a_quarter() -> None:
    closes = np.full(300, 100.0)
    for last, expected in ((100.0, 0.0), (90.0, 40.0), (75.0, 100.0), (40.0, 100.0)):
        closes[-1] = last
        assert gauge.drawdown(msgspec.structs.replace(WHOLE, closes=closes), 1).score[0] == pytest.approx(expected)
    short = msgspec.structs.replace(WHOLE, closes=closes[-251:])
    assert math.isnan(gauge.drawdown(short, 1).score[0])


def test_breaches_are_counted_against_the_quantile_before_them() -> None:
    days = range(len(RETURNS) - 63, len(RETURNS))
    count = sum(RETURNS[day] < np.quantile(RETURNS[day - 250 : day], 0.05) for day in days)
    found = gauge.var_breaches(WHOLE, 1)
    assert found.value[0] == count
    expected = stats.binom.cdf(count, 63, 0.05) - stats.binom.pmf(count, 63, 0.05) / 2
    assert found.score[0] == pytest.approx(100 * expected)


def test_credit_is_stress_when_it_falls() -> None:
    change = WHOLE.credit[63:] - WHOLE.credit[:-63]
    expected = 100 * float(np.mean(change[-2520:] >= change[-1]))
    assert gauge.credit(WHOLE, 1).score[0] == pytest.approx(expected)
    crash = WHOLE.credit.copy()
    crash[-1] -= 1
    assert gauge.credit(msgspec.structs.replace(WHOLE, credit=crash), 1).score[0] == 100


def test_implied_changes_over_when_its_ten_years_are_full() -> None:
    found = gauge.implied(WHOLE, COUNT)
    fallback = gauge.percentile(WHOLE.implied_fallback, COUNT)
    own = gauge.percentile(WHOLE.implied, COUNT)
    over = 300 + 2520 - 1
    np.testing.assert_array_equal(found.score[:over], fallback[:over])
    np.testing.assert_array_equal(found.score[over:], own[over:])
    np.testing.assert_array_equal(found.value[over:], WHOLE.implied[over:])


def test_implied_alone_serves_as_soon_as_it_has_a_percentile() -> None:
    alone = msgspec.structs.replace(WHOLE, implied_fallback=np.full(COUNT, np.nan))
    found = gauge.implied(alone, COUNT).score
    assert np.isnan(found[: 300 + 503]).all()
    assert np.isfinite(found[300 + 503 :]).all()


def test_a_stale_day_has_no_implied() -> None:
    stale = WHOLE.implied_fallback.copy()
    stale[-1] = np.nan
    gone = msgspec.structs.replace(WHOLE, implied_fallback=stale, implied=np.full(COUNT, np.nan))
    assert math.isnan(gauge.implied(gone, 1).score[0])
