"""Events at a close: each found on its own day, of finished sessions alone."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import with_last
from r2k_tui.engine.alerts.close_events import CloseEvent, events_of_close
from r2k_tui.engine.readings.inputs import ReadingInputs
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from tests.analytics.synthetic import closes_only, weekdays

COUNT = 1600
SESSIONS = weekdays(COUNT + 80)


def events(closes: np.ndarray, *, provisional: bool = False) -> dict[str, CloseEvent]:
    return events_of_close(board(closes, provisional=provisional), over=False)


def board(closes: np.ndarray, *, provisional: bool = False) -> SymbolAnalysis:
    own = msgspec.structs.replace(closes_only("^RUT", closes), high=closes)
    return SymbolAnalysis(
        ReadingInputs(own=own, sessions=SESSIONS, context={}, provisional=provisional, risk_free=0.0, source="t")
    )


@pytest.fixture
def quiet() -> np.ndarray:
    """Prices that go to and fro below their first one, with returns of half a percent."""
    steps = 0.005 * np.sin(np.arange(COUNT) * 1.7)
    return np.concatenate([[150.0], 100.0 * np.exp(np.cumsum(steps - steps.mean()))[1:]])


def test_a_market_that_does_nothing_has_no_event(quiet: np.ndarray) -> None:
    found = events(quiet)
    assert found["record_close"].day == "" and found["strong_month"].day == ""


def test_a_record_is_found_when_its_session_is_over(quiet: np.ndarray) -> None:
    quiet[-1] = 151.0
    assert events(quiet, provisional=True)["record_close"].day == ""
    event = events(quiet)["record_close"]
    assert event.day == str(SESSIONS[COUNT - 1])
    assert "151.00" in event.detail and event.day in event.detail


def test_a_breakout_is_the_day_that_it_began_on(quiet: np.ndarray) -> None:
    quiet[-3:] = (110.0, 111.0, 112.0)
    assert events(quiet)["breakout"].day == str(SESSIONS[COUNT - 3])


def test_a_day_worse_than_the_forecast_is_a_breach(quiet: np.ndarray) -> None:
    quiet[-2:] *= 0.95
    event = events(quiet)["var_breach"]
    assert event.day == str(SESSIONS[COUNT - 2]) and "%" in event.detail
    by_row = board(quiet[:-1]).facts
    assert by_row.last_marks[1] == 1, "the board's own backtest says the same"


def test_a_month_of_ten_percent_is_told_when_it_is_finished(quiet: np.ndarray) -> None:
    months = SESSIONS[:COUNT].astype("datetime64[M]")
    month = months[-40]
    inside = months == month
    before = quiet[np.flatnonzero(inside)[0] - 1]
    quiet[np.flatnonzero(inside)[0] :] = before * 1.12
    assert events(quiet)["strong_month"].day == str(month)
    until = int(np.flatnonzero(inside)[-1])
    assert events(quiet[:until])["strong_month"].day == "", "the month has another session"


def test_a_month_of_exactly_ten_percent_is_a_strong_one(quiet: np.ndarray) -> None:
    months = SESSIONS[:COUNT].astype("datetime64[M]")
    inside = np.flatnonzero(months == months[-40])
    quiet = np.full(COUNT, 20.10)
    quiet[inside[0] :] = 22.11
    assert 22.11 / 20.10 - 1 < 0.10, "the floats alone miss it"
    assert events(quiet)["strong_month"].day == str(months[-40])


def test_a_tick_of_today_changes_no_event(quiet: np.ndarray) -> None:
    quiet[-1] = 151.0
    whole = board(quiet)
    day = str(SESSIONS[COUNT])
    ticked = SymbolAnalysis(
        msgspec.structs.replace(
            whole.inputs,
            own=with_last(whole.facts.own, np.datetime64(day), (1.0, 1.0, 1.0, 200.0, 200.0, 1.0)),
            provisional=True,
        )
    )
    assert events_of_close(ticked, over=False) == events_of_close(whole, over=False)
    assert events_of_close(ticked, over=True)["record_close"].day == day
