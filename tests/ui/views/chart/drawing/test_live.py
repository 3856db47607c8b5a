"""The forming bar: what quotes make of it, and what they do not."""

from __future__ import annotations

from math import isnan, nan

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.ui.views.chart.drawing.live import Live, axis_end, formed, joined, split_note
from tests.cases import cases
from tests.fakes.invented_bars import bars_at
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes, reply

NOON = 17 * 3600  # of New York, in seconds of the day that a daily bar begins at midnight UTC
DAILY = reply([(10, 12, 9, 11)]).bars
MINUTES = reply([(10, 12, 9, 11)], Interval.M1).bars


def quote(price: float | None, time: float | None, **parts: float) -> Quote:
    return Quote("IWM", price, time=time, **parts)


def fed(bars: Bars, *ticks: tuple[float, float]) -> Live | None:
    live: Live | None = None
    for price, after in ticks:
        live = formed(bars, quote(price, FIRST + after), live)
    return live


def test_prices_of_one_minute_make_one_bar() -> None:
    live = fed(MINUTES, (11.5, 65), (13.0, 80), (10.5, 100), (12.0, 119))
    assert live is not None
    assert live[:5] == (FIRST + 60, 11.5, 13.0, 10.5, 12.0)
    assert isnan(live.volume)


def test_the_next_minute_begins_anew_and_an_older_price_counts_for_nothing() -> None:
    live = fed(MINUTES, (11.5, 65), (13.0, 121))
    assert live is not None
    assert live[:5] == (FIRST + 120, 13.0, 13.0, 13.0, 13.0)
    assert fed(MINUTES, (11.5, -5)) is None


def test_a_quote_tells_the_whole_of_today() -> None:
    live = formed(DAILY, quote(12.5, FIRST + NOON, open=11.0, day_high=12.0, day_low=10.0, volume=7.0), None)
    assert live == Live(FIRST, 11.0, 12.5, 10.0, 12.5, 7.0)
    tomorrow = formed(DAILY, quote(12.5, FIRST + DAY_S + NOON), None)
    assert tomorrow is not None
    assert (tomorrow.time, tomorrow.close, isnan(tomorrow.open)) == (FIRST + DAY_S, 12.5, True)
    assert formed(DAILY, quote(12.5, FIRST - DAY_S + NOON), None) is None


@cases("given", [None, quote(None, FIRST + NOON), quote(5.0, None)])
def test_without_a_price_or_its_time_nothing_forms(given: Quote | None) -> None:
    kept = Live(FIRST, 1, 1, 1, 1, 1)
    assert formed(DAILY, given, kept) == kept
    assert formed(closes([]).bars, quote(5.0, FIRST), None) is None


def test_joining_keeps_what_the_quote_does_not_know() -> None:
    last = Live(FIRST, 10, 12, 9, 11, 500)
    assert joined(last, Live(FIRST, nan, nan, nan, 13, nan)) == Live(FIRST, 10, 12, 9, 13, 500)
    assert joined(last, Live(FIRST, 9, 15, 8, 13, 700)) == Live(FIRST, 10, 15, 8, 13, 700)
    assert joined(Live(FIRST, nan, nan, nan, 11, nan), Live(FIRST, 9, 15, 8, 13, 700)).open == 9


def test_a_split_that_the_bars_do_not_have_yet_is_suspected() -> None:
    bars = closes([100.0, 101.0]).bars
    today = quote(50.2, FIRST + DAY_S + NOON, previous_close=50.0)
    assert "previous close 50, in the bars 100" in split_note(bars, today)
    assert split_note(bars, quote(100.2, FIRST + DAY_S + NOON, previous_close=100.0)) == ""
    assert split_note(bars, quote(50.2, FIRST + 40 * DAY_S, previous_close=50.0)) == "", "the bars are old"
    assert split_note(MINUTES, today) == ""


def test_the_axis_reaches_the_close_of_a_session_of_a_day_and_no_further() -> None:
    bars = bars_at([FIRST, FIRST + 60], [1.0, 2.0], interval=Interval.M1)
    day = Session(phase=Phase.OPEN, opens_at=FIRST, closes_at=FIRST + 6.5 * 3600)
    assert axis_end(bars, day) == FIRST + 6.5 * 3600
    assert axis_end(bars, Session(opens_at=FIRST + 120.0, closes_at=FIRST + 6.5 * 3600)) is None, (
        "bars of the day before"
    )
    assert axis_end(bars, Session("GLOBEX", opens_at=FIRST - 3600.0, closes_at=FIRST + 22 * 3600)) is None
    assert axis_end(bars, Session("")) is None
