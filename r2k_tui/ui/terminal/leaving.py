"""The way out past a terminal that reads slowly: what is queued for it is dropped, what restores it is not."""

from __future__ import annotations

import os
import termios
import time
from contextlib import suppress
from queue import Empty

from textual.drivers._writer_thread import WriterThread

_WITHIN_S, _BETWEEN_S = 1.0, 0.005
# A sequence cut in two ends, what is painted is shown at once, colours are back.
_CUT_OFF = "\x18\x1b[?2026l\x1b[m"


def drop_queued(writer: WriterThread) -> None:
    """Drop what the writer has not written yet, and what the terminal has not taken."""
    with suppress(Empty):
        while True:
            writer._queue.get_nowait()
    deadline = time.monotonic() + _WITHIN_S
    # It looks for the second text when all before it is written, and flushed.
    for _ in range(2):
        writer._queue.put("")
        while not writer._queue.empty() and time.monotonic() < deadline:
            _drop_sent(writer.fileno())
            time.sleep(_BETWEEN_S)
    _drop_sent(writer.fileno())
    writer._queue.put(_CUT_OFF)


def _drop_sent(terminal: int) -> None:
    """Whoever hangs in a write to the terminal goes on."""
    with suppress(termios.error, OSError):
        if os.isatty(terminal):
            termios.tcflush(terminal, termios.TCOFLUSH)
            # Dropping what waits wakes nobody; starting the flow again does.
            termios.tcflow(terminal, termios.TCOOFF)
            termios.tcflow(terminal, termios.TCOON)
