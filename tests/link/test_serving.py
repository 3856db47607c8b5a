"""An engine at the end of a pipe."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.link.serving import serve
from r2k_tui.link.wire import Ask, ReplyMessage, Unpacker, from_engine, pack
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Lookup, Refresh


class FakeEngine:
    """Answers at once, except `SLOW`; has no frames."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []
        self.places = 0

    def subscribe(self) -> FakeEngine:
        self.places += 1
        return self

    async def next_frame(self) -> Frame:
        await asyncio.Event().wait()
        raise AssertionError

    def close(self) -> None:
        self.places -= 1

    async def ask(self, request: Request, reader: str) -> Reply:
        if request == Lookup("SLOW"):
            await asyncio.Event().wait()
        return Failure("told", f"{reader} {type(request).__name__}")

    def forget(self, reader: str) -> None:
        self.forgotten.append(reader)


class TestServing:
    @pytest.fixture
    def engine(self) -> FakeEngine:
        return FakeEngine()

    async def talk(self, engine: FakeEngine, data: bytes, answers: int) -> list[object]:
        """Serve a terminal that says `data`, hears so many answers, and goes."""
        served = asyncio.Event()

        async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await serve(engine, reader, writer, "one")
            writer.close()
            served.set()

        server = await asyncio.start_server(serve_one, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(data)
        unpacker = Unpacker(reader, from_engine())
        async with asyncio.timeout(20):
            found: list[object] = [await unpacker.next() for _ in range(answers)]
            writer.close()
            await served.wait()
        server.close()
        await server.wait_closed()
        return found

    async def test_each_ask_has_its_answer_whatever_the_others_do(self, engine: FakeEngine) -> None:
        data = pack(Ask(7, Lookup("SLOW"))) + pack(Ask(8, Refresh())) + pack(Ask(9, Lookup("IWM")))
        found = await self.talk(engine, data, 2)
        assert found == [
            ReplyMessage(8, Failure("told", "one Refresh")),
            ReplyMessage(9, Failure("told", "one Lookup")),
        ]

    async def test_when_the_terminal_goes_nothing_of_it_stays(self, engine: FakeEngine) -> None:
        before = asyncio.all_tasks()
        await self.talk(engine, pack(Ask(7, Lookup("SLOW"))) + pack(Ask(8, Refresh())), 1)
        assert (engine.forgotten, engine.places) == (["one"], 0)
        await asyncio.sleep(0)
        assert {task for task in asyncio.all_tasks() - before if not task.done()} == set()

    async def test_a_terminal_that_talks_rubbish_is_let_go(self, engine: FakeEngine) -> None:
        await self.talk(engine, b"\x00\x00\x00\x03abc", 0)
        assert (engine.forgotten, engine.places) == (["one"], 0)
