"""The running session as a daily bar: the quote's day, where it is one that has begun."""

from __future__ import annotations

from datetime import date
from functools import partial

from r2k_tui.engine.bars.day_bar import day_so_far, with_day_so_far
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.calendar.venue import venue_day
from r2k_tui.model.market.quote import Quote
from tests.cases import cases
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars

DAY_S = 86400.0
TODAY = date(2025, 9, 18)
BARS = daily_bars("IWM", [100.0, 101.0, 102.0], TODAY)


def quote_at(time: float | None) -> Quote:
    return Quote("IWM", 103.0, time=time, received_at=START)


def test_the_quote_of_today_is_the_last_bar() -> None:
    bars = with_day_so_far(BARS, quote_at(START), START)
    assert list(bars.column("close")) == [100.0, 101.0, 103.0]


def test_the_quote_of_the_next_day_is_a_bar_more() -> None:
    bars = with_day_so_far(BARS, quote_at(START + DAY_S), START + DAY_S)
    assert len(bars) == 4 and day_of_bar(bars.times()[-1]) == date(2025, 9, 19)


@cases("time", [None, START - DAY_S, START + DAY_S, START + 20 * 3600.0])
def test_a_day_that_is_over_or_still_to_come_is_none(time: float | None) -> None:
    assert day_so_far(BARS, quote_at(time), START) is None
    assert with_day_so_far(BARS, quote_at(time), START) is BARS


def test_the_evening_of_a_future_is_a_bar_of_the_next_day() -> None:
    """18:00 in New York begins the session of the next day; by New York's day it would be one more price of today."""
    bars = daily_bars("RTY=F", [100.0, 101.0, 102.0], TODAY)
    evening = START + 8 * 3600.0
    at_venue = partial(venue_day, "GLOBEX")
    grown = with_day_so_far(bars, quote_at(evening), evening, at_venue)
    assert len(grown) == 4 and day_of_bar(grown.times()[-1]) == date(2025, 9, 19)
    assert len(with_day_so_far(bars, quote_at(evening), evening)) == 3
