"""What the engine answers to each kind of request."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from r2k_tui.engine.dispatch import SUBJECTS, handler_of, handlers_of
from r2k_tui.engine.readings.registry import KEYS
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
from tests.engine.answered import answered
from tests.engine.stage import TODAY, Stage
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave

ROOT = Path(__file__).parents[2]


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
from r2k_tui.model.messages.bars import GetBars, GetRangeStarts
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.subscription import Lookup, Watch
for kind in (GetBars, GetRangeStarts, Watch, GetNews, Lookup):
    handler_of(kind)
sys.exit("numpy" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60, check=False).returncode == 0
