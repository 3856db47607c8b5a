"""The replay source: what is known of a recorded day at each moment of it, and nothing later."""

from __future__ import annotations

import gzip
import math
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.replay.days import days_at, days_of_folder, nearest
from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.source import ReplaySource
from r2k_tui.sources.replay.stored import StoredRecording
from r2k_tui.sources.replay.tape import SymbolRecording
from r2k_tui.store.bar_reader import BarReader
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.recorded_day import BEFORE, DAY, HEADER, at, path_of, rows, write_recording
from tests.sources.contract import SourceContract, Subject

SYMBOLS = ("^RUT", "IWM")
INTRADAY = tuple(interval for interval in Interval if interval.intraday)


class Clock:
    """Stands where it is set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_recording(tmp_path_factory.mktemp("whole") / "intraday", daily=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without daily files."""
    return write_recording(tmp_path_factory.mktemp("alone") / "intraday")


def replay(folder: Path, clock: str | Clock | None = None, day: date = DAY) -> ReplaySource:
    moment = Clock(at(clock, day)) if isinstance(clock, str) else clock
    return ReplaySource(FolderRecording(folder), day, SYMBOLS, moment)


async def quote(source: ReplaySource, symbol: str = "IWM") -> Any:
    (one,) = (await source.quotes((symbol,))).quotes
    return one


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
    # The part of the day of which both files have whole bars, cut off in the files themselves.
    cut = write_recording(tmp_path_factory.mktemp("cut") / "intraday", minutes=minutes)
    moment = min(now, at("09:30") + 60 * minutes)
    if interval.intraday and moment > at("09:30"):
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


