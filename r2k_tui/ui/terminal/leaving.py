"""Leaving past a terminal that reads slowly: queued output is dropped, the codes that restore the terminal are not."""

from __future__ import annotations

import os
import termios
import time
from contextlib import suppress
from queue import Empty

from textual.drivers._writer_thread import WriterThread

_WITHIN_S, _BETWEEN_S = 1.0, 0.005
# Ends a truncated sequence and a synchronized update, and resets colors.
_CUT_OFF = "\x18\x1b[?2026l\x1b[m"


def drop_queued(writer: WriterThread) -> None:
    """Drop output that the writer has not written yet, or that the terminal has not read."""
    with suppress(Empty):
        while True:
            writer._queue.get_nowait()
    deadline = time.monotonic() + _WITHIN_S
    # The writer takes the second text once everything before it is written and flushed.
    for _ in range(2):
        writer._queue.put("")
        while not writer._queue.empty() and time.monotonic() < deadline:
            _drop_sent(writer.fileno())
            time.sleep(_BETWEEN_S)
    _drop_sent(writer.fileno())
    writer._queue.put(_CUT_OFF)


def _drop_sent(terminal: int) -> None:
    """Discard output that is on its way, and wake a writer blocked on the terminal."""
    with suppress(termios.error, OSError):
        if os.isatty(terminal):
            termios.tcflush(terminal, termios.TCOFLUSH)
            # Discarding wakes no writer; restarting the flow does.
            termios.tcflow(terminal, termios.TCOOFF)
            termios.tcflow(terminal, termios.TCOON)
