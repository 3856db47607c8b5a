"""Logging handler that copies the package's log records to the engine's own log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from r2k_tui.model.log import Level

PACKAGE = "r2k_tui"
_LEVELS = ((logging.ERROR, Level.ERROR), (logging.WARNING, Level.WARNING))


class LogHandler(logging.Handler):
    """Forwards records of the package, from INFO on, to `note` on the event loop of its creation.

    `note` takes a level, a topic (last part of the logger's name) and a message. Records may come from any thread.
    """

    def __init__(self, note: Callable[[Level, str, str], None]) -> None:
        super().__init__(logging.INFO)
        self._note, self._loop = note, asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        """See logging.Handler."""
        level = next((level for least, level in _LEVELS if record.levelno >= least), Level.INFO)
        topic = record.name.rpartition(".")[2]
        # The loop may end before a thread of a source does; the record is then dropped.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._note, level, topic, _words(record))

    def attach(self) -> None:
        """Attach to the package logger."""
        logging.getLogger(PACKAGE).addHandler(self)

    def detach(self) -> None:
        """Detach from the package logger."""
        logging.getLogger(PACKAGE).removeHandler(self)


def _words(record: logging.LogRecord) -> str:
    try:
        message = record.getMessage()
    except (TypeError, ValueError):
        message = str(record.msg)
    error = record.exc_info[1] if record.exc_info else None
    return message if error is None else f"{message}: {type(error).__name__}: {error}"
