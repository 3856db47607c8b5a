"""Other series on a symbol's days: what they are, and that nothing is aligned twice."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import DailySeries, select
from r2k_tui.analytics.trend.volume import slope_norm_history
from r2k_tui.engine.readings.aligned_context import AlignedContext
from r2k_tui.engine.readings.day_index import DayIndex
from r2k_tui.engine.readings.inputs import Role
from tests.analytics.synthetic import series, weekdays

SESSIONS = weekdays(800)
DAYS = SESSIONS[:600]
FUND = series("IWM", 590, 1)
BILL = series("^IRX", 600, 2)


def context() -> AlignedContext:
    return AlignedContext(DayIndex(DAYS, SESSIONS, 600))


def moved(given: DailySeries) -> DailySeries:
    return msgspec.structs.replace(given, close=np.append(given.close[:-1], given.close[-1] * 1.01))


def test_a_column_is_carried_for_three_sessions_and_found_once() -> None:
    aligned = context()
    found = aligned.column(Role.SMALL_FUND, FUND, "close")
    np.testing.assert_array_equal(found[:590], FUND.close)
    assert (found[590:593] == FUND.close[-1]).all() and np.isnan(found[593:]).all()
    assert aligned.column(Role.SMALL_FUND, FUND, "close") is found
    assert aligned.column(Role.SMALL_FUND, FUND, "volume") is not found
    assert aligned.column(Role.SMALL_FUND, moved(FUND), "close")[589] == FUND.close[-1] * 1.01


def test_the_rate_of_a_day_is_that_of_the_evening_before() -> None:
    aligned = context()
    late = select(BILL, slice(100, None))
    found = aligned.rates(late)
    assert len(found) == len(DAYS) - 1
    assert np.isnan(found[:100]).all(), "none before the first"
    np.testing.assert_array_equal(found[100:], BILL.close[100:-1] / 100)
    assert aligned.rates(late) is found
    assert aligned.rates(moved(late)) is not found


def test_the_trend_of_volume_is_that_of_the_fund() -> None:
    aligned = context()
    found = aligned.volume_slopes(FUND, 100)
    np.testing.assert_array_equal(found[:90], slope_norm_history(FUND.close, FUND.volume, 90))
    assert np.isnan(found[93:]).all(), "no older than three sessions"
    assert aligned.volume_slopes(FUND, 100) is found
    assert len(aligned.volume_slopes(FUND, 50)) == 50
    assert np.isnan(aligned.volume_slopes(select(FUND, slice(0, 300)), 100)).all()


def test_bars_without_a_close_are_left_out_once() -> None:
    aligned = context()
    holed = msgspec.structs.replace(FUND, close=np.where(np.arange(590) == 7, np.nan, FUND.close))
    found = aligned.cleaned(Role.SMALL_FUND, holed)
    assert found is not None and len(found) == 589
    assert aligned.cleaned(Role.SMALL_FUND, holed) is found
    assert aligned.cleaned(Role.BILL, select(BILL, slice(0, 0))) is None


def test_other_days_keep_what_does_not_depend_on_them() -> None:
    aligned, longer = context(), DayIndex(SESSIONS[:601], SESSIONS, 601)
    cleaned, column = aligned.cleaned(Role.SMALL_FUND, FUND), aligned.column(Role.SMALL_FUND, FUND, "close")
    other = aligned.on(longer)
    assert other.cleaned(Role.SMALL_FUND, FUND) is cleaned
    assert len(other.column(Role.SMALL_FUND, FUND, "close")) == len(column) + 1
    assert other.on(longer) is other
