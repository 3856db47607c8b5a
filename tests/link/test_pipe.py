"""The link to a child process: the contract, and every way in which a child can fail its terminal."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from r2k_tui.link.pipe import PipeLink, python_command
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.link.wire import pack
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, LookupReply
from tests.link.contract import HANGS_S, LinkContract, Start, news, snapshot
from tests.link.scripted_engine import SETUP

pytestmark = pytest.mark.usefixtures("forked")
Spawn = Callable[[str], PipeLink]


def spawned(way: str) -> PipeLink:
    command, environment = python_command("tests.link.scripted_child")
    return PipeLink([*command, way], pack(SETUP), environment)


def is_gone(pid: int) -> bool:
    """No process of that id, not even a dead one that nobody has buried."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
async def spawn() -> AsyncIterator[Spawn]:
    made: list[PipeLink] = []

    def spawn(way: str) -> PipeLink:
        made.append(spawned(way))
        return made[-1]

    yield spawn
    for link in made:
        await link.close()
        assert is_gone(link.pid)


class TestPipeLink(LinkContract):
    @pytest.fixture
    async def start(self, spawn: Spawn) -> Start:
        async def start() -> Link:
            link = spawn("plain")
            await link.start()
            return link

        return start

    async def test_the_child_ends_by_itself_when_the_link_is_closed(self, start: Start) -> None:
        link = await start()
        assert isinstance(link, PipeLink)
        await news(link)
        await link.close()
        assert link._child.returncode == 0, "not killed"
        assert is_gone(link.pid)


async def hang(link: PipeLink) -> asyncio.Task[Reply]:
    """Leave a thread of the child behind that never returns; the question that it was to answer."""
    asking = asyncio.create_task(link.ask(Lookup("SLOW")))
    while True:
        reply = await link.ask(Lookup("GLD"))
        assert isinstance(reply, LookupReply)
        if reply.quote.price == 1.0:
            return asking


async def started(link: PipeLink) -> PipeLink:
    await link.start()
    return link


class TestChildThatFails:
    async def test_killed(self, spawn: Spawn) -> None:
        link = await started(spawn("plain"))
        async with asyncio.timeout(HANGS_S):
            await news(link)
            frames = link.frames()
            pending = asyncio.create_task(link.ask(Lookup("SLOW")))
            await snapshot(link)
            os.kill(link.pid, signal.SIGKILL)
            with pytest.raises(LinkLost, match="killed by signal 9"):
                await pending
            with pytest.raises(LinkLost, match="killed by signal 9"):
                while True:
                    await anext(frames)
            with pytest.raises(LinkLost, match="killed by signal 9"):
                await link.ask(GetSnapshot())
        assert is_gone(link.pid), "no zombie, even before the link is closed"

    async def test_one_that_ends_at_once_says_why(self, spawn: Spawn) -> None:
        link = await started(spawn("exits"))
        async with asyncio.timeout(HANGS_S):
            with pytest.raises(LinkLost) as caught:
                await anext(link.frames())
        assert str(caught.value) == "the engine ended with 1 ([31mthe reason why)", "the last line, harmless"

    async def test_a_setup_that_it_never_reads(self, spawn: Spawn) -> None:
        """The pipe breaks before anything could be written."""
        link = PipeLink([sys.executable, "-c", "raise SystemExit('no engine here')"], b"x" * 100_000)
        try:
            await link.start()
            with pytest.raises(LinkLost, match="no engine here"):
                await link.ask(GetSnapshot())
        finally:
            await link.close()

    async def test_garbage(self, spawn: Spawn) -> None:
        link = await started(spawn("garbage"))
        async with asyncio.timeout(HANGS_S):
            with pytest.raises(LinkLost, match="not a message"):
                await link.ask(GetSnapshot())
            with pytest.raises(LinkLost, match="not a message"):
                await anext(link.frames())

    async def test_one_that_prints_disturbs_nobody(self, spawn: Spawn) -> None:
        link = await started(spawn("prints"))
        async with asyncio.timeout(HANGS_S):
            latest = await news(link)
            for _ in range(5):
                latest = await news(link, above=latest)
            assert isinstance(await link.ask(Lookup("GLD")), LookupReply)

    async def test_one_that_does_not_end_is_killed(self, spawn: Spawn) -> None:
        link = await started(spawn("silent"))
        asking = asyncio.create_task(link.ask(GetSnapshot()))
        await asyncio.sleep(0)
        await link.close()
        assert is_gone(link.pid)
        assert link._child.returncode == -signal.SIGKILL
        with pytest.raises(LinkLost):
            await asking

    async def test_a_program_that_is_not_there(self) -> None:
        with pytest.raises(LinkLost, match=r"cannot start the engine: .*No such file"):
            PipeLink(["/nowhere/python"], b"")


class TestTerminalThatGoes:
    async def test_a_thread_of_the_source_that_hangs_does_not_keep_the_child(self, spawn: Spawn) -> None:
        link = await started(spawn("hangs"))
        async with asyncio.timeout(HANGS_S):
            await snapshot(link)
            pending = await hang(link)
            await link.close()
            with pytest.raises(LinkLost):
                await pending
        assert link._child.returncode == 0, "not killed"

    @pytest.mark.parametrize("way", ["plain", "hangs"])
    def test_a_terminal_that_is_killed_takes_its_child_with_it(self, way: str) -> None:
        terminal = subprocess.Popen(
            [sys.executable, "-m", "tests.link.scripted_terminal", way],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert terminal.stdout is not None
        child = os.pidfd_open(int(terminal.stdout.readline()))
        terminal.kill()
        terminal.wait()
        terminal.stdout.close()
        gone, _, _ = select.select([child], [], [], HANGS_S)
        if not gone:
            signal.pidfd_send_signal(child, signal.SIGKILL)
        os.close(child)
        assert gone, "the engine lives on without its terminal"

    async def test_ctrl_c_at_the_terminal_is_none_of_the_child_s_business(self, spawn: Spawn) -> None:
        link = await started(spawn("plain"))
        async with asyncio.timeout(HANGS_S):
            latest = await news(link)
            assert os.getpgid(link.pid) != os.getpgid(0)
            os.kill(link.pid, signal.SIGINT)
            await news(link, above=latest)

    async def test_term_ends_it_in_order(self, spawn: Spawn) -> None:
        link = await started(spawn("plain"))
        async with asyncio.timeout(HANGS_S):
            await news(link)
            os.kill(link.pid, signal.SIGTERM)
            with pytest.raises(LinkLost, match="ended with 0"):
                while True:
                    await anext(link.frames())

    async def test_asking_before_the_start(self, spawn: Spawn) -> None:
        with pytest.raises(LinkLost, match="not been started"):
            await spawn("plain").ask(GetSnapshot())

    def test_it_can_be_ended_without_an_event_loop(self) -> None:
        link = asyncio.run(_made("plain"))
        link.end()
        assert is_gone(link.pid)
        link.end()


async def _made(way: str) -> PipeLink:
    return spawned(way)
