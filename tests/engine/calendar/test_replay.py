"""A replay in the engine: polls follow the clock of the day, and the keys move it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from random import Random

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.calendar.replay import ReplayController
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.context import new_context
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.model.calendar.replay import Replay, standing
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove, ReplayReply
from r2k_tui.sources.base import SourceInfo
from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.source import ReplaySource
from r2k_tui.store.store import Store
from tests.engine.stage import Stage, picture
from tests.engine.virtual_time import WallClock, settle, virtual
from tests.fakes.recorded_day import DAY, at, path_of, write_recording

HALF_DAY = date(2025, 11, 28)
SYMBOLS = ("^RUT", "IWM")
BEGINS, MINUTE = 1_000_000.0, 60.0


class Minutes:
    """Ten minutes that are recorded; `looks` are the moments at which the engine was brought up to date."""

    begins, ends = BEGINS, BEGINS + 10 * MINUTE

    def next_bar(self, now: float) -> float | None:
        """See Recorded."""
        ahead = BEGINS + MINUTE * ((now - BEGINS) // MINUTE + 1)
        return ahead if ahead <= self.ends else None

    def clock_moved(self) -> None:
        """See Recorded."""


class Played:
    """A player over those minutes, on a wall clock of virtual time."""

    def __init__(self, speed: float) -> None:
        self.clock = ReplayClock(standing("2025-09-18", speed, BEGINS), WallClock())
        self.context = new_context(Config(), None, Store(None, "replay"), SourceFacts("replay"), self.clock)
        self.looks: list[float] = []
        self.player = ReplayController(
            self.context, self.clock, Minutes(), lambda: self.looks.append(self.clock() - BEGINS)
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Played]:
        self.player.begin(played=False)
        task = asyncio.create_task(self.player.run())
        await settle()
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def press(self, move: ReplayMove) -> Replay:
        reply = self.player.control(ControlReplay(move))
        assert isinstance(reply, ReplayReply)
        assert self.context.market.facts.replay == reply.replay == self.clock.replay, "the readers are told"
        return reply.replay


@virtual
async def test_a_look_at_the_end_of_every_bar_and_then_none() -> None:
    async with Played(60.0).running() as day:
        await asyncio.sleep(5.5)
        assert [round(look) for look in day.looks] == [60, 120, 180, 240, 300]
        assert all(look % MINUTE < 1.0 for look in day.looks), "just behind the bar's end, never before it"
        await asyncio.sleep(1000.0)
        assert [round(look) for look in day.looks[5:]] == [360, 420, 480, 540, 600]
        assert day.player.over


@virtual
async def test_at_a_great_pace_bars_are_folded_into_few_looks() -> None:
    async with Played(1200.0).running() as day:
        await asyncio.sleep(10.0)
        assert len(day.looks) == 2, "ten bars in half a second"
        assert day.looks[-1] == 600.0


@virtual
async def test_held_nothing_happens_until_it_goes_on() -> None:
    async with Played(60.0).running() as day:
        await asyncio.sleep(2.5)
        assert day.press(ReplayMove.HOLD).held
        await settle()
        looks = list(day.looks)
        await asyncio.sleep(10_000.0)
        assert day.looks == looks
        assert day.clock() - BEGINS == pytest.approx(150.0)
        assert not day.press(ReplayMove.HOLD).held
        await asyncio.sleep(0.6)
        assert round(day.looks[-1]) == 180


@virtual
async def test_a_step_goes_to_the_end_of_the_next_bar_and_holds_there() -> None:
    async with Played(60.0).running() as day:
        await asyncio.sleep(2.5)
        for minute in (3, 4):
            assert day.press(ReplayMove.STEP).held
            await settle()
            assert day.looks[-1] == day.clock() - BEGINS == minute * MINUTE
        for _ in range(6):
            day.press(ReplayMove.STEP)
        await settle()
        assert day.player.over
        for move in (ReplayMove.STEP, ReplayMove.HOLD):
            reply = day.player.control(ControlReplay(move))
            assert isinstance(reply, Failure)
            assert "played to its end" in reply.message


@virtual
async def test_faster_and_slower_keep_the_moment() -> None:
    async with Played(60.0).running() as day:
        await asyncio.sleep(2.5)
        assert day.press(ReplayMove.FASTER).speed == 120.0
        assert day.clock() - BEGINS == pytest.approx(150.0)
        await asyncio.sleep(0.5)
        assert round(day.looks[-1]) == 180
        assert [day.press(ReplayMove.SLOWER).speed for _ in range(3)] == [60.0, 30.0, 10.0]
        assert day.clock() - BEGINS == pytest.approx(210.0)


@virtual
async def test_how_long_a_chart_is_looked_at_is_counted_on_the_wall() -> None:
    async with Played(60.0).running() as day:
        day.press(ReplayMove.HOLD)
        day.context.interest.chart("IWM", Interval.M1)
        await asyncio.sleep(60.0)
        assert day.context.interest.charts() == [("IWM", Interval.M1)]
        await asyncio.sleep(10_000.0)
        assert day.context.interest.charts() == [], "the day stood still, the person has long gone on"


class Wall:
    """Stands until it is set."""

    now = 5_000.0

    def __call__(self) -> float:
        return self.now


class Run:
    """A whole engine over a recorded folder, and the clock on the wall."""

    def __init__(self, folder: Path, day: date = DAY, *, played: bool = False) -> None:
        self.wall = Wall()
        self.clock = ReplayClock(standing(day.isoformat(), 60.0, at("09:30", day)), self.wall)
        setup = EngineSetup(
            Config(watchlist=Watchlist(SYMBOLS)),
            SourceInfo("replay"),
            replay=ReplaySetup(day.isoformat(), 60.0, played=played),
        )
        facts = SourceFacts("replay", replay=self.clock.replay)
        store = Store(None, "replay")
        self.engine = Engine(
            setup,
            lambda: ReplaySource(FolderRecording(folder), day, SYMBOLS, self.clock),
            store,
            facts,
            self.clock,
            Random(1),
        )

    async def press(self, move: ReplayMove) -> Snapshot:
        """The picture once the polls that the key set off are done."""
        reader = self.engine.subscribe()
        reply = await self.engine.ask(ControlReplay(move), "test")
        assert isinstance(reply, ReplayReply)
        moment = reply.replay.now(self.wall())
        while True:
            shown = await picture(self.engine)
            if all(quote.time == _last_end(quote.symbol, moment) for quote in shown.quotes):
                reader.close()
                return shown
            await reader.next_frame()


def _last_end(symbol: str, moment: float) -> float:
    each = 60.0 if symbol == "IWM" else 300.0
    known = (moment - at("09:30")) // each
    return at("09:30") + known * each if known else at("16:00", date(2025, 9, 17))


@asynccontextmanager
async def running(run: Run) -> AsyncIterator[Run]:
    await run.engine.start()
    try:
        async with asyncio.timeout(30.0):
            await run.engine.settle()
            yield run
    finally:
        await run.engine.close()


@pytest.fixture
def folder(tmp_path: Path, stage: Stage) -> Path:
    """A recorded day with daily files; the calendar is loaded once for all tests."""
    return write_recording(tmp_path / "intraday", daily=True)


async def test_the_engine_lives_in_the_time_of_the_day(folder: Path) -> None:
    async with running(Run(folder)) as run:
        begun = await picture(run.engine)
        assert (begun.session.phase, begun.session.closes_at) == (Phase.OPEN, at("16:00"))
        assert begun.published_at == at("09:30")
        assert begun.facts.replay is not None
        assert (begun.facts.replay.at, begun.facts.replay.ends) == (at("09:30"), at("16:00"))
        assert begun.as_of == "2025-09-17", "before the first bar nothing of the day is known"
        for _ in range(7):
            stepped = await run.press(ReplayMove.STEP)
        prices = {quote.symbol: quote.price for quote in stepped.quotes}
        assert prices == {"IWM": path_of(DAY)[6], "^RUT": path_of(DAY, level=2400.0)[4]}
        assert (stepped.as_of, stepped.published_at) == ("2025-09-18", at("09:37"))
        feed = next(status for status in stepped.feeds if status.topic == "quotes")
        assert feed.last_success == at("09:37"), "health is told in the time of the day as well"
        states = {state_of(q, stepped.published_at, stepped.session, stepped.facts, feed) for q in stepped.quotes}
        assert states == {QuoteState.LIVE}


async def test_what_is_due_by_the_clock_of_the_day_is_polled(folder: Path) -> None:
    async with running(Run(folder)) as run:
        reader = run.engine.subscribe()
        for _ in range(40):
            await run.press(ReplayMove.STEP)
        while not any(status.topic == "daily" and (status.last_success or 0.0) > at("10:00") for status in _feeds(run)):
            await reader.next_frame()


def _feeds(run: Run) -> list[FeedStatus]:
    return list(run.engine.market.feeds.values())


async def test_a_chart_of_longer_bars_follows_every_bar_of_the_day(folder: Path) -> None:
    async with running(Run(folder)) as run:
        await run.engine.ask(GetBars("IWM", "5D", Interval.M5), "test")
        reader = run.engine.subscribe()
        for minute in (1, 2, 3):
            await run.press(ReplayMove.STEP)
            while run.engine.market.bars["IWM", Interval.M5].column("close")[-1] != path_of(DAY)[minute - 1]:
                await reader.next_frame()


async def test_charts_grow_and_readings_follow(folder: Path) -> None:
    async with running(Run(folder)) as run:
        reply = await run.engine.ask(GetBars("IWM", "1D", Interval.M1), "test")
        assert isinstance(reply, BarsReply)
        assert reply.bars.times()[-1] == at("15:59", date(2025, 9, 17)), "of the day itself nothing is known yet"
        for _ in range(5):
            shown = await run.press(ReplayMove.STEP)
        await run.engine.idle()
        reader = run.engine.subscribe()
        while not len(reply.bars.since(at("09:34"))):
            reply = await run.engine.ask(GetBars("IWM", "1D", Interval.M1), "test")
            assert isinstance(reply, BarsReply)
            await reader.next_frame()
        assert list(reply.bars.times()) == [at("09:30") + 60 * i for i in range(5)]
        assert {score.symbol for score in shown.scores} == {"^RUT"}
        assert all(score.score is not None for score in shown.scores)


async def test_the_whole_day_played_is_a_closed_market(folder: Path) -> None:
    async with running(Run(folder, played=True)) as run:
        end = await picture(run.engine)
        assert (end.session.phase, end.as_of) == (Phase.CLOSED, "2025-09-18")
        assert end.session.opens_at == at("09:30", date(2025, 9, 19))
        assert {quote.time for quote in end.quotes} == {at("16:00")}
        assert {state_of(q, end.published_at, end.session, end.facts, None) for q in end.quotes} == {QuoteState.CLOSED}
        assert not [problem for problem in end.problems if problem.kind == "partial"]
        daily = run.engine.market.bars["IWM", Interval.D1]
        assert daily.times()[-1] < at("00:00")


async def test_a_half_day_closes_at_one(tmp_path: Path, stage: Stage) -> None:
    folder = write_recording(tmp_path / "half", HALF_DAY, minutes=210)
    async with running(Run(folder, HALF_DAY)) as run:
        begun = await picture(run.engine)
        assert begun.session.half_day
        assert begun.session.closes_at == at("13:00", HALF_DAY)
    async with running(Run(folder, HALF_DAY, played=True)) as run:
        end = await picture(run.engine)
        assert end.session.phase is Phase.CLOSED
        assert {quote.time for quote in end.quotes} == {at("13:00", HALF_DAY)}


async def test_a_recording_that_ends_early_says_so(tmp_path: Path, stage: Stage) -> None:
    folder = write_recording(tmp_path / "early", minutes=60)
    async with running(Run(folder, played=True)) as run:
        end = await picture(run.engine)
        assert end.session.phase is Phase.OPEN
        assert "the recording ends at 10:30, before the session does" in [p.message for p in end.problems]


async def test_a_live_market_has_no_replay_to_control(stage: Stage) -> None:
    async with stage.running() as engine:
        reply = await engine.ask(ControlReplay(ReplayMove.HOLD), "test")
        assert isinstance(reply, Failure)
        assert reply.kind == "usage"


def test_the_calendar_is_the_real_one(exchange: ExchangeHours) -> None:
    assert exchange.session(at("12:30", HALF_DAY)).half_day
