"""Finished months: the exchange calendar decides, not the last bar at hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from r2k_tui.analytics.series.months import finished_months, last_sessions, month_index
from tests.analytics.synthetic import walk, weekdays

DAYS = weekdays(300, "2023-01-02")
SESSIONS = weekdays(400, "2022-12-01")
CLOSES = walk(300, 1)


def cut(last: str) -> int:
    return int(np.searchsorted(DAYS, np.datetime64(last), side="right"))


def months_until(last: str, provisional: bool = False) -> list[str]:
    stop = cut(last)
    found = finished_months(DAYS[:stop], CLOSES[:stop], SESSIONS, stop - provisional)
    return [str(month) for month in found.month]


def test_a_month_is_finished_with_its_last_session() -> None:
    assert months_until("2023-06-30")[-1] == "2023-06"
    assert months_until("2023-06-29")[-1] == "2023-05"


def test_a_session_under_way_finishes_nothing() -> None:
    assert months_until("2023-06-30", provisional=True)[-1] == "2023-05"
    assert months_until("2023-07-03", provisional=True)[-1] == "2023-06"


def test_a_last_session_without_a_bar_is_over_with_the_next_bar() -> None:
    keep = np.datetime64("2023-06-30") != DAYS
    days, closes = DAYS[keep], CLOSES[keep]
    stop = int(np.searchsorted(days, np.datetime64("2023-06-29"), side="right"))
    assert str(finished_months(days[:stop], closes[:stop], SESSIONS, stop).month[-1]) == "2023-05"
    later = finished_months(days[: stop + 1], closes[: stop + 1], SESSIONS, stop + 1)
    assert str(later.month[-1]) == "2023-06"
    assert later.close[-1] == closes[stop - 1]


def test_without_a_calendar_only_a_later_month_ends_one() -> None:
    none = np.zeros(0, dtype="datetime64[D]")
    stop = cut("2023-06-30")
    assert str(finished_months(DAYS[:stop], CLOSES[:stop], none, stop).month[-1]) == "2023-05"
    assert str(finished_months(DAYS[: stop + 1], CLOSES[: stop + 1], none, stop + 1).month[-1]) == "2023-06"


def test_a_calendar_that_ends_within_the_month_does_not_end_it() -> None:
    short = SESSIONS[np.datetime64("2023-06-29") >= SESSIONS]
    stop = cut("2023-06-29")
    assert str(finished_months(DAYS[:stop], CLOSES[:stop], short, stop).month[-1]) == "2023-05"


def test_returns_are_those_of_month_ends() -> None:
    stop = cut("2023-11-30")
    found = finished_months(DAYS[:stop], CLOSES[:stop], SESSIONS, stop)
    ends = pd.Series(CLOSES[:stop], pd.DatetimeIndex(DAYS[:stop])).resample("ME").last()
    np.testing.assert_allclose(found.close, ends.to_numpy())
    np.testing.assert_allclose(found.ret[1:], (ends / ends.shift() - 1).to_numpy()[1:])
    assert np.isnan(found.ret[0])


def test_a_month_without_a_bar_has_no_return_and_breaks_the_next() -> None:
    keep = DAYS.astype("datetime64[M]") != np.datetime64("2023-04")
    found = finished_months(DAYS[keep], CLOSES[keep], SESSIONS, int(keep.sum()))
    assert [str(month) for month in found.month[:5]] == ["2023-01", "2023-02", "2023-03", "2023-04", "2023-05"]
    assert np.isnan(found.close[3])
    assert np.isnan(found.ret[3:5]).all()
    assert np.isfinite(found.ret[5])


def test_months_finished_at_each_bar() -> None:
    index = month_index(DAYS, SESSIONS, len(DAYS))
    for bar in (0, 21, 22, cut("2023-06-29") - 1, cut("2023-06-30") - 1):
        expected = len(finished_months(DAYS[: bar + 1], CLOSES[: bar + 1], SESSIONS, bar + 1).month)
        assert index.at_bar[bar] == expected


def test_nothing_at_all() -> None:
    none = np.zeros(0, dtype="datetime64[D]")
    assert len(finished_months(none, np.zeros(0), SESSIONS, 0).month) == 0


def test_last_sessions_of_the_calendar() -> None:
    months = np.array(["2023-04", "2023-09"], dtype="datetime64[M]")
    assert [str(day) for day in last_sessions(SESSIONS, months)] == ["2023-04-28", "2023-09-29"]
