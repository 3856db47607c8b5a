"""The round trip: an engine over a Yahoo that fails is recorded, and its replay fails in the same way."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from r2k_tui.bootstrap.recording import header_of, with_recording
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import shown_state, state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove
from r2k_tui.sources.base import Source, SourceInfo
from r2k_tui.sources.recording.file import RecordingFile
from r2k_tui.sources.recording.reader import ReadRecording, read
from r2k_tui.sources.recording.source import RecordingSource
from r2k_tui.sources.recording.writer import RecordingWriter
from r2k_tui.sources.replay.recorded_source import RecordedSource
from r2k_tui.store.store import Store
from tests.engine.virtual_time import settle
from tests.fakes.yahoo_server import Fault
from tests.faults.stage import CONFIG, FUND, Stage

QUOTES = "/v7/finance/quote"
# How much later than its record an answer may show on a busy machine.
SLACK_S = 1.0


class Moment(NamedTuple):
    """What the engine says of its quotes from `at` on."""

    at: float
    state: FeedState
    failures: int
    message: str
    problems: tuple[str, ...]
    states: tuple[tuple[str, QuoteState], ...]

    @property
    def shown(self) -> tuple[object, ...]:
        """All but the time."""
        return self[1:]


class Watcher:
    """Follows an engine and notes each change of its quotes."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.moments = engine, list[Moment]()

    def note(self) -> None:
        """Look at the engine now."""
        market, now = self._engine.market, self._engine.context.clock()
        feed = market.feeds.get("quotes")
        if feed is None or feed.state is FeedState.STARTING:
            return
        problems = tuple(p.message for p in market.problems.get(("quotes", ""), ()))
        states = tuple(
            (symbol, shown_state(state_of(quote, now, market.session, market.facts, feed), feed))
            for symbol, quote in sorted(market.quotes.items())
        )
        moment = Moment(now, feed.state, feed.failures, feed.message, problems, states)
        if not self.moments or self.moments[-1].shown != moment.shown:
            self.moments.append(moment)

    async def follow(self) -> None:
        """Look after every frame."""
        reader = self._engine.subscribe()
        try:
            while True:
                self.note()
                await reader.next_frame()
        finally:
            reader.close()


async def recorded_failures(folder: Path) -> tuple[list[Moment], Path]:
    """What an engine said of a Yahoo that refuses, hangs and loses a symbol; and its recording."""
    stage, path = Stage(folder), folder / "faults.r2krec"
    writer = RecordingWriter(lambda: RecordingFile(path), 50e6, stage.clock)

    def wrap(source: Source) -> Source:
        return RecordingSource(source, writer, lambda at: header_of(source, CONFIG, at), stage.clock)

    stage.wrap = wrap
    async with stage.running():
        watcher = Watcher(stage.engine)
        following = asyncio.create_task(watcher.follow())
        yahoo = stage.yahoo
        yahoo.set_price(FUND, 201.5)
        await stage.until(lambda: stage.price() == 201.5, "new price")
        yahoo.fail(QUOTES, Fault(status=429, headers={"Retry-After": "1"}, body="no", times=1))
        await stage.until(lambda: stage.feeds["quotes"].state is FeedState.BLOCKED, "refusal")
        await stage.until(lambda: stage.feeds["quotes"].state is FeedState.OK, "answer after the refusal")
        yahoo.fail(QUOTES, Fault(delay=3.0, times=1))
        await stage.until(lambda: stage.feeds["quotes"].state is FeedState.FAILING, "hang")
        await stage.until(lambda: stage.feeds["quotes"].state is FeedState.OK, "answer after the hang")
        lost = yahoo.quotes.pop(FUND)
        await stage.until(lambda: "1 of 2" in stage.feeds["quotes"].message, "missing symbol")
        yahoo.quotes[FUND] = lost
        await stage.until(lambda: not stage.feeds["quotes"].message, "whole answer")
        await settle()
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    return watcher.moments, path


class Replayed:
    """An engine that plays a recording, record by record."""

    def __init__(self, path: Path) -> None:
        setup = with_recording(EngineSetup(CONFIG, SourceInfo("replay")), path, None, 1.0)
        assert setup.replay is not None
        self.recording: ReadRecording = read(path)
        self.wall = 5_000.0
        self.clock = ReplayClock(setup.replay.state, lambda: self.wall)
        self.source = RecordedSource(self.recording, self.clock)
        self.engine = Engine(setup, lambda: self.source, Store(None, "replay"), setup.facts, self.clock, Random(2))

    async def moments(self) -> list[Moment]:
        """What the engine says from record to record."""
        watcher = Watcher(self.engine)
        await self.engine.start()
        assert (await self.engine.services()) is not None
        try:
            while not isinstance(await self.engine.ask(ControlReplay(ReplayMove.STEP), "test"), Failure):
                await settle(100)
                await asyncio.sleep(0.01)  # bars pass through a thread
                watcher.note()
        finally:
            await self.engine.close()
        return watcher.moments


@pytest.fixture
async def round_trip(
    tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Moment], Replayed]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    live, path = await recorded_failures(tmp_path)
    return live, Replayed(path)


async def test_a_replay_fails_as_the_recorded_source_did(round_trip: tuple[list[Moment], Replayed]) -> None:
    live, replayed = round_trip
    played = await replayed.moments()
    whole = [moment for moment in played if moment.at >= live[0].at - SLACK_S]
    start = next(i for i, moment in enumerate(whole) if moment.shown == live[0].shown)
    assert [m.shown for m in whole[start:]][: len(live)] == [m.shown for m in live]
    for lived, again in zip(live[1:], whole[start + 1 :], strict=False):
        assert abs(lived.at - again.at) < SLACK_S
    states = [moment.state for moment in live]
    assert FeedState.BLOCKED in states and FeedState.FAILING in states
