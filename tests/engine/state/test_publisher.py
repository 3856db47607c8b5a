"""Frames: every reader at its own speed, and a slow one gets the newest values, never a queue."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import HEARTBEAT_S, Publisher, Subscription
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.readings.reading import Reading
from tests.engine.virtual_time import START, VirtualTimeLoop, WallClock, settle, virtual
from tests.fakes.invented_bars import bars_at


class Stage:
    def __init__(self) -> None:
        self.market = MarketState(SourceFacts("scripted"), Session())
        self.publisher = Publisher(self.market, WallClock())
        self.tick = 0

    def move(self, *symbols: str) -> None:
        """One change of the market, published."""
        self.tick += 1
        self.market.apply_quotes(Quote(s, price=float(self.tick), time=float(self.tick)) for s in symbols)
        self.publisher.publish()


def prices(frame: Frame) -> dict[str, float | None]:
    return {quote.symbol: quote.price for quote in frame.quotes}


@virtual
async def test_each_change_is_one_frame_for_a_reader_that_keeps_up() -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()
    for number in range(1, 6):
        stage.move("IWM")
        frame = await reader.next_frame()
        assert (frame.seq, frame.from_seq, prices(frame)) == (number, number, {"IWM": number})


@virtual
async def test_a_slow_reader_gets_one_frame_with_the_newest_values() -> None:
    stage = Stage()
    slow, quick = stage.publisher.subscribe(), stage.publisher.subscribe()
    for _ in range(500):
        stage.move("IWM")
        stage.move("SPY")
        await quick.next_frame()
    frame = await slow.next_frame()
    assert prices(frame) == {"IWM": 999.0, "SPY": 1000.0}
    assert (frame.from_seq, frame.seq) == (1, 1000)
    heartbeat = await slow.next_frame()
    assert (heartbeat.seq, heartbeat.quotes) == (1000, ()), "nothing was queued behind it"


@virtual
async def test_silence_is_filled_with_heartbeats() -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()
    stage.move("IWM")
    await reader.next_frame()
    loop = asyncio.get_running_loop()
    before = loop.time()
    for number in range(1, 4):
        frame = await reader.next_frame()
        assert loop.time() - before == pytest.approx(number * HEARTBEAT_S)
        assert (frame.seq, frame.quotes, frame.feeds, frame.session) == (1, (), (), None)
        assert frame.published_at == pytest.approx(START + number * HEARTBEAT_S)


@virtual
async def test_nothing_new_is_no_frame() -> None:
    stage = Stage()
    stage.move("IWM")
    reader = stage.publisher.subscribe()
    stage.publisher.publish()
    stage.publisher.publish()
    assert not reader.ready.is_set()
    assert stage.publisher.snapshot().seq == 1


@virtual
async def test_a_frame_names_everything_that_changed_and_nothing_else() -> None:
    stage = Stage()
    market, reader = stage.market, stage.publisher.subscribe()
    market.set_feed(FeedStatus("quotes", message="m"))
    market.set_feed(FeedStatus("daily"))
    market.set_session(Session(phase=Phase.OPEN))
    market.set_bars(bars_at([1], [1.0]))
    market.set_problems(("quotes", ""), (Problem("X", "not_found", "x"),))
    found = {key: Reading(key, 1.0, "ratio", "", 1, "", "", "") for key in ("b", "a")}
    market.set_readings("^RUT", found)
    stage.publisher.publish()
    frame = await reader.next_frame()
    assert [status.topic for status in frame.feeds] == ["daily", "quotes"]
    assert frame.session == Session(phase=Phase.OPEN)
    assert frame.bars_changed == (("IWM", Interval.D1),)
    assert frame.problems == (Problem("X", "not_found", "x"),)
    assert [(r.symbol, r.readings) for r in frame.readings] == [("^RUT", found)]
    assert (frame.quotes, frame.sparks, frame.scores, frame.facts) == ((), (), (), None)
    market.set_problems(("quotes", ""), ())
    stage.publisher.publish()
    assert (await reader.next_frame()).problems == (), "no problem any more is told, too"


@virtual
async def test_the_snapshot_holds_what_is_not_published_yet() -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()
    stage.market.apply_quotes([Quote("IWM", price=7.0)])
    snapshot = stage.publisher.snapshot()
    assert [quote.price for quote in snapshot.quotes] == [7.0]
    frame = await reader.next_frame()
    assert (frame.seq, frame.epoch) == (snapshot.seq, snapshot.epoch)
    assert prices(frame) == {"IWM": 7.0}


@virtual
async def test_a_reader_that_joins_late_has_no_gap() -> None:
    stage = Stage()
    for _ in range(10):
        stage.move("IWM")
    reader = stage.publisher.subscribe()
    snapshot = stage.publisher.snapshot()
    stage.move("SPY")
    frame = await reader.next_frame()
    assert frame.from_seq == snapshot.seq + 1
    assert prices(frame) == {"SPY": 11.0}


@virtual
async def test_a_reader_that_left_is_forgotten() -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()
    reader.close()
    reader.close()
    stage.move("IWM")
    assert not reader.pending
    assert not reader.ready.is_set()


@virtual
@pytest.mark.parametrize("turns", range(6))
async def test_a_reader_that_is_cancelled_while_news_comes_is_cancelled(turns: int) -> None:
    stage = Stage()
    reader = stage.publisher.subscribe()

    async def read_for_ever() -> None:
        while True:
            await reader.next_frame()

    reading = asyncio.create_task(read_for_ever())
    await settle()
    stage.move("IWM")
    await settle(turns)
    reading.cancel()
    await settle()
    assert reading.cancelled()


@virtual
async def test_every_life_of_an_engine_has_its_own_epoch() -> None:
    assert Stage().publisher.epoch != Stage().publisher.epoch


STEPS = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["move", "read", "silence"])), max_size=30)


@given(steps=STEPS)
def test_frames_keep_a_mirror_true(steps: list[tuple[str, str]]) -> None:
    """However slow a reader is, its frames join without a gap, never go back, and end with the engine's picture."""

    async def follow() -> None:
        stage = Stage()
        reader: Subscription = stage.publisher.subscribe()
        mirror: dict[str, float | None] = {}
        seq = 0
        for symbol, step in [*steps, ("A", "move"), ("A", "read")]:
            if step == "move":
                stage.move(symbol)
            elif step == "read":
                frame = await reader.next_frame()
                assert frame.from_seq <= seq + 1
                assert frame.seq >= seq
                assert frame == msgspec.msgpack.decode(msgspec.msgpack.encode(frame), type=Frame)
                seq = frame.seq
                mirror |= prices(frame)
            else:
                await asyncio.sleep(1)
        assert mirror == {s: q.price for s, q in stage.market.quotes.items()}

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(follow())
