"""Which bars a named range shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.engine.state.bar_ranges import cut, last_sessions
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.ranges import RANGE_BY_NAME, RANGES
from tests.cases import cases
from tests.fakes.invented_bars import bars_at, daily_bars, midnight, wave, weekdays_to

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2025, 9, 18)


def days(bars: Bars) -> list[date]:
    return [datetime.fromtimestamp(time, UTC).date() for time in bars.times()]


def session(day: date, interval: Interval, hours: tuple[int, int] = (4, 20)) -> list[int]:
    """Bars of one day in New York, pre and post market included."""
    first, last = (int(datetime(day.year, day.month, day.day, h, tzinfo=NEW_YORK).timestamp()) for h in hours)
    return list(range(first, last, interval.seconds))


def intraday(interval: Interval, sessions: list[date]) -> Bars:
    times = [time for day in sessions for time in session(day, interval)]
    return bars_at(times, [1.0] * len(times), interval=interval)


@cases("chart_range", RANGES)
@cases("count", [0, 1])
def test_no_bar_and_one_bar(chart_range: object, count: int) -> None:
    bars = bars_at([midnight(TODAY)] * count, [1.0] * count, interval=chart_range.interval)  # type: ignore[attr-defined]
    assert cut(bars, chart_range) == bars  # type: ignore[arg-type]


class TestDays:
    def test_a_range_begins_with_the_close_before_it(self) -> None:
        bars = daily_bars("IWM", wave(800), TODAY)
        shown = cut(bars, RANGE_BY_NAME["1Y"])
        border = TODAY - timedelta(days=366)
        assert days(shown)[0] < border <= days(shown)[1]
        assert days(shown)[-1] == TODAY
        assert shown.column("close")[-1] == bars.column("close")[-1]

    def test_the_year_begins_with_the_last_close_of_the_year_before(self) -> None:
        shown = cut(daily_bars("IWM", wave(800), TODAY), RANGE_BY_NAME["YTD"])
        assert days(shown)[:2] == [date(2024, 12, 31), date(2025, 1, 1)]

    def test_the_year_is_that_of_the_newest_bar(self) -> None:
        shown = cut(daily_bars("IWM", wave(50), date(2024, 1, 2)), RANGE_BY_NAME["YTD"])
        assert days(shown) == [date(2023, 12, 29), date(2024, 1, 1), date(2024, 1, 2)]

    def test_all_there_is(self) -> None:
        bars = daily_bars("IWM", wave(800), TODAY)
        assert cut(bars, RANGE_BY_NAME["MAX"]) is bars

    def test_a_history_that_is_shorter_is_shown_whole(self) -> None:
        bars = daily_bars("IWM", wave(30), TODAY)
        for name in ("6M", "YTD", "1Y", "5Y", "MAX"):
            assert cut(bars, RANGE_BY_NAME[name]) == bars

    @given(
        gaps=st.lists(st.integers(1, 40), min_size=1, max_size=80),
        name=st.sampled_from(["6M", "YTD", "1Y", "5Y", "MAX"]),
    )
    def test_any_history(self, gaps: list[int], name: str) -> None:
        ordinal, times = midnight(date(2015, 3, 4)), []
        for gap in gaps:
            ordinal += gap * 86400
            times.append(ordinal)
        chart_range = RANGE_BY_NAME[name]
        shown = list(cut(bars_at(times, [1.0] * len(times)), chart_range).times())
        if chart_range.year_to_date:
            first = midnight(date(datetime.fromtimestamp(times[-1], UTC).year, 1, 1))
        else:
            first = times[-1] - chart_range.days * 86400 if chart_range.days else times[0]
        inside = [time for time in times if time >= first]
        before = [time for time in times if time < first][-1:]
        assert shown == before + inside


class TestSessions:
    @cases(("name", "count"), [("1D", 1), ("5D", 5), ("1M", 22)])
    def test_whole_sessions_with_their_fringes(self, name: str, count: int) -> None:
        chart_range = RANGE_BY_NAME[name]
        sessions = weekdays_to(TODAY, 25)
        shown = cut(intraday(chart_range.interval, sessions), chart_range)
        assert list(shown.times()) == list(intraday(chart_range.interval, sessions[-count:]).times())

    def test_fewer_sessions_than_asked_for(self) -> None:
        bars = intraday(Interval.M1, weekdays_to(TODAY, 3))
        assert cut(bars, RANGE_BY_NAME["5D"]) == bars

    def test_a_session_that_has_just_begun_is_the_last(self) -> None:
        yesterday, today = session(date(2025, 9, 17), Interval.M1), session(TODAY, Interval.M1)[:1]
        bars = bars_at([*yesterday, *today], [1.0] * (len(yesterday) + 1), interval=Interval.M1)
        assert list(cut(bars, RANGE_BY_NAME["1D"]).times()) == today

    def test_a_hole_within_a_session_does_not_end_it(self) -> None:
        times = session(TODAY, Interval.M1)
        holed = times[:100] + times[400:]
        bars = bars_at(holed, [1.0] * len(holed), interval=Interval.M1)
        assert len(cut(bars, RANGE_BY_NAME["1D"])) == len(holed)

    def test_what_never_pauses_has_sessions_of_24_hours(self) -> None:
        end = midnight(TODAY) + 50_000
        times = list(range(end - 5 * 86400, end + 1, 60))
        bars = bars_at(times, [1.0] * len(times), interval=Interval.M1)
        for count in (1, 2, 3):
            shown = times[last_sessions(bars, count) :]
            assert shown[-1] - shown[0] == count * 86400

    @given(
        sessions=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 20)), min_size=1, max_size=10),
        count=st.integers(1, 6),
    )
    def test_any_sessions(self, sessions: list[tuple[int, int]], count: int) -> None:
        """Days with some bars each, the days between them any number apart."""
        day, groups = date(2025, 3, 3), []
        for gap, bars in sessions:
            day += timedelta(days=gap + 1)
            groups.append(session(day, Interval.M30, (9, 16))[:bars])
        times = [time for group in groups for time in group]
        shown = times[last_sessions(bars_at(times, [1.0] * len(times), interval=Interval.M30), count) :]
        wanted = [time for group in groups[-count:] for time in group]
        if len(groups) >= count:
            assert shown == wanted


class TestOtherVenues:
    @staticmethod
    def _bars(symbol: str, zone: str, spans: list[tuple[str, str]]) -> Bars:
        times: list[int] = []
        for begin, end in spans:
            first, last = (
                int(datetime.fromisoformat(t).replace(tzinfo=ZoneInfo(zone)).timestamp()) for t in (begin, end)
            )
            times += range(first, last, 300)
        return bars_at(times, [1.0] * len(times), symbol, Interval.M5)

    def _first(self, bars: Bars, count: int, zone: str) -> str:
        start = bars.times()[last_sessions(bars, count)]
        return datetime.fromtimestamp(start, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")

    def test_tokyo_s_sessions_are_its_own_days_with_the_lunch_inside(self) -> None:
        """By the clock of New York a session has two days, and two sessions have one."""
        days = [f"2025-09-{day}" for day in (16, 17, 18)]
        spans = [span for d in days for span in ((f"{d} 09:00", f"{d} 11:30"), (f"{d} 12:30", f"{d} 15:30"))]
        bars = self._bars("7203.T", "Asia/Tokyo", spans)
        assert self._first(bars, 1, "Asia/Tokyo") == "2025-09-18 09:00"
        assert self._first(bars, 2, "Asia/Tokyo") == "2025-09-17 09:00"

    def test_a_session_of_the_futures_begins_in_the_evening(self) -> None:
        spans = [(f"2025-09-{day} 18:00", f"2025-09-{day + 1} 17:00") for day in (15, 16, 17)]
        bars = self._bars("RTY=F", "America/New_York", spans)
        assert self._first(bars, 1, "America/New_York") == "2025-09-17 18:00"
        assert self._first(bars, 2, "America/New_York") == "2025-09-16 18:00"

    def test_five_sessions_of_a_currency_are_days_not_weeks(self) -> None:
        spans = [("2025-09-07 17:00", "2025-09-12 17:00"), ("2025-09-14 17:00", "2025-09-18 12:00")]
        bars = self._bars("EURUSD=X", "America/New_York", spans)
        assert self._first(bars, 5, "Europe/London") == "2025-09-12 00:00"
