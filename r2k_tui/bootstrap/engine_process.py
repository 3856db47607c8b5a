"""The engine process: reads its setup and requests from stdin, writes frames to stdout.

It loads its libraries in the order in which they are needed: the first snapshot comes out of the store before the
engine is loaded.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from r2k_tui.bootstrap.code_cache import CodeCache, code_cache

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from r2k_tui.bootstrap.first_answer import Begun
    from r2k_tui.engine.engine import Engine
    from r2k_tui.engine.setup import EngineSetup

_FIRST_REQUEST_S = 1.0
_CLOSE_S = 2.0


def main(build: Callable[[EngineSetup], Engine] | None = None) -> None:
    """Serve the terminal until stdin ends, with an engine of `build` in place of the usual one."""
    # The terminal blocks signals and waits for them in a thread; this process must not inherit the mask.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.dup(1)
    os.dup2(2, 1)  # output of libraries must not mix with the messages
    cache = code_cache("engine", os.environ)
    cache.begin()
    from r2k_tui.bootstrap.first_answer import answer_first, begun, read_exactly

    body = read_exactly(0, int.from_bytes(read_exactly(0, 4), "big"))
    first = begun(body) if build is None else None
    if first is not None:
        # What is loaded next would take the processor from the terminal, which loads at the same time.
        first = answer_first(first, 0, out, _FIRST_REQUEST_S)
    _go_on(body, out, first, cache, build)


def _go_on(
    body: bytes, out: int, first: Begun | None, cache: CodeCache, build: Callable[[EngineSetup], Engine] | None
) -> None:
    import asyncio
    import sqlite3

    from r2k_tui.bootstrap.links import read_setup

    setup = read_setup(body)
    _log_to(setup)
    try:
        asyncio.run(_serve(lambda: build(setup) if build else _built(setup, first), out, first, cache))
    except (sqlite3.Error, OSError) as error:
        print(f"cannot open the store: {error}", file=sys.stderr)  # noqa: T201
        sys.stderr.flush()
        os._exit(1)


def _log_to(setup: EngineSetup) -> None:
    import logging

    logging.captureWarnings(True)
    level = logging.DEBUG if setup.verbose else logging.INFO
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    if setup.log_path:
        logging.basicConfig(filename=setup.log_path, level=level, format=form)
    else:
        logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format=form)


def _built(setup: EngineSetup, first: Begun | None) -> Engine:
    from r2k_tui.bootstrap.build import build_engine

    return build_engine(setup, begun=first)


async def _serve(make: Callable[[], Engine], out: int, first: Begun | None, cache: CodeCache) -> None:
    import asyncio

    from r2k_tui.link.serving import serve

    engine = make()
    answered = first is not None and first.answered
    # Before anything is published: what follows the snapshot that was sent must reach its reader.
    subscription = engine.subscribe() if answered else None
    engine.restore()
    reader, writer = await _streams(out, first.unanswered if first is not None else b"")
    serving = asyncio.create_task(serve(engine, reader, writer, "pipe", subscription))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, serving.cancel)
    if answered:
        engine.asked.set()
    # Send the first snapshot before the calendar and the source, which load slowly, take the processor.
    asked = asyncio.create_task(engine.asked.wait())
    await asyncio.wait({serving, asked}, timeout=_FIRST_REQUEST_S, return_when=asyncio.FIRST_COMPLETED)
    cache.settle()
    if not serving.done():
        await engine.start()
    await asyncio.gather(serving, return_exceptions=True)
    await _close(engine)
    cache.save()
    # A thread of a source may hang in a call that never returns, and the end of the loop would wait for it.
    os._exit(0)


async def _close(engine: Engine) -> None:
    import asyncio
    from contextlib import suppress

    with suppress(TimeoutError):
        async with asyncio.timeout(_CLOSE_S):
            await engine.close()


async def _streams(out: int, unanswered: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """The streams of the two pipes; `unanswered` was read from the first of them."""
    import asyncio

    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=2**20)
    reader.feed_data(unanswered)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(0, "rb", buffering=0))
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader())
    transport, _ = await loop.connect_write_pipe(lambda: protocol, os.fdopen(out, "wb", buffering=0))
    return reader, asyncio.StreamWriter(transport, protocol, None, loop)


if __name__ == "__main__":
    main()
