"""Lines on stdout for a command that runs until it is ended, whatever its reader does."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor


class LineStream:
    """Writes lines in a thread, so that a reader that pauses holds up nothing else."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(1, "r2k-stdout")

    async def write(self, lines: Sequence[str]) -> None:
        """Write the lines and flush them. Raises BrokenPipeError when the reader has gone, CannotWrite."""
        await asyncio.get_running_loop().run_in_executor(self._writer, _write, "".join(f"{line}\n" for line in lines))


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def when_reader_goes(call: Callable[[], None]) -> None:
    """Call once when the reader of a pipe at stdout closes it, even if nothing is being written."""
    loop = asyncio.get_running_loop()
    descriptor = sys.stdout.fileno()
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        return

    def gone() -> None:
        loop.remove_reader(descriptor)
        call()

    # The writing end of a pipe becomes readable only by the error that the reader has gone.
    loop.add_reader(descriptor, gone)
