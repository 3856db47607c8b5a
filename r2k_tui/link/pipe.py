"""Link to a private engine: a child process behind its stdin and stdout."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from r2k_tui.link.protocol import LinkLost
from r2k_tui.link.wire import Ask, ReplyMessage, Unpacker, from_engine, pack
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.text import clean

if TYPE_CHECKING:
    import asyncio

    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

_GRACE_S = 1.0


class PipeLink:
    """Link that spawns its engine in the constructor, so that both load in parallel; `start` joins the event loop.

    Raises LinkLost when the process cannot be spawned.
    """

    def __init__(self, command: list[str], first_words: bytes, environment: Mapping[str, str] | None = None) -> None:
        # The engine's stderr must never reach the screen; its last line explains the engine's end.
        self._noise: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._child = subprocess.Popen(  # noqa: S603
                command,
                bufsize=0,  # no undelivered bytes may wait for the pipe to close
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._noise,
                env=dict(environment) if environment is not None else None,
                process_group=0,  # keys such as Ctrl+C belong to the terminal
            )
        except OSError as error:
            self._noise.close()
            raise LinkLost(f"cannot start the engine: {error}") from error
        assert self._child.stdin is not None
        with suppress(BrokenPipeError):
            self._child.stdin.write(first_words)
        # Loaded while the engine begins: they bring asyncio, which takes as long as all of the link.
        from r2k_tui.link.mailbox import Mailbox

        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._lost: LinkLost | None = None
        self._mailbox = Mailbox()
        self._reading: asyncio.Task[None] | None = None
        self._transports: list[asyncio.BaseTransport] = []
        self._writer: asyncio.StreamWriter | None = None

    @property
    def pid(self) -> int:
        """Process id of the engine."""
        return self._child.pid

    async def start(self) -> None:
        """See Link."""
        import asyncio

        loop = asyncio.get_running_loop()
        assert self._child.stdin is not None and self._child.stdout is not None
        reader = asyncio.StreamReader(limit=2**20)
        source, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), self._child.stdout)
        protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader())
        transport, _ = await loop.connect_write_pipe(lambda: protocol, self._child.stdin)
        self._transports = [transport, source]
        self._writer = asyncio.StreamWriter(transport, protocol, None, loop)
        self._reading = asyncio.create_task(self._read(reader))

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            yield await self._mailbox.take()

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if self._lost is not None or self._writer is None:
            raise self._lost or LinkLost("the engine has not been started")
        import asyncio

        number = next(self._ids)
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[number] = reply
        try:
            self._writer.write(pack(Ask(number, request)))
            await self._writer.drain()
            return await reply
        except ConnectionError as error:
            raise self._lost or LinkLost(self._epitaph("it does not listen")) from error
        finally:
            self._waiting.pop(number, None)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        unpacker = Unpacker(reader, from_engine())
        try:
            while True:
                message = await unpacker.next()
                if isinstance(message, ReplyMessage):
                    if (future := self._waiting.get(message.id)) is not None and not future.done():
                        future.set_result(message.reply)
                else:
                    # Never waits for the screen: replies follow the frames and must not queue behind them.
                    self._mailbox.put(message)
        except LinkLost as error:
            self._lose(LinkLost(self._epitaph(str(error))))

    def _lose(self, lost: LinkLost) -> None:
        """Fail every pending request and end the frames."""
        self._lost = self._lost or lost
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(self._lost)
                future.exception()  # retrieved here, in case its caller has given up
        self._mailbox.end(self._lost)

    def _epitaph(self, reason: str) -> str:
        """How the engine ended, with its last words; `reason` when it still runs."""
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(0.2)
        code = self._child.poll()
        if code is None:
            return f"the engine is lost: {reason}"
        how = f"was killed by signal {-code}" if code < 0 else f"ended with {code}"
        self._noise.seek(0, os.SEEK_END)
        self._noise.seek(max(0, self._noise.tell() - 2000))
        last_words = self._noise.read().decode("utf-8", "replace").strip().splitlines()
        return f"the engine {how}" + (f" ({clean(last_words[-1], 160)})" if last_words and code else "")

    async def close(self) -> None:
        """See Link. The engine exits when its stdin closes; one that does not is killed."""
        import asyncio

        self._lose(LinkLost("the link is closed"))
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        for transport in self._transports:
            if transport.is_closing():
                continue
            # Abort despite unwritten data: an engine that does not read must not delay the end.
            transport.abort() if isinstance(transport, asyncio.WriteTransport) else transport.close()
        await asyncio.to_thread(self.end)

    def end(self) -> None:
        """Close the pipe and wait at most a second for the engine to exit; callable without an event loop."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._child.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._noise.close()


def python_command(module: str) -> tuple[list[str], dict[str, str]]:
    """Command and environment that run a module with the import path of this process.

    `-P` keeps the working directory off the import path.
    """
    paths = [path for path in sys.path if path and not path.endswith(".zip")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return [sys.executable, "-P", "-m", module], environment
