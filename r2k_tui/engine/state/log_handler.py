"""What the package logs, for people to read in the engine's own log as well."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from r2k_tui.model.log import Level

PACKAGE = "r2k_tui"
_LEVELS = ((logging.ERROR, Level.ERROR), (logging.WARNING, Level.WARNING))


class LogHandler(logging.Handler):
    """Hands records of the package, from INFO on, to `note` in the event loop that it was made in.

    `note` takes a level, a topic (the last part of the logger's name) and a message. Records may come from any thread.
    """

    def __init__(self, note: Callable[[Level, str, str], None]) -> None:
        super().__init__(logging.INFO)
        self._note, self._loop = note, asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        """See logging.Handler."""
        level = next((level for least, level in _LEVELS if record.levelno >= least), Level.INFO)
        topic = record.name.rpartition(".")[2]
        # The loop may have ended before a thread of a source did: then nobody reads this any more.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._note, level, topic, _words(record))

    def attach(self) -> None:
        """Begin to listen."""
        logging.getLogger(PACKAGE).addHandler(self)

    def detach(self) -> None:
        """Listen no more."""
        logging.getLogger(PACKAGE).removeHandler(self)


def _words(record: logging.LogRecord) -> str:
    try:
        message = record.getMessage()
    except (TypeError, ValueError):
        message = str(record.msg)
    error = record.exc_info[1] if record.exc_info else None
    return message if error is None else f"{message}: {type(error).__name__}: {error}"
