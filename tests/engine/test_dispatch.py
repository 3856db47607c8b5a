"""What the engine answers to each kind of request."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from r2k_tui.engine.dispatch import SUBJECTS, handler_of, handlers_of
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.ranges import RANGES
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import (
    FollowThroughReply,
    GetFollowThrough,
    GetHistory,
    GetReadings,
    GetStates,
    StatesReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.sources.base import Capabilities, SourceInfo, Unavailable
from tests.engine.stage import TODAY, Stage, ask, until
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave

ROOT = Path(__file__).parents[2]


async def answered(stage: Stage, request: Request) -> Any:
    async with stage.running() as engine:
        return await ask(engine, request)


class TestBars:
    @pytest.mark.parametrize("chart_range", RANGES, ids=lambda r: r.name)
    async def test_every_range(self, stage: Stage, chart_range: Any) -> None:
        minute = int(START) // 3600 * 3600
        stage.source.put(bars_at([minute - 3600, minute], [116.0, 117.0], "IWM", Interval.H1))
        stage.source.put(bars_at([minute - 300, minute], [116.0, 117.0], "IWM", Interval.M5))
        reply = await answered(stage, GetBars("IWM", chart_range.name))
        assert isinstance(reply, BarsReply)
        assert (reply.range, reply.bars.symbol, reply.bars.interval) == (chart_range.name, "IWM", chart_range.interval)
        assert len(reply.bars) >= 2
        assert reply.problems == ()

    async def test_a_range_that_does_not_exist(self, stage: Stage) -> None:
        reply = await answered(stage, GetBars("IWM", "2D"))
        assert reply == Failure("usage", "no range 2D; there are 1D 5D 1M 6M YTD 1Y 5Y MAX")

    async def test_an_interval_that_the_source_does_not_have(self, stage: Stage) -> None:
        stage.source.capabilities = Capabilities(SourceInfo("scripted"), intervals=(Interval.D1,))
        assert await answered(stage, GetBars("IWM", "1D")) == Failure("not_found", "scripted has no 1m bars")

    async def test_a_symbol_that_nobody_has(self, stage: Stage) -> None:
        assert await answered(stage, GetBars("XYZ", "1Y")) == Failure("not_found", "nobody has 1d bars of XYZ")

    async def test_a_symbol_that_nobody_watches(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", wave(300), TODAY))
        reply = await answered(stage, GetBars("GLD", "MAX"))
        assert len(reply.bars) == 300

    async def test_minute_bars_come_at_once_and_are_freshened_behind(self, stage: Stage) -> None:
        async with stage.running() as engine:
            asked = stage.source.count("bars")
            await ask(engine, GetBars("IWM", "1D"))
            stage.clock.now += 61
            stage.source.hold("bars")
            reader = engine.subscribe()
            known: Any = await ask(engine, GetBars("IWM", "1D"))
            await stage.source.reached("bars", asked + 1)
            assert len(known.bars) == 30
            minute = int(START) // 60 * 60
            stage.source.put(bars_at([minute - 60, minute], [117.0, 118.0], "IWM", Interval.M1))
            stage.source.release("bars")
            await until(reader, lambda f: ("IWM", Interval.M1) in f.bars_changed)
            newer: Any = await ask(engine, GetBars("IWM", "1D"))
        assert newer.bars.times()[-1] == minute
        assert stage.source.count("bars") == asked + 2, "once behind the answer; the other history cost one more"

    async def test_daily_bars_are_left_to_their_topic(self, stage: Stage) -> None:
        async with stage.running() as engine:
            asked = stage.source.count("bars")
            stage.clock.now += 600
            await ask(engine, GetBars("IWM", "1Y"))
            assert stage.source.count("bars") == asked

    async def test_when_newer_ones_cannot_be_had_the_known_ones_serve(self, stage: Stage) -> None:
        async with stage.running() as engine:
            stage.clock.now += 61
            stage.source.fail("bars", Unavailable("no route"))
            reader = engine.subscribe()
            await ask(engine, GetBars("IWM", "1D"))
            await until(reader, lambda f: bool(f.problems))
            reply: Any = await ask(engine, GetBars("IWM", "1D"))
        assert len(reply.bars) == 30
        assert [(p.symbol, p.kind, p.message) for p in reply.problems] == [
            ("IWM", "unavailable", "no 1m bars: no route")
        ]

    async def test_a_chart_of_the_store_does_not_wait_for_the_source(self, stage: Stage) -> None:
        await stage.one_run()
        engine = stage.build()
        engine.restore()
        stage.source.hold("bars")
        stage.source.hold("quotes")
        reply: Any = await ask(engine, GetBars("IWM", "1Y"))
        assert len(reply.bars) > 200
        await engine.start()
        reply = await ask(engine, GetBars("IWM", "1D"))
        assert len(reply.bars) == 30
        await engine.close()


class TestReadings:
    async def test_all_of_a_symbol(self, stage: Stage) -> None:
        reply = await answered(stage, GetReadings("IWM"))
        assert reply.readings.symbol == "IWM"
        assert set(reply.readings.readings) == set(KEYS)
        assert {score.kind for score in reply.scores} == set(ScoreKind)

    async def test_some(self, stage: Stage) -> None:
        reply = await answered(stage, GetReadings("IWM", ("rv21", "last_close")))
        assert set(reply.readings.readings) == {"rv21", "last_close"}

    async def test_a_reading_that_does_not_exist(self, stage: Stage) -> None:
        assert await answered(stage, GetReadings("IWM", ("rv21", "rv22x"))) == Failure("usage", "no reading rv22x")

    async def test_a_symbol_whose_bars_must_be_fetched_first(self, stage: Stage) -> None:
        stage.source.put(daily_bars("GLD", wave(300), TODAY))
        reply = await answered(stage, GetReadings("GLD", ("last_close",)))
        assert reply.readings.readings["last_close"].number == pytest.approx(wave(300)[-1])

    async def test_the_last_price_is_in_them(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 150.0, time=START)
        reply = await answered(stage, GetReadings("IWM", ("last_close", "ret_1d")))
        assert reply.readings.readings["last_close"].number == 150.0


class TestStudies:
    async def test_what_followed_months_of_a_large_gain(self, stage: Stage) -> None:
        reply = await answered(stage, GetFollowThrough("IWM", threshold=0.01))
        assert isinstance(reply, FollowThroughReply)
        assert (reply.study.symbol, reply.study.threshold) == ("IWM", 0.01)
        assert set(reply.study.horizons) == {"1m", "3m", "6m", "12m"}
        assert reply.study.n_events == len(reply.study.events)

    async def test_what_followed_states(self, stage: Stage) -> None:
        reply = await answered(stage, GetStates("IWM"))
        assert isinstance(reply, StatesReply)
        assert reply.study.symbol == "IWM"
        assert reply.study.events


class TestHistories:
    async def test_times_and_values_of_one_length(self, stage: Stage) -> None:
        reply = await answered(stage, GetHistory("IWM", "drawdown"))
        times, values = memoryview(reply.time).cast("q"), memoryview(reply.value).cast("d")
        assert (reply.symbol, reply.name) == ("IWM", "drawdown")
        assert len(times) == len(values) > 300
        assert list(times) == sorted(set(times))
        assert all(value <= 0 for value in values if value == value)

    async def test_one_that_does_not_exist(self, stage: Stage) -> None:
        reply = await answered(stage, GetHistory("IWM", "rv22x"))
        assert isinstance(reply, Failure)
        assert (reply.kind, reply.message[:16]) == ("usage", "no history rv22x")


@pytest.mark.parametrize(
    "request_",
    [GetReadings("XYZ"), GetFollowThrough("XYZ"), GetStates("XYZ"), GetHistory("XYZ", "drawdown")],
    ids=lambda r: type(r).__name__,
)
async def test_a_symbol_without_bars_is_not_found(stage: Stage, request_: Request) -> None:
    assert await answered(stage, request_) == Failure("not_found", "nobody has 1d bars of XYZ")


async def test_requests_before_the_start_wait_for_it_but_the_picture_does_not(stage: Stage) -> None:
    engine = stage.build()
    engine.restore()
    waiting: asyncio.Task[Reply] = asyncio.create_task(engine.ask(GetBars("IWM", "1Y"), "test"))
    await engine.ask(GetSnapshot(), "test")
    assert not waiting.done()
    await engine.start()
    reply = await waiting
    await engine.close()
    assert isinstance(reply, BarsReply)


def test_every_request_has_one_handler() -> None:
    asked = set(get_args(Request)) - {GetSnapshot, Refresh}
    handled = [kind for subject in SUBJECTS for kind in handlers_of(subject)]
    assert len(handled) == len(set(handled)), "no request is answered by two subjects"
    assert set(handled) == asked, "the engine itself answers the snapshot and the refresh"


def test_a_request_of_nobody_is_an_error() -> None:
    with pytest.raises(LookupError, match="nobody answers int"):
        handler_of(int)


def test_the_first_chart_is_answered_without_numpy() -> None:
    script = """
import sys
from r2k_tui.engine.dispatch import handler_of
from r2k_tui.model.messages.request import GetBars, GetNews, GetRangeStarts, GetAlerts, Lookup, Watch
for kind in (GetBars, GetRangeStarts, Watch, GetNews, Lookup):
    handler_of(kind)
sys.exit("numpy" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60, check=False).returncode == 0
