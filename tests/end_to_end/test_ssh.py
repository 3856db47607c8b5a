"""The monitor as a forced command of a real SSH server: what a person at the other end of the line sees."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pyte
import pytest

from tests.end_to_end.conftest import ROOT
from tests.fakes.broker import Broker
from tests.fakes.ssh_server import ForcedCommand
from tests.late import Late
from tests.pty.processes import Process, processes_of
from tests.pty.size import HOME, SMALL, Size

asyncssh = Late("asyncssh")

pytestmark = pytest.mark.slow
_SOON_S = 60.0
_LEFT_S = 10.0


class Line:
    """A person's end: what the terminal shows."""

    def __init__(self, size: Size) -> None:
        self.screen = pyte.Screen(size.columns, size.rows)
        self._stream = pyte.ByteStream(self.screen)

    async def read(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        """Take in what comes until the end."""
        with suppress(asyncssh.Error, ConnectionError):
            while data := await process.stdout.read(65536):
                self._stream.feed(data)

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    async def wait(self, test: Callable[[str], bool], what: str) -> None:
        """Wait until the screen passes a test."""
        deadline = time.monotonic() + _SOON_S
        while not test(self.text):
            assert time.monotonic() < deadline, f"no {what}:\n{self.text}"
            await asyncio.sleep(0.05)


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[str]:
    """A broker, and an engine with a simulated market behind it."""
    broker = Broker(tmp_path)
    command = [sys.executable, "-m", "r2k_tui", "engine", "--demo", "--publish", broker.url]
    with (tmp_path / "engine.log").open("wb") as log:
        engine = subprocess.Popen(  # noqa: ASYNC220
            command, stderr=log, cwd=ROOT, env={**os.environ, "HOME": str(tmp_path)}
        )
    yield broker.url
    engine.send_signal(signal.SIGTERM)
    assert engine.wait(10) == 0, "TERM ends an engine in order"
    broker.kill()


@pytest.fixture
async def server(hub: str, tmp_path: Path) -> AsyncIterator[tuple[ForcedCommand, int]]:
    forced = ForcedCommand([sys.executable, "-m", "r2k_tui", "--kiosk", "--attach", hub], tmp_path)
    acceptor = await forced.listen()
    yield forced, acceptor.get_port()
    acceptor.close()
    await acceptor.wait_closed()
    for program in forced.programs:
        program.kill()
        program.wait()


async def test_connect_see_ticks_resize_and_drop(server: tuple[ForcedCommand, int]) -> None:
    forced, port = server
    line = Line(HOME)
    connection = await asyncssh.connect("127.0.0.1", port, client_keys=[forced.key], known_hosts=None)
    process = await connection.create_process(
        "rm -rf /", term_type="xterm-256color", term_size=(HOME.columns, HOME.rows), encoding=None
    )
    reading = asyncio.create_task(line.read(process))
    await line.wait(lambda text: "LIVE" in text and "IWM" in text and "SIMULATED" in text, "market")
    assert forced.asked == ["rm -rf /"], "asked for, and passed over"

    def numbers(text: str) -> list[str]:
        return [row[:60] for row in text.split("\n") if row.startswith("│")]

    before = numbers(line.text)
    await line.wait(lambda text: numbers(text) != before, "tick")

    line.screen.resize(SMALL.rows, SMALL.columns)
    process.change_terminal_size(SMALL.columns, SMALL.rows)
    await line.wait(lambda text: "SIMULATED" in text and text.count("╮╭") == 2, "picture of the small window")

    process.stdin.write(b"e")
    await line.wait(lambda text: "no export in kiosk mode" in text, "refusal")
    process.stdin.write(b"\x1a")
    program = forced.programs[0]
    seen: list[Process] = processes_of(program.pid)
    assert seen
    connection.abort()
    await asyncio.gather(reading, return_exceptions=True)
    deadline = time.monotonic() + _LEFT_S
    while left := [one for one in seen if one.pid != program.pid and one.alive()] or program.poll() is None:
        assert time.monotonic() < deadline, f"still there: {left}"
        await asyncio.sleep(0.05)
    assert program.returncode in (128 + signal.SIGHUP, -signal.SIGHUP)


async def test_q_ends_the_session(server: tuple[ForcedCommand, int]) -> None:
    forced, port = server
    line = Line(SMALL)
    async with asyncssh.connect("127.0.0.1", port, client_keys=[forced.key], known_hosts=None) as connection:
        process = await connection.create_process(
            term_type="xterm-256color", term_size=(SMALL.columns, SMALL.rows), encoding=None
        )
        reading = asyncio.create_task(line.read(process))
        await line.wait(lambda text: "LIVE" in text, "market")
        process.stdin.write(b"q")
        done = await asyncio.wait_for(process.wait(), _SOON_S)
        assert done.exit_status == 0
        await reading
