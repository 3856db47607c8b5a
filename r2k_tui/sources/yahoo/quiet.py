"""Keeps what the client logs off the screen."""

from __future__ import annotations

import logging
import warnings

_TALKATIVE = ("yfinance", "peewee", "curl_cffi")


class _Forward(logging.Handler):
    """Hands records on to R2K's own log at DEBUG, whatever level they came with."""

    def __init__(self, target: logging.Logger) -> None:
        super().__init__(logging.DEBUG)
        self._target = target

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one record on; a record that cannot be formatted is dropped."""
        try:
            self._target.debug("%s: %s", record.name, record.getMessage())
        except Exception:
            self._target.debug("%s: a message that cannot be formatted", record.name)


def hush(target: logging.Logger) -> None:
    """Send the records of the client's libraries to `target`, and nowhere else; ignore their warnings.

    Safe to call again, and to be called after they are imported: yfinance asks for its warnings to be shown.
    """
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler, _Forward) for handler in logger.handlers):
            logger.addHandler(_Forward(target))
        warnings.filterwarnings("ignore", module=name)
