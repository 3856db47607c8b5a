"""The first snapshot out of the store: the same as the engine's own, and the engine goes on from it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.first_answer import answer_first, begun
from r2k_tui.bootstrap.links import spawn
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.link.wire import Ask, ReplyMessage, from_engine, pack
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind, SymbolReadings
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.store import Store
from tests.pty.processes import Process

NOW = 1_758_211_200.0
# Port 9 of this machine: nobody listens.
CONFIG = Config(yahoo=YahooSettings(endpoint="http://127.0.0.1:9"))
SOURCES = (SourceInfo("yahoo"), SourceInfo("demo", simulated=True), SourceInfo("csv", live=False))
Pipe = tuple[int, int]


@pytest.fixture
def setup(tmp_path: Path) -> EngineSetup:
    path = tmp_path / "r2k.sqlite3"
    store = Store(path, "yahoo")
    store.save_quotes([Quote("^RUT", price=2467.7, received_at=NOW - 60), Quote("IWM", price=240.1, received_at=NOW)])
    store.save_latest("spark", NOW, [("IWM", Spark("IWM", "1D", (1.0, 2.0)))])
    reading = Reading("rsi", 61.5, "points", "14d", 14, "2025-09-17", "yahoo", "")
    store.save_latest("readings", NOW, [("^RUT", SymbolReadings("^RUT", {"rsi": reading}))])
    scores = [Score(kind, "^RUT", 44.0, "normal", (), "2025-09-17", "yahoo", "") for kind in ScoreKind]
    store.save_latest("score", NOW, [(score.kind, score) for score in scores])
    store.save_latest("news", NOW, [("IWM", SymbolNews("IWM", (), NOW - 5))])
    store.save_latest("session", NOW, [("XNYS", Session("XNYS", Phase.CLOSED, changes_at=NOW + 90))])
    store.save_feed(FeedStatus("quotes", FeedState.FAILING, NOW - 7, message="m", failures=3))
    AlertStore(store, "yahoo").save([], [Alert(0, "dip", "IWM", NOW - 9, 240.0, "it fell", "yahoo")], {})
    store.close()
    return EngineSetup(CONFIG, SourceInfo("yahoo"), store=str(path))


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    read, write = os.pipe()
    yield read, write
    os.close(read)
    os.close(write)


def body(setup: EngineSetup) -> bytes:
    return pack(setup)[4:]


def sent(replies: Pipe) -> ReplyMessage:
    data = os.read(replies[0], 1 << 20)
    message = from_engine().decode(data[4:])
    assert isinstance(message, ReplyMessage)
    return message


@pytest.fixture
def requests() -> Iterator[Pipe]:
    read, write = os.pipe()
    yield read, write
    os.close(read)
    os.close(write)


async def of_the_engine(setup: EngineSetup) -> Snapshot:
    engine = build_engine(setup, lambda: NOW)
    engine.restore()
    snapshot = await engine.ask(GetSnapshot(), "test")
    await engine.close()
    assert isinstance(snapshot, Snapshot)
    return snapshot


async def test_it_is_what_the_engine_itself_answers(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    os.write(requests[1], pack(Ask(7, GetSnapshot())))
    first = begun(body(setup), lambda: NOW)
    assert first is not None and answer_first(first, requests[0], pipe[1], 0.0).answered
    reply = sent(pipe)
    first.store.close()
    assert reply.id == 7
    assert isinstance(reply.reply, Snapshot)
    real = await of_the_engine(setup)
    assert {score.kind for score in real.scores} == set(ScoreKind)
    assert len(real.quotes) == 2 and real.alerts and real.sparks and real.news and real.readings
    assert {status.topic for status in real.feeds} == {"store", "quotes"}
    assert msgspec.structs.replace(reply.reply, epoch="") == msgspec.structs.replace(real, epoch="")


@pytest.mark.parametrize("as_of", [None, "2025-09-17"])
@pytest.mark.parametrize(
    "source", [SourceInfo("yahoo"), SourceInfo("demo", simulated=True), SourceInfo("csv", live=False)]
)
async def test_whatever_the_source(setup: EngineSetup, source: SourceInfo, as_of: str | None) -> None:
    setup = msgspec.structs.replace(setup, source=source, as_of=as_of)
    first = begun(body(setup), lambda: NOW)
    assert first is not None
    early = first.state.publisher.snapshot()
    first.store.close()
    real = await of_the_engine(setup)
    assert msgspec.structs.replace(early, epoch="") == msgspec.structs.replace(real, epoch="")


async def test_a_missing_store_is_made_and_an_empty_one_is_answered(tmp_path: Path, setup: EngineSetup) -> None:
    for path in (str(tmp_path / "new" / "r2k.sqlite3"), ""):
        here = msgspec.structs.replace(setup, store=path)
        first = begun(body(here), lambda: NOW)
        assert first is not None and first.state.is_complete
        early = first.state.publisher.snapshot()
        first.store.close()
        assert early.quotes == ()
        real = await of_the_engine(here)
        assert msgspec.structs.replace(early, epoch="") == msgspec.structs.replace(real, epoch="")


async def test_the_engine_goes_on_from_what_was_sent(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    os.write(requests[1], pack(Ask(1, GetSnapshot())))
    first = begun(body(setup), lambda: NOW)
    assert first is not None
    first = answer_first(first, requests[0], pipe[1], 0.0)
    reply = sent(pipe).reply
    assert isinstance(reply, Snapshot)
    engine = build_engine(setup, lambda: NOW, begun=first)
    subscription = engine.subscribe()
    engine.restore()
    again = await engine.ask(GetSnapshot(), "test")
    assert again == reply, "the same engine, and nothing has happened since"
    engine.context.log(Level.INFO, "test", "something happens")
    frame = await subscription.next_frame()
    assert isinstance(frame, Frame)
    assert (frame.epoch, frame.from_seq, frame.seq) == (reply.epoch, reply.seq + 1, reply.seq + 1)
    assert [entry.message for entry in frame.log] == ["something happens"]
    await engine.close()


def test_nothing_waits(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    first = begun(body(setup))
    assert first is not None
    assert answer_first(first, requests[0], pipe[1], 0.0) == first
    first.store.close()


def test_a_request_that_comes_in_time(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    first = begun(body(setup))
    assert first is not None
    with ThreadPoolExecutor(1) as thread:
        answering = thread.submit(answer_first, first, requests[0], pipe[1], 60.0)
        os.write(requests[1], pack(Ask(3, GetSnapshot())))
        assert answering.result().answered
    first.store.close()
    assert sent(pipe).id == 3


def test_another_request_is_left_to_the_engine(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    asked = pack(Ask(1, Watch(("IWM",))))
    os.write(requests[1], asked + pack(Ask(2, GetSnapshot())))
    first = begun(body(setup))
    assert first is not None
    after = answer_first(first, requests[0], pipe[1], 0.0)
    first.store.close()
    assert (after.answered, after.unanswered) == (False, asked)


def test_a_store_that_is_damaged_is_told_by_the_engine(setup: EngineSetup, requests: Pipe, pipe: Pipe) -> None:
    path = Path(setup.store)
    path.write_bytes(b"no database" * 1000)
    os.write(requests[1], pack(Ask(1, GetSnapshot())))
    first = begun(body(setup))
    assert first is not None and not first.state.is_complete
    assert answer_first(first, requests[0], pipe[1], 0.0) == first
    assert first.state.store.message, "the engine tells of the recovery"
    first.store.close()


def test_a_store_that_cannot_be_read_is_told_by_the_engine(setup: EngineSetup) -> None:
    with sqlite3.connect(setup.store) as db:
        db.execute("DROP TABLE quotes")
    first = begun(body(setup))
    assert first is not None and not first.state.is_complete
    engine = build_engine(setup, begun=first)
    engine.restore()
    status = engine.market.feeds["store"]
    assert (status.state, status.failures) == (FeedState.FAILING, 1)
    assert "no such table" in status.message
    first.store.close()


def test_a_replay_has_no_store(setup: EngineSetup) -> None:
    assert begun(body(msgspec.structs.replace(setup, replay=ReplaySetup("2025-09-17", 1.0)))) is None


@pytest.mark.parametrize("first", [GetSnapshot(), Watch(("IWM",))])
async def test_the_process_answers_whatever_comes_first(setup: EngineSetup, first: GetSnapshot | Watch) -> None:
    """The request is in the pipe before the process has begun to read it."""
    link = spawn(setup)
    assert link._child.stdin is not None
    link._child.stdin.write(pack(Ask(1, first)))
    await link.start()
    next(link._ids)
    reply = await link.ask(GetSnapshot())
    assert isinstance(reply, Snapshot)
    assert {quote.symbol: quote.price for quote in reply.quotes} == {"^RUT": 2467.7, "IWM": 240.1}
    assert isinstance(await link.ask(Watch(("IWM",))), Done)
    pid = link.pid
    await link.close()
    assert not Process(pid, 0, "").alive()