class TestBadRecordings:
    async def test_a_symbol_without_bars_on_the_day(self, folder: Path) -> None:
        batch = await replay(folder).quotes(("IWM", "SPY"))
        assert [q.symbol for q in batch.quotes] == ["IWM"]
        assert [(p.symbol, p.kind, p.message) for p in batch.problems] == [
            ("SPY", "not_found", "no intraday bars of SPY")
        ]
        assert len((await replay(folder).bars("SPY", Interval.D1)).bars) > 1000, (
            "its days before are known all the same"
        )

    async def test_a_symbol_that_ended_before_the_day(self, folder: Path, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "OLD_5m.csv").write_text("\n".join([HEADER, *rows(BEFORE[0], 390, 5)]))
        source = replay(tmp_path, "12:00")
        assert (await source.quotes(("OLD",))).problems[0].message == "no bars of OLD on 2025-09-18"
        with pytest.raises(NotFound, match="no bars of OLD on 2025-09-18"):
            await source.bars("OLD", Interval.M5)

    async def test_a_day_that_nothing_has(self, folder: Path) -> None:
        with pytest.raises(NotFound, match="no bars on 2025-09-19"):
            replay(folder, day=date(2025, 9, 19))

    async def test_none_of_the_list_has_bars_but_another_symbol(self, tmp_path: Path) -> None:
        (tmp_path / "QQQ_1m.csv").write_text("\n".join([HEADER, *rows(DAY, 30, 1)]))
        source = replay(tmp_path)
        assert (source.begins, source.ends) == (at("09:30"), at("10:00"))
        assert (await quote(source, "QQQ")).price == path_of(DAY, 30)[-1]

    async def test_gaps_are_told_when_they_have_passed(self, tmp_path: Path) -> None:
        write_recording(tmp_path / "intraday", daily=True)
        file = tmp_path / "intraday" / "IWM_1m.csv"
        lines = file.read_text().splitlines()
        # 11:10 and 11:11 in New York.
        kept = [line for line in lines if not line.startswith(("2025-09-18T15:10", "2025-09-18T15:11"))]
        assert len(lines) - len(kept) == 2
        file.write_text("\n".join(kept))
        said = {
            clock: [p.message for p in (await replay(file.parent, clock).quotes(("IWM",))).problems]
            for clock in ("11:12:59", "11:13", "16:00")
        }
        assert said["11:12:59"] == []
        assert said["11:13"] == said["16:00"] == ["2 minutes without a bar so far, the first at 11:10"]

    async def test_rows_left_out_are_told_when_their_time_has_passed(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        file = tmp_path / "IWM_1m.csv"
        lines = file.read_text().splitlines()
        place = next(i for i, line in enumerate(lines) if line.startswith("2025-09-18T16:00"))
        lines[place] = lines[place].replace(lines[place].split(",")[2], "0.01")
        file.write_text("\n".join(lines))
        # 16:00 UTC is 12:00 in New York.
        early = (await replay(tmp_path, "12:00:59").bars("IWM", Interval.M1)).problems
        late = (await replay(tmp_path, "12:01").bars("IWM", Interval.M1)).problems
        assert early == ()
        assert [p.kind for p in late] == ["bad_row"]
        assert f"line {place + 1}" in late[0].message

    async def test_a_packed_file_that_is_none_costs_its_symbol(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "RUT_5m.csv.gz").write_bytes(gzip.compress(b"x" * 999)[:-5])
        batch = await replay(tmp_path, "12:00").quotes(SYMBOLS)
        assert [q.symbol for q in batch.quotes] == ["IWM"]
        problem = next(p for p in batch.problems if p.symbol == "^RUT")
        assert (problem.kind, problem.message) == (
            "bad_data",
            "RUT_5m.csv.gz is not a complete gzip file; compress it again",
        )

    async def test_of_two_files_the_one_that_can_be_read_serves_and_the_other_is_told(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "IWM_5m.csv").write_text("nothing\n")
        batch = await replay(tmp_path, "12:00").bars("IWM", Interval.M1)
        assert batch.bars.times()[-1] == at("11:59")
        assert [p.kind for p in batch.problems] == ["bad_data"]

    async def test_a_close_that_is_missing_is_no_bar(self, tmp_path: Path) -> None:
        lines = [line for line in rows(DAY, 10, 1) if "13:35" not in line]
        (tmp_path / "IWM_1m.csv").write_text("\n".join(["Datetime,High", *(",".join(x.split(",")[:2]) for x in lines)]))
        with pytest.raises(NotFound, match="no bars on"):
            replay(tmp_path)


class TestStore:
    @pytest.fixture
    def store(self, folder: Path, tmp_path: Path) -> Path:
        """A store that holds what the folder does, as a run of the monitor leaves it."""
        path, source = tmp_path / "kept.sqlite3", FolderRecording(folder)
        store = Store(path, "yahoo")
        for symbol in SYMBOLS:
            for part in source.intraday(symbol).parts:
                store.save_bars(part.bars)
        store.save_bars(daily_bars("IWM", wave(300), DAY, source="yahoo"))
        store.close()
        return path

    async def test_it_serves_as_a_folder_does(self, store: Path, folder: Path) -> None:
        kept = ReplaySource(StoredRecording(BarReader(store, "yahoo")), DAY, SYMBOLS, Clock(at("12:00:30")))
        filed = replay(folder, "12:00:30")
        for symbol in SYMBOLS:
            assert (await quote(kept, symbol)).price == (await quote(filed, symbol)).price
            for interval in (Interval.M5, Interval.H1):
                assert (await kept.bars(symbol, interval)).bars.time == (await filed.bars(symbol, interval)).bars.time
        daily = (await kept.bars("IWM", Interval.D1)).bars
        assert (day_of_bar(daily.times()[-1]), daily.source) == (BEFORE[-1], "replay")

    async def test_its_days_of_history_stand_in_for_files(self, store: Path, alone: Path) -> None:
        source = ReplaySource(FolderRecording(alone, BarReader(store, "yahoo")), DAY, SYMBOLS, Clock(at("12:00")))
        batch = await source.quotes(SYMBOLS)
        assert [p.symbol for p in batch.problems] == ["^RUT"], "of which the store keeps no days"
        assert batch.quotes[1].previous_close == wave(300)[-2]

    async def test_one_that_is_broken_is_bad_data(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.sqlite3"
        path.write_bytes(b"no database" * 100)
        with pytest.raises(BadData, match="the store cannot be read"):
            StoredRecording(BarReader(path, "yahoo")).intraday("IWM")


class TestDays:
    def test_of_a_folder(self, folder: Path) -> None:
        assert days_of_folder(folder) == (*BEFORE, DAY)

    def test_a_day_is_one_in_new_york(self, tmp_path: Path) -> None:
        times = ("2025-09-16T01:00:00Z", "2025-09-16T12:00:00+00:00", "2025-09-18T22:00:00-04:00")
        (tmp_path / "ES_5m.csv").write_text("\n".join(["Datetime,Close", *(f"{time},5" for time in times)]))
        assert days_of_folder(tmp_path) == (date(2025, 9, 15), date(2025, 9, 16), date(2025, 9, 18))

    def test_what_is_no_time_or_still_to_come_has_no_day(self, tmp_path: Path) -> None:
        times = ("x", "2025-09-16T12:00:00", "2999-09-16T12:00:00Z", "2025-09-17T12:00:00Z")
        (tmp_path / "ES_5m.csv").write_text("\n".join(["Datetime,Close", *(f"{time},5" for time in times), "", ","]))
        assert days_of_folder(tmp_path) == (date(2025, 9, 17),)

    def test_daily_files_have_none_and_a_plain_name_may(self, tmp_path: Path) -> None:
        (tmp_path / "IWM.csv").write_text("Date,Close\n2025-09-18,5\n")
        assert days_of_folder(tmp_path) == ()
        (tmp_path / "SPY.csv").write_text("Datetime,Close\n2025-09-18T14:00:00Z,5\n")
        assert days_of_folder(tmp_path) == (DAY,)

    def test_a_file_that_cannot_be_read_is_passed_over_unless_it_is_the_only_one(self, tmp_path: Path) -> None:
        (tmp_path / "RUT_5m.csv.gz").write_bytes(b"\x1f\x8bno")
        with pytest.raises(BadData, match=r"RUT_5m\.csv\.gz is not a complete gzip file"):
            days_of_folder(tmp_path)
        (tmp_path / "IWM_5m.csv").write_text("Datetime,Close\n2025-09-18T14:00:00Z,5\n")
        assert days_of_folder(tmp_path) == (DAY,)

    def test_of_hours(self) -> None:
        assert days_at([int(at("09:30")) // 3600, int(at("20:30", BEFORE[0])) // 3600]) == (BEFORE[0], DAY)

    @pytest.mark.parametrize(
        ("day", "words"),
        [(date(2025, 9, 20), "2025-09-18"), (date(2025, 1, 1), "2025-09-15"), (date(2025, 9, 13), "2025-09-15")],
    )
    def test_the_nearest(self, day: date, words: str) -> None:
        assert nearest((*BEFORE, DAY), day) == words
        assert nearest((BEFORE[0], DAY), BEFORE[1]) == "2025-09-15 and 2025-09-18"


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
