"""The engine process: reads its setup and requests from stdin, writes frames to stdout."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sqlite3
import sys
from contextlib import suppress

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.links import read_setup
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.engine.state.measured_loop import MeasuredLoop
from r2k_tui.link.serving import serve

_FIRST_REQUEST_S = 1.0
_CLOSE_S = 2.0


def main() -> None:
    """Serve the terminal until stdin ends."""
    # The terminal blocks signals and waits for them in a thread; this process must not inherit the mask.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.dup(1)
    os.dup2(2, 1)  # output of libraries must not mix with the messages
    length = int.from_bytes(_read(4), "big")
    setup = read_setup(_read(length))
    _log_to(setup)
    try:
        with asyncio.Runner(loop_factory=MeasuredLoop) as runner:
            runner.run(_serve(setup, out))
    except (sqlite3.Error, OSError) as error:
        print(f"cannot open the store: {error}", file=sys.stderr)  # noqa: T201
        sys.stderr.flush()
        os._exit(1)


def _read(count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = os.read(0, count - len(data))
        if not more:
            os._exit(0)
        data += more
    return data


def _log_to(setup: EngineSetup) -> None:
    logging.captureWarnings(True)
    level = logging.DEBUG if setup.verbose else logging.INFO
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    if setup.log_path:
        logging.basicConfig(filename=setup.log_path, level=level, format=form)
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format=form)


async def _serve(setup: EngineSetup, out: int) -> None:
    engine = build_engine(setup)
    engine.restore()
    reader, writer = await _streams(out)
    serving = asyncio.create_task(serve(engine, reader, writer, "pipe"))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, serving.cancel)
    # Send the first snapshot before the calendar and the source, which load slowly, take the processor.
    asked = asyncio.create_task(engine.asked.wait())
    await asyncio.wait({serving, asked}, timeout=_FIRST_REQUEST_S, return_when=asyncio.FIRST_COMPLETED)
    if not serving.done():
        await engine.start()
    await asyncio.gather(serving, return_exceptions=True)
    with suppress(TimeoutError):
        async with asyncio.timeout(_CLOSE_S):
            await engine.close()
    # A thread of a source may hang in a call that never returns, and the end of the loop would wait for it.
    os._exit(0)


async def _streams(out: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0))
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: protocol, os.fdopen(out, "wb", buffering=0))
    return reader, asyncio.StreamWriter(transport, protocol, None, loop)


if __name__ == "__main__":
    main()
