"""The close that a range counts from: the one before its first session, whatever the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.engine.bars.range_starts import start_of
from r2k_tui.engine.state.bar_ranges import cut
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import GetRangeStarts, RangeStart, RangeStartsReply
from r2k_tui.model.messages.outcome import Failure
from tests.cases import cases
from tests.engine.stage import TODAY, Stage, ask
from tests.fakes.invented_bars import bars_at, daily_bars, midnight, wave, weekdays_to


def day(bars: Bars, name: str, today: date = TODAY) -> date | None:
    found = start_of(bars, RANGE_BY_NAME[name], today)
    return None if found is None else day_of_bar(bars.times()[found])


@cases(
    ("name", "start"),
    [
        ("1D", date(2025, 9, 17)),
        ("5D", date(2025, 9, 11)),
        ("6M", date(2025, 3, 18)),
        ("YTD", date(2024, 12, 31)),
        ("1Y", date(2024, 9, 16)),
        ("MAX", weekdays_to(TODAY, 400)[0]),
    ],
)
@cases("unfinished", [True, False])
def test_the_close_before_the_range(name: str, start: date, unfinished: bool) -> None:
    """Whether today's bar is there already makes no difference."""
    bars = daily_bars("IWM", wave(400), TODAY)
    assert day(bars if unfinished else bars.slice(0, 399), name) == start


def test_a_weekend_or_a_holiday_before_the_range_is_passed_over() -> None:
    monday = date(2025, 9, 15)
    assert day(daily_bars("IWM", wave(400), monday), "1D", monday) == date(2025, 9, 12)


def test_a_history_that_does_not_reach_back_has_no_start() -> None:
    bars = daily_bars("IWM", wave(20), TODAY)
    assert [day(bars, name) for name in ("1M", "6M", "YTD", "1Y", "5Y")] == [None] * 5
    assert day(bars, "5D") and day(bars, "MAX")


def test_a_missing_close_gives_way_to_the_one_before() -> None:
    closes = [*wave(10), float("nan"), 1.0]
    assert day(daily_bars("IWM", closes, TODAY), "1D") == date(2025, 9, 16)
    assert day(daily_bars("IWM", [float("nan")] * 3, TODAY), "MAX") is None


@given(count=st.integers(2, 800), name=st.sampled_from(["6M", "YTD", "1Y", "5Y", "MAX"]))
def test_it_is_where_the_chart_of_the_range_begins(count: int, name: str) -> None:
    bars = daily_bars("IWM", wave(count), TODAY)
    shown, found = cut(bars, RANGE_BY_NAME[name]), start_of(bars, RANGE_BY_NAME[name], TODAY)
    if found is None:
        assert len(shown) == len(bars), "the chart shows all there is, and the gain is not known"
    else:
        assert bars.times()[found] == shown.times()[0]


async def test_the_engine_answers_for_what_it_knows(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await ask(engine, GetRangeStarts(("IWM", "XYZ"), "5D"))
        asked = stage.source.count("bars")
        assert await ask(engine, GetRangeStarts(("XYZ",), "2D")) == Failure(
            "usage", "no range 2D; there are 1D 5D 1M 6M YTD 1Y 5Y MAX"
        )
        assert stage.source.count("bars") == asked, "the source is not asked"
    assert reply == RangeStartsReply("5D", (RangeStart("IWM", "2025-09-11", pytest.approx(wave(400, 101.0)[-6])),))


async def test_bars_of_another_time_than_the_quote(stage: Stage) -> None:
    """A day that the quote has and the bars have not yet counts as a session."""
    stage.source.put(bars_at([midnight(d) for d in weekdays_to(date(2025, 9, 17), 30)], wave(30), "IWM"))
    async with stage.running() as engine:
        reply = await ask(engine, GetRangeStarts(("IWM",), "1D"))
    assert isinstance(reply, RangeStartsReply) and reply.starts[0].day == "2025-09-17"
