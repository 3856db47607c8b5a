"""Gaps, unadjusted splits, rows on days without a session, missing sessions."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.continuity import Continuity, DayFaults, gap_marks, split_places, wide_steps
from r2k_tui.analytics.series.series import DailySeries, select
from tests.analytics.synthetic import series, weekdays
from tests.cases import cases

SESSIONS = weekdays(1400)
OWN = series("XYZ", 1300, 5)


def told(own: DailySeries, first: int = 0) -> tuple[str, ...]:
    days = DayFaults(own.symbol, own.days, SESSIONS, gap_marks(own.days, SESSIONS))
    return Continuity(own, days, wide_steps(own.close)).faults(first)


def without(begin: int, end: int, own: DailySeries = OWN) -> DailySeries:
    rows = np.ones(len(own), dtype=np.bool_)
    rows[begin:end] = False
    return select(own, rows)


def test_bars_that_are_as_they_should_be_have_nothing_to_say() -> None:
    assert told(OWN) == ()
    assert told(select(OWN, slice(0, 0))) == ()
    assert told(select(OWN, slice(0, 1))) == ()


@cases(("missing", "gap"), [(1, False), (4, False), (5, True), (500, True)])
def test_a_step_of_more_than_five_sessions_is_a_gap(missing: int, gap: bool) -> None:
    own = without(600, 600 + missing)
    marks = gap_marks(own.days, SESSIONS)
    assert np.flatnonzero(marks).tolist() == ([599] if gap else [])
    words = [text for text in told(own) if "no return is made across it" in text]
    assert len(words) == gap
    if gap:
        assert f"between {OWN.days[599]} and {OWN.days[600 + missing]}" in words[0]


def test_before_the_first_known_session_weekdays_count() -> None:
    days = np.array(["1975-01-02", "1975-01-10", "1975-01-20", "1976-01-20"], dtype="datetime64[D]")
    late = np.array(["1984-01-03"], dtype="datetime64[D]")
    assert gap_marks(days, late).tolist() == [False, False, True]
    assert gap_marks(days, late[:0]).tolist() == [False, False, True]


def test_a_long_holiday_is_no_gap() -> None:
    sessions = np.delete(SESSIONS, slice(600, 606))
    own = without(600, 606)
    assert not gap_marks(own.days, sessions).any()


@cases(("factor", "name"), [(0.5, "2:1"), (2 / 3, "3:2"), (0.1, "10:1"), (10.0, "1:10"), (0.25, "4:1"), (20.0, "1:20")])
@cases("copied", [False, True])
def test_an_unadjusted_split_is_named_with_its_ratio_and_day(factor: float, name: str, copied: bool) -> None:
    close = OWN.close.copy()
    close[800] = close[799]
    adjusted = close.copy()
    close[800:] *= factor
    own = msgspec.structs.replace(OWN, close=close, adj_close=close if copied else adjusted * 0.97)
    assert told(own) == (f"the close of {OWN.days[800]} steps like an unadjusted {name} split",)
    assert told(own, 799) == told(own)
    assert told(own, 800) == (), "a window that begins after it does not contain it"


def test_a_fall_that_the_adjusted_close_shares_is_a_fall() -> None:
    close, adjusted = OWN.close.copy(), OWN.adj_close.copy()
    close[800:] *= 0.5
    adjusted[800:] *= 0.5
    own = msgspec.structs.replace(OWN, close=close, adj_close=adjusted)
    assert split_places(own.close, own.adj_close)[0].tolist() == []


@cases("fall", [0.45, 0.6, 0.8])
def test_a_fall_that_is_no_ratio_is_no_split(fall: float) -> None:
    close = OWN.close.copy()
    close[800] = close[799]
    close[800:] *= fall
    assert split_places(close, close)[0].tolist() == []


def test_an_index_is_never_split() -> None:
    close = OWN.close.copy()
    close[800:] *= 2.0
    assert told(msgspec.structs.replace(OWN, symbol="^VIX", close=close, adj_close=close)) == ()


def test_rows_on_days_without_a_session_are_counted() -> None:
    days = OWN.days.copy()
    saturday = days[9] + np.timedelta64(1, "D")
    assert days[9].astype(object).weekday() == 4
    days[10] = saturday
    own = msgspec.structs.replace(OWN, days=days)
    assert told(own)[0] == f"1 row is of a day without a session {saturday}"
    assert told(own, 20) == ()
    assert told(msgspec.structs.replace(own, symbol="BTC-USD")) == ()


def test_more_than_a_hundredth_of_missing_sessions_is_told() -> None:
    few, many = np.arange(1300) % 150 != 7, np.arange(1300) % 50 != 7
    assert told(select(OWN, few)) == ()
    assert told(select(OWN, many)) == (f"26 of 1,300 sessions since {OWN.days[0]} have no bar",)
    assert told(msgspec.structs.replace(select(OWN, many), symbol="VOD.L")) == ()
