"""A person at the other end of a thin line: SSH over 1 Mbit/s and 100 ms each way."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh

from tests.bench import scripted_engine
from tests.bench.programs import OTHER_ENGINE, ROOT
from tests.bench.row import Row, row
from tests.fakes.ssh_server import ForcedCommand
from tests.fakes.thin_line import ThinLine
from tests.pty.meter import quantile
from tests.pty.replay import Replay
from tests.pty.size import HOME

_COUNT = 2000
_DELAY_S, _BYTES_PER_S = 0.1, 1e6 / 8
_PRESSES, _QUICK_PRESSES, _EVERY_S = 40, 20, 0.37
# A key held down for this many repeats, then one that says when all of them are there.
_HELD, _HELD_EVERY_S = 60, 0.033
_WITHIN_S = 30.0
_ECHO = "import os,tty\ntty.setraw(0)\nos.write(1,b'ready')\nwhile d:=os.read(0,99): os.write(1,d)"


class _Screen:
    """What has come, put on a screen when it is looked at."""

    def __init__(self) -> None:
        self._replay, self._came = Replay(HOME), list[bytes]()
        self.sent, self.news = 0, asyncio.Event()

    async def read(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        while data := await process.stdout.read(65536):
            self._came.append(data)
            self.sent += len(data)
            self.news.set()

    def mark(self) -> str:
        """The rows that have the cursor's mark, with what stands in them."""
        self._catch_up()
        return "".join(line[:12] for line in self._replay.text().split("\n") if line.startswith("│▸"))

    def text(self) -> str:
        self._catch_up()
        return self._replay.text()

    def _catch_up(self) -> None:
        self._replay.feed(b"".join(self._came))
        self._came.clear()

    async def until(self, test: Callable[[], bool]) -> None:
        """Wait until what has come passes a test."""
        async with asyncio.timeout(_WITHIN_S):
            while not test():
                self.news.clear()
                await self.news.wait()


def run(quick: bool) -> list[Row]:
    """From a key to what it does, both ends of the line counted; and what is left to come after a key held down."""
    return asyncio.run(_measured(_QUICK_PRESSES if quick else _PRESSES))


async def _measured(presses: int) -> list[Row]:
    async with _connected([sys.executable, "-c", _ECHO]) as (process, screen):
        await screen.until(lambda: "ready" in screen.text())
        echo = [await _echoed(process, screen) for _ in range(presses)]
    terminal = [*OTHER_ENGINE, "--demo", "--symbols"]
    symbols = ",".join(scripted_engine.names(_COUNT))
    async with _connected([*terminal, symbols]) as (process, screen):
        await screen.until(lambda: "S0005" in screen.text() and screen.mark() != "")
        await asyncio.sleep(3.0)
        keys = [await _moved(process, screen, b"j" if number % 2 == 0 else b"k") for number in range(presses)]
        late, left = await _held_down(process, screen)
    reference = "an echo over the same line"
    return [
        row("key to paint over 1 Mbit/s and 2 x 100 ms, p50", 1e3 * quantile(keys, 0.5), "ms", reference,
            1e3 * quantile(echo, 0.5), None, never=2.0),
        row("the same, p99", 1e3 * quantile(keys, 0.99), "ms", reference, 1e3 * quantile(echo, 0.99), None),
        row(f"the last of {_HELD} keys of one held down", 1e3 * late, "ms", reference, 1e3 * quantile(echo, 0.5), None,
            never=3.0),
        row("bytes that came after it", left, "B", "", None, None),
    ]  # fmt: skip


@asynccontextmanager
async def _connected(command: list[str]) -> AsyncIterator[tuple[asyncssh.SSHClientProcess[bytes], _Screen]]:
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as home:
        folders = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        counts = {scripted_engine.SYMBOLS_VARIABLE: str(_COUNT), scripted_engine.MEMBERS_VARIABLE: "0"}
        forced = ForcedCommand(command, Path(home), {"PYTHONPATH": str(ROOT), **folders, **counts})
        acceptor = await forced.listen()
        line = ThinLine(acceptor.get_port(), delay_s=_DELAY_S, bytes_per_s=_BYTES_PER_S)
        port = await line.listen()
        try:
            connection = await asyncssh.connect("127.0.0.1", port, client_keys=[forced.key], known_hosts=None)
            process = await connection.create_process(
                term_type="xterm-256color", term_size=(HOME.columns, HOME.rows), encoding=None
            )
            screen = _Screen()
            reading = asyncio.create_task(screen.read(process))
            yield process, screen
            reading.cancel()
            connection.abort()
        finally:
            await line.close()
            acceptor.close()
            for program in forced.programs:
                await asyncio.to_thread(program.wait, 10)


async def _echoed(process: asyncssh.SSHClientProcess[bytes], screen: _Screen) -> float:
    await asyncio.sleep(_EVERY_S)
    sent, begun = screen.sent, time.perf_counter()
    process.stdin.write(b"x")
    await screen.until(lambda: screen.sent > sent)
    return time.perf_counter() - begun


async def _moved(process: asyncssh.SSHClientProcess[bytes], screen: _Screen, key: bytes) -> float:
    await asyncio.sleep(_EVERY_S)
    before, begun = screen.mark(), time.perf_counter()
    process.stdin.write(key)
    await screen.until(lambda: screen.mark() not in ("", before))
    return time.perf_counter() - begun


async def _held_down(process: asyncssh.SSHClientProcess[bytes], screen: _Screen) -> tuple[float, int]:
    """Seconds from the last repeat of a key until the cursor is where all of them bring it, and the bytes that came
    in that time."""
    last = f"S{_HELD:04d}"
    for _ in range(_HELD):
        process.stdin.write(b"j")
        await asyncio.sleep(_HELD_EVERY_S)
    begun, sent = time.perf_counter(), screen.sent
    await screen.until(lambda: last in screen.mark())
    return time.perf_counter() - begun, screen.sent - sent
