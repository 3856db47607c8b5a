"""Standard input and output of the plain mode: keys as they come from a terminal, lines from a pipe."""

from __future__ import annotations

import asyncio
import codecs
import os
import sys
import termios
import tty
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from r2k_tui.ui.plain.app import SIZE, PlainApp
from r2k_tui.ui.plain.keys import keys_of, keys_of_line

_READ = 4096
# While Textual runs, `sys.stdout` is a stand-in without a descriptor.
_STDOUT = 1


def run(app: App[None], threshold: float) -> None:
    """Run the app on standard input and output; the terminal is left as it was. Raises TypeError on one without a
    voice.
    """
    if not isinstance(app, PlainApp):
        raise TypeError(f"{type(app).__name__} has no voice")
    output = _Output()
    app.give_voice(output.line, output.write, threshold)
    with keys_at_once(sys.stdin.fileno()) as is_terminal:
        asyncio.run(_run(app, output, is_terminal=is_terminal))


async def _run(app: PlainApp, output: _Output, *, is_terminal: bool) -> None:
    async def press_all(pilot: Pilot[Any]) -> None:
        async for text in _texts(sys.stdin.fileno(), whole_lines=not is_terminal):
            keys = list(keys_of(text)) if is_terminal else keys_of_line(text, typing=app.is_typing)
            for key in keys:
                await app.press(pilot, key)
                if not app.is_running:
                    return

    async def follow(pilot: Pilot[Any]) -> None:
        pressing = asyncio.ensure_future(press_all(pilot))
        gone = asyncio.ensure_future(output.gone.wait())
        try:
            await asyncio.wait({pressing, gone}, return_when=asyncio.FIRST_COMPLETED)
            if pressing.done():
                pressing.result()
        finally:
            pressing.cancel()
            gone.cancel()
        app.exit()

    await app.run_async(headless=True, size=(SIZE.width, SIZE.height), auto_pilot=follow)


@contextmanager
def keys_at_once(descriptor: int) -> Iterator[bool]:
    """Have a terminal deliver each key at once, without echo, until the end; False where it is none."""
    if not os.isatty(descriptor):
        yield False
        return
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        yield True
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


async def _texts(descriptor: int, *, whole_lines: bool) -> AsyncIterator[str]:
    """What arrives, in pieces or in whole lines, until the end of the input."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
    while data := await _read(descriptor):
        rest += decoder.decode(data)
        if not whole_lines:
            text, rest = rest, ""
            yield text
            continue
        *lines, rest = rest.split("\n")
        for line in lines:
            yield line
    if rest:
        yield rest


async def _read(descriptor: int) -> bytes:
    """The next bytes, b"" at the end. A file is read in a thread, since the loop cannot wait for it."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()
    try:
        loop.add_reader(descriptor, _wake, arrived)
    except (OSError, ValueError):
        return await loop.run_in_executor(None, _bytes, descriptor)
    try:
        await arrived
    finally:
        loop.remove_reader(descriptor)
    return _bytes(descriptor)


def _wake(arrived: asyncio.Future[None]) -> None:
    if not arrived.done():
        arrived.set_result(None)


def _bytes(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _READ)
    except OSError:
        # The terminal is gone.
        return b""


class _Output:
    """Standard output. `gone`: its reader closed the pipe, which is no error; nothing more is written."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        # The stand-in of a running Textual hands text on to a buffer that it never flushes.
        self._stream = sys.stdout

    def line(self, words: str) -> None:
        """Print one line."""
        self.write(f"{words}\n")

    def write(self, text: str) -> None:
        """Print text as it is, at once."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            self.gone.set()
            # What is still buffered must not fail again at the end.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDOUT)
            os.close(nowhere)
