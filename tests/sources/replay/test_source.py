"""The replay source: what is known of a recorded day at each moment of it, and nothing later."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.tape import SymbolRecording
from tests.fakes.recorded_day import BEFORE, DAY, at, path_of, write_recording
from tests.sources.contract import SourceContract, Subject
from tests.sources.replay.recordings import SYMBOLS, Clock, quote, replay

INTRADAY = tuple(interval for interval in Interval if interval.intraday)


class TestReplayContract(SourceContract):
    @pytest.fixture(params=["09:30", "12:01"], ids=str)
    async def subject(self, folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
        source = replay(folder, request.param)
        yield Subject(source, ("IWM", "^RUT"), "NO-SUCH")
        await source.close()


class TestWhatIsKnown:
    async def test_a_bar_is_known_at_its_end_and_not_a_moment_before(self, folder: Path) -> None:
        clock = Clock(at("10:42:59"))
        source, path = replay(folder, clock), path_of(DAY)
        assert ((await quote(source)).price, (await quote(source)).time) == (path[71], at("10:42"))
        clock.now = at("10:43")
        assert ((await quote(source)).price, (await quote(source)).time) == (path[72], at("10:43"))
        bars = (await source.bars("IWM", Interval.M1)).bars
        assert (bars.times()[-1], bars.column("close")[-1]) == (at("10:42"), path[72])

    async def test_the_day_of_a_quote_is_what_has_been_traded_so_far(self, folder: Path) -> None:
        one, path = await quote(replay(folder, "09:40")), path_of(DAY)[:10]
        assert (one.open, one.day_high, one.day_low) == (path[0], max(path), min(path))
        assert one.volume == sum(1000 + i for i in range(10))
        assert (one.received_at, one.source) == (at("09:40"), "replay")

    async def test_before_the_first_bar_ends_the_last_close_before_is_the_quote(self, folder: Path) -> None:
        source = replay(folder, "09:30:59")
        one = await quote(source)
        daily = (await source.bars("IWM", Interval.D1)).bars
        assert (one.price, one.previous_close) == (daily.column("close")[-1], daily.column("close")[-2])
        assert one.time == at("16:00", BEFORE[-1])
        assert one.volume is not None

    async def test_an_index_without_volume_has_none(self, folder: Path) -> None:
        one = await quote(replay(folder, "12:00"), "^RUT")
        assert one.volume is None
        assert one.price == path_of(DAY, level=2400.0)[149]

    async def test_the_previous_close_is_that_of_the_daily_file(self, folder: Path) -> None:
        source = replay(folder, "12:00")
        batch = await source.quotes(SYMBOLS)
        bars = (await source.bars("^RUT", Interval.D1)).bars
        assert batch.quotes[0].previous_close == bars.column("close")[-1]
        assert batch.problems == ()

    async def test_without_one_it_is_that_of_the_last_bar_before_and_that_is_said(self, alone: Path) -> None:
        source = replay(alone, "12:00")
        batch = await source.quotes(SYMBOLS)
        assert batch.quotes[0].previous_close == path_of(BEFORE[-1], level=2400.0)[-1]
        assert [(p.symbol, p.kind) for p in batch.problems] == [("^RUT", "derived"), ("IWM", "derived")]
        assert "the previous close is that of the last bar of 2025-09-17" in batch.problems[0].message
        made = (await source.bars("IWM", Interval.D1)).bars
        assert [day_of_bar(time) for time in made.times()] == list(BEFORE)
        assert made.note == "made of intraday bars"

    async def test_daily_history_ends_the_day_before(self, folder: Path) -> None:
        for clock in ("09:30", "16:00"):
            bars = (await replay(folder, clock).bars("IWM", Interval.D1)).bars
            assert day_of_bar(bars.times()[-1]) == BEFORE[-1]

    async def test_of_each_day_the_finest_bars_there_are(self, folder: Path) -> None:
        bars = (await replay(folder, "09:32").bars("IWM", Interval.M1)).bars
        steps = {date.fromtimestamp(0): 0} | {day_of_bar(time): 0 for time in bars.times()}
        for time in bars.times():
            steps[day_of_bar(time)] += 1
        assert [steps[day] for day in (*BEFORE, DAY)] == [78, 78, 390, 2]

    async def test_bars_that_are_too_coarse_say_so(self, folder: Path) -> None:
        batch = await replay(folder, "10:00").bars("^RUT", Interval.M1)
        assert len(batch.bars.since(at("09:30"))) == 6
        assert batch.bars.note == "recorded in bars of 5 minutes"
        assert (await replay(folder, "10:00").bars("^RUT", Interval.M5)).bars.note == ""

    async def test_longer_bars_are_made_of_those_known_and_count_from_the_bell(self, folder: Path) -> None:
        bars = (await replay(folder, "11:02").bars("IWM", Interval.H1)).bars.since(at("09:30"))
        path = path_of(DAY)
        assert list(bars.times()) == [at("09:30"), at("10:30")]
        assert list(bars.column("close")) == [path[59], path[91]]
        assert bars.column("high")[1] == max(path[59:92])
        assert bars.column("volume")[1] == sum(1000 + i for i in range(60, 92))

    async def test_the_clock_stands_at_the_end_without_one(self, folder: Path) -> None:
        source = replay(folder)
        assert (source.begins, source.ends) == (at("09:30"), at("16:00"))
        assert (await quote(source)).time == at("16:00")

    async def test_a_clock_beyond_the_day_learns_nothing(self, folder: Path) -> None:
        source = replay(folder, Clock(at("16:00", DAY) + 1e6), BEFORE[-1])
        assert (await quote(source)).time == at("16:00", BEFORE[-1])
        assert (await source.bars("IWM", Interval.M1)).bars.times()[-1] < at("16:00", BEFORE[-1])

    def test_a_tape_ends_with_its_day(self, folder: Path) -> None:
        recording = FolderRecording(folder)
        tape = SymbolRecording("IWM", BEFORE[-1], recording.intraday("IWM"), recording.daily("IWM"))
        shown = tape.quote(math.inf)
        assert shown is not None
        assert shown.time == at("16:00", BEFORE[-1]) == tape.bars(Interval.M1, math.inf, None).times()[-1] + 60

    def test_the_next_bar(self, folder: Path) -> None:
        source = replay(folder)
        moments = [at("09:30"), at("09:30:30"), at("09:31"), at("15:59"), at("16:00"), 0.0]
        ahead = [at("09:31"), at("09:31"), at("09:32"), at("16:00"), None, at("09:31")]
        assert [source.next_bar(moment) for moment in moments] == ahead


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(second=st.integers(0, 7 * 3600), symbol=st.sampled_from(SYMBOLS), interval=st.sampled_from(list(Interval)))
async def test_nothing_later_is_ever_visible(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, second: int, symbol: str, interval: Interval
) -> None:
    """What is seen at a moment is what would be seen if the recording ended with the bars complete by then."""
    now = at("09:30") + second
    minutes = max(5, min(390, int(second // 300 * 5)))
    source = replay(folder, Clock(now))
    seen, shown = (await source.bars(symbol, interval)).bars, (await source.quotes((symbol,))).quotes[0]
    assert shown.time <= now
    assert shown.received_at <= now
    _check_known(seen, symbol, interval, now)
    moment = min(now, at("09:30") + 60 * minutes)
    if interval.intraday and moment > at("09:30"):
        # The part of the day of which both files have whole bars, cut off in the files themselves.
        cut = write_recording(tmp_path_factory.mktemp("cut") / "intraday", minutes=minutes)
        then = (await replay(cut, Clock(moment)).bars(symbol, interval)).bars
        whole = (await replay(folder, Clock(moment)).bars(symbol, interval)).bars
        assert [getattr(then, name) for name in ("time", *PRICE_COLUMNS)] == [
            getattr(whole, name) for name in ("time", *PRICE_COLUMNS)
        ]


def _check_known(bars: Bars, symbol: str, interval: Interval, now: float) -> None:
    if interval is Interval.D1:
        assert bars.times()[-1] < bar_of_day(DAY)
        return
    each, level = (1, 240.0) if symbol == "IWM" else (5, 2400.0)
    known = int((now - at("09:30")) // (60 * each)) * each
    path = path_of(DAY, level=level)[: min(390, known)]
    today = bars.since(at("09:30"))
    assert bool(path) == bool(len(today))
    if path:
        assert today.column("close")[-1] == path[-1]
        assert max(today.column("high")) == max(path)
        assert min(today.column("low")) == min(path)


@pytest.mark.realdata
async def test_a_real_day(market_data: Path) -> None:
    day = date(2026, 3, 27)
    source = replay(market_data / "intraday", "15:30", day)
    one = await quote(source)
    assert (one.open, one.time) == (246.01, at("15:30", day))
    # The close of 2026-03-26 in the file of days.
    assert one.previous_close == pytest.approx(247.44, abs=0.005)
    end = await quote(replay(market_data / "intraday", day=day))
    assert (end.price, end.time) == (243.08, at("16:00", day))
    gap = [p.message for p in (await source.quotes(("IWM",))).problems]
    assert gap == ["2 minutes without a bar so far, the first at 11:10"], "388 of 390 minutes are there"
    index = await quote(source, "^RUT")
    assert index.volume is None
    assert math.isclose(index.price / one.price, 10.08, rel_tol=0.01)
