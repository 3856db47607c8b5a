"""Lines to a reader that pauses, and to one that goes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from r2k_tui.commands.shared.line_stream import LineStream, when_reader_goes


@contextmanager
def stdout_is_a_pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The reading end of a pipe that stdout writes into."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        yield reading
        # What is left in the buffer goes nowhere.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, writing)
        os.close(nowhere)


async def test_a_reader_that_pauses_holds_up_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with stdout_is_a_pipe(monkeypatch) as reading:
        writing = asyncio.create_task(LineStream().write(["x" * 99] * 4000))
        for _ in range(20):
            await asyncio.sleep(0)
        assert not writing.done(), "the pipe is full, and the loop goes on"
        read = 0
        while read < 400_000:
            read += len(await asyncio.to_thread(os.read, reading, 65536))
        await writing
        os.close(reading)


async def test_a_reader_that_has_gone_is_an_error_of_the_write(monkeypatch: pytest.MonkeyPatch) -> None:
    with stdout_is_a_pipe(monkeypatch) as reading:
        os.close(reading)
        with pytest.raises(BrokenPipeError):
            await LineStream().write(["a line"])


async def test_a_reader_that_goes_is_noticed_without_a_write(monkeypatch: pytest.MonkeyPatch) -> None:
    with stdout_is_a_pipe(monkeypatch) as reading:
        gone = asyncio.Event()
        when_reader_goes(gone.set)
        for _ in range(20):
            await asyncio.sleep(0)
        assert not gone.is_set()
        os.close(reading)
        async with asyncio.timeout(30):
            await gone.wait()


async def test_a_file_has_no_reader_that_could_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("w") as file, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", file)
        when_reader_goes(lambda: pytest.fail("nobody has gone"))
        await asyncio.sleep(0)
